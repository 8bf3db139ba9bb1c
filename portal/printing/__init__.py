"""What people take along: readable PDF files, and several files in one ZIP."""
