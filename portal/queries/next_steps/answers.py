"""What is next about appointments: answer one's own, decide about wishes and about who cannot come."""

from collections import defaultdict
from datetime import datetime

from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.queries.answers_waiting import (
    candidates_who_declined,
    declined_for,
    mails_waiting_for,
    to_answer,
    waiting_for,
)
from portal.queries.next_steps.steps import NextStep
from portal.rules.answers import KIND_WORDS, Standing
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.words import N_, Term


def answer_steps(user: User, now: datetime) -> list[NextStep]:
    """For who is asked, who plans, and the jobcoach of a candidate who cannot come; six queries at most."""
    found = _own(user, now)
    if user.role in MEDIATING_ROLES:
        found += _waiting(user, now) + _declined(user, now) + _own_candidates(user, now)
    if user.role in (*MEDIATING_ROLES, Role.ADMINISTRATOR):
        count = len(mails_waiting_for(user))
        if count:
            found.append(_attention(N_("Antwoorden per mail die niet te lezen zijn: %(num)s"), count))
    return found


def _own(user: User, now: datetime) -> list[NextStep]:
    entries = to_answer(user, now)
    if not entries:
        return []
    return [
        NextStep(
            what=N_("Laat weten of je komt")
            if len(entries) == 1
            else N_("Laat weten of je komt: %(num)s afspraken wachten op je antwoord"),
            values={"num": len(entries)},
            who=entries[0].summary if len(entries) == 1 else "",
            until=entries[0].starts_at,
            zone=entries[0].zone,
            endpoint="answers.index",
            url={},
            label=N_("Antwoord"),
        )
    ]


def _attention(what: str, count: int, entry: CalendarEntry | None = None) -> NextStep:
    return NextStep(
        what=what,
        values={"num": count},
        until=entry.starts_at if entry else None,
        zone=entry.zone if entry else "Europe/Brussels",
        endpoint="answers.waiting",
        url={},
        label=N_("Bekijk en beslis"),
    )


def _waiting(user: User, now: datetime) -> list[NextStep]:
    rows = waiting_for(user, now)
    found = []
    for standing, what in (
        (Standing.WISH, N_("Iemand vraagt een ander moment: %(num)s")),
        (Standing.UNVERIFIED, N_("Antwoorden waarvan de afzender niet zeker is: %(num)s")),
    ):
        those = [row for row in rows if row.standing == standing]
        if those:
            found.append(_attention(what, len(those), those[0].entry))
    return found


def _declined(user: User, now: datetime) -> list[NextStep]:
    """One step for each kind of appointment: many who cannot come are one thing to look at."""
    by_kind: dict[str, list[CalendarEntry]] = defaultdict(list)
    for entry in declined_for(user, now):
        by_kind[entry.kind].append(entry)
    return [
        NextStep(
            what=N_("Beslis wat er gebeurt nu iemand niet kan komen (%(kind)s): %(num)s"),
            values={"num": len(entries), "kind": Term(KIND_WORDS[kind])},
            until=entries[0].starts_at,
            zone=entries[0].zone,
            endpoint="answers.waiting",
            url={},
            label=N_("Bekijk wie"),
        )
        for kind, entries in by_kind.items()
    ]


def _own_candidates(user: User, now: datetime) -> list[NextStep]:
    return [
        NextStep(
            what=N_("%(name)s liet weten niet naar de selectiedag te kunnen komen: bel even"),
            values={"name": nomination.candidate.first_name},
            who=nomination.campaign.title,
            until=entry.starts_at,
            zone=entry.zone,
            endpoint="selection_days.show",
            url={"campaign_id": nomination.campaign.public_id},
            label=N_("Bekijk de uren"),
        )
        for entry, nomination in candidates_who_declined(user, now)
    ]
