"""Telling one person of one appointment: the calendar's revision, the link to answer, and the one mail with both."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from portal import clock
from portal.actions.links import give_link
from portal.calendar.entries import Attendee, Event, cancel, find, invite, standing_entries
from portal.models.calendar import CalendarEntry
from portal.models.database import writes
from portal.outbox.addresses import address
from portal.outbox.posting import Mail, post
from portal.rules.links import Purpose


@writes
def tell(attendee: Attendee, kind: str, subject: str, event: Event, mail_of: Callable[[str], Mail]) -> bool:
    """Bring this person's appointment up to date and post the mail that tells it; False when no mail goes out.

    `mail_of` gets the kind of revision (invite, update, correction). Where an answer is
    asked, the mail's `((answer_link))` leads to the page to answer. A closed account is told nothing: it is, once it
    is open again. What is over enters no calendar any more. Who has no address
    has the appointment all the same: the answer is given on the own page, and there is no mail.
    """
    if _is_too_late(attendee, kind, subject, event):
        return False
    revision = invite(attendee, kind, subject, event)
    if revision is None or not attendee.key:
        return False
    mail = mail_of(revision.kind.value)
    entry = find(attendee, kind, subject)
    assert entry is not None, "it was made or advanced a moment ago"
    if event.asks_answer:
        mail = with_answer_link(mail, entry)
    post(mail, calendar=revision)
    return True


def _is_too_late(attendee: Attendee, kind: str, subject: str, event: Event) -> bool:
    if attendee.user is not None and not attendee.user.active:
        return True
    entry = find(attendee, kind, subject)
    return (entry is None or entry.cancelled) and event.ends_at <= clock.now()


@writes
def with_answer_link(mail: Mail, entry: CalendarEntry) -> Mail:
    """The mail with a new link by which its reader answers this appointment; earlier links keep working."""
    token = give_link(
        Purpose.ANSWER_APPOINTMENT,
        f"entry:{entry.public_id}",
        email=entry.attendee_email,
        name=entry.attendee_name[:200],
        language=mail.language,
    )
    return replace(mail, values={**mail.values, "answer_link": address(f"/appointment/{token}")})


@writes
def take_out(
    subject: str,
    mail_of: Callable[[CalendarEntry], Mail],
    *,
    but_for: Mapping[str, Collection[str]] | None = None,
) -> None:
    """Take what is still to come about a thing out of people's calendars, with a mail to each.

    `but_for`: whose appointments stay, as addresses in small letters by kind of entry. What is past stays too.
    """
    staying = but_for or {}
    for entry in standing_entries(subject):
        if entry.starts_at <= clock.now() or entry.attendee_key in staying.get(entry.kind, ()):
            continue
        revision = cancel(entry)
        if revision is not None:
            post(mail_of(entry), calendar=revision)
