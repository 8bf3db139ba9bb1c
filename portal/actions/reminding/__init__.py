"""What the clock does: reminders and escalations, each at most once for its occasion."""
