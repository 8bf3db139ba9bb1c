"""What the clock sets going: reminders and escalations, each at most once."""
