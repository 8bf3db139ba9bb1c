"""What is asked: reads that are used more than once, named by what they return."""
