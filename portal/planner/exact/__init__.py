"""The exact planner: one yes-or-no question per end of the day, put to a constraint solver."""
