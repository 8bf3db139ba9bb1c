"""Answers to appointments: by link, in the portal and by mail, merged into one per person and appointment."""

from portal.actions.answers.effects import EFFECTS, Effect
from portal.actions.answers.lost_links import send_links_again
from portal.actions.answers.taking import answer_entry, take_reply, wish_for
from portal.actions.answers.waiting import confirm_answer, dismiss_answer, settle_mail
from portal.actions.answers.wishes import MOVES, grant_wish, refuse_wish

__all__ = [
    "EFFECTS",
    "MOVES",
    "Effect",
    "answer_entry",
    "confirm_answer",
    "dismiss_answer",
    "grant_wish",
    "refuse_wish",
    "send_links_again",
    "settle_mail",
    "take_reply",
    "wish_for",
]
