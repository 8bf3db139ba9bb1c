"""The plan of a selection day: from an instance to a plan, without Flask or the database."""
