"""What may happen: pure functions and tables, standard library only. The time is an argument."""
