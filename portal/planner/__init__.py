"""The plan of a selection day: from an instance (who, what, when) to a plan, without Flask or the database."""
