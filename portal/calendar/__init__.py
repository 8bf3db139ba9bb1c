"""Appointments as iCalendar: one UID per person and appointment, a rising SEQUENCE, our own time zones."""
