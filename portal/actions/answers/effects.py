"""What an answer means for the thing itself, by kind of appointment (req Y-1).

Nothing is decided by it: a candidate who says no is not absent, a partner who says no to the info session still
takes part. Who plans hears it and decides.
"""

from collections.abc import Callable

from portal.actions.answers.sessions import write_comes
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Invitation
from portal.outbox.mails import appointments as mails
from portal.outbox.posting import post
from portal.queries.answers import Whereabouts, whereabouts, who_of
from portal.rules.answers import Answer

# (entry, how it came, who clicked or None): after the entry has its answer.
Effect = Callable[[CalendarEntry, str, User | None], None]


def _session(entry: CalendarEntry, via: str, by: User | None) -> None:
    """A partner's answer about the info session; taking part in the campaign is another question."""
    where = whereabouts(entry)
    if where is not None and isinstance(where.thing, Invitation):
        write_comes(where.thing, entry, via=via, by=by)
    else:
        _tell_planner(entry, via, by)


def _tell_planner(entry: CalendarEntry, via: str, by: User | None) -> None:
    """A "no" is one mail at once to who plans; a "yes" is none."""
    where = whereabouts(entry)
    if where is None or entry.answer != Answer.DECLINED:
        return
    for reader in planners(entry, where):
        post(mails.declined(entry, where.campaign, reader, who_of(entry, where), page_of(where)))


def planners(entry: CalendarEntry, where: Whereabouts) -> list[User]:
    """Who hears of a "no": who plans it, and the jobcoach when the candidate said it; never who said it."""
    people = [where.planner]
    if entry.kind == "selection_day" and where.nomination is not None:
        people.append(where.nomination.jobcoach)
    unique = {person.email.lower(): person for person in people if person.active}
    return [person for key, person in unique.items() if key != entry.attendee_key]


def page_of(where: Whereabouts) -> str:
    """Where who plans reads the answers."""
    if where.internship is not None:
        return f"/internships/{where.internship.public_id}"
    return f"/campaigns/{where.campaign.public_id}/answers"


EFFECTS: dict[str, Effect] = {
    "info_session": _session,
    "interview": _tell_planner,
    "selection_day": _tell_planner,
    "internship_start": _tell_planner,
    "follow_up": _tell_planner,
    "evaluation": _tell_planner,
    "aftercare": _tell_planner,
}
