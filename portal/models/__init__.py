"""What is stored: tables, constraints, indexes. No verbs."""
