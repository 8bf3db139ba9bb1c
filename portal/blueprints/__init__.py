"""What is seen: find, may, fill in, do, say and go."""
