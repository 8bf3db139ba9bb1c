"""What people type in: forms check shape; choices come from the view; a form never reads the database."""
