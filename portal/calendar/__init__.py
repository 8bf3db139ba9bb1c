"""Appointments as iCalendar: one stable UID per person and appointment, a rising SEQUENCE, our own time zones."""
