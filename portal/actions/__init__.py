"""What happens: one function per verb, one transaction each."""
