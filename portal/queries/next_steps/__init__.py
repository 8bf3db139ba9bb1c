"""'Wat nu': the next steps of a person, computed from state; one module per area."""
