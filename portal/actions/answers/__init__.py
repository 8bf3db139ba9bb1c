"""Answers to appointments: by link, in the portal and by mail, merged into one per person and appointment."""

from portal.actions.answers.effects import EFFECTS, Effect
from portal.actions.answers.taking import answer_entry, take_reply, wish_for

__all__ = ["EFFECTS", "Effect", "answer_entry", "take_reply", "wish_for"]
