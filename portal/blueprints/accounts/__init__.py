"""Signing in, one's own profile, the language, and the way in for people who are invited."""
