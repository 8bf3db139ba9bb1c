"""Mail that came in: an answer counts, a mail that came back is marked, what is unclear waits for a person.

Nothing here ever answers a mail.
"""

import logging
from dataclasses import replace
from typing import Any

from peewee import InterfaceError, OperationalError

from portal.actions.answers import take_reply
from portal.config import setting
from portal.inbox.reading import Reading, read
from portal.models.calendar import CalendarEntry
from portal.models.database import writes
from portal.models.inbox import InboxMail
from portal.models.outbox import OutboxMail
from portal.outbox import bounces
from portal.rules.inbox import IncomingKind, IncomingStanding, ReportAction, WaitsBecause
from portal.trouble import told_without_data

log = logging.getLogger(__name__)


def take_in(raw: bytes, *, is_whole: bool = True) -> InboxMail | None:
    """Do what a mail asks; the same mail twice is one. None when it is not for the portal: nothing is kept of it.

    `is_whole` False: `raw` is only the headers of a mail too big to read.
    """
    reading = read(raw, setting("MAIL_DOMAIN"), is_whole=is_whole)
    if reading.kind is IncomingKind.OTHER:
        return None
    try:
        return keep_reading(reading)
    except (OperationalError, InterfaceError):
        raise  # the database: this mail is read again
    except Exception as error:  # noqa: BLE001 - one mail must not keep all later ones from being read
        log.error("a mail that came in was not taken in: %s", told_without_data(error))  # noqa: TRY400 - no message
        return keep_reading(replace(reading, waits=WaitsBecause.STUMBLED))


@writes
def keep_reading(reading: Reading) -> InboxMail | None:
    """Write down what a mail was and do what it asks; None when it names nothing that we know."""
    there: InboxMail | None = InboxMail.get_or_none(InboxMail.message_key == reading.message_key)
    if there is not None:
        return there
    entry: CalendarEntry | None = CalendarEntry.get_or_none(CalendarEntry.uid == reading.uid) if reading.uid else None
    mail: OutboxMail | None = (
        OutboxMail.get_or_none(OutboxMail.token == reading.token) if reading.token else _newest_mail(entry)
    )
    known = {"entry": entry, "mail": mail}
    if entry is None and mail is None:
        return None
    if reading.waits is not None:
        return _wait(reading, reading.waits, known)
    if reading.kind is IncomingKind.AUTOMATIC:
        return _row(reading, IncomingStanding.SET_ASIDE, known)
    if reading.kind is IncomingKind.REPORT:
        return None if mail is None else _take_report(reading, mail, known)
    return None if entry is None else _take_answer(reading, entry, known)


def _take_answer(reading: Reading, entry: CalendarEntry, known: dict[str, Any]) -> InboxMail | None:
    """Somebody the invitation was passed on to may answer, but not for the person asked: that waits there."""
    reply = reading.reply
    if reply is None:
        return None
    if reply.attendee_email != entry.attendee_key:
        reply = replace(reply, is_verified=False)
    answer = take_reply(reply)
    return None if answer is None else _row(reading, IncomingStanding.TAKEN, {**known, "answer": answer})


def _take_report(reading: Reading, mail: OutboxMail, known: dict[str, Any]) -> InboxMail:
    report = reading.report
    if report is None or mail.recipient.lower() not in report.recipients:
        return _wait(reading, WaitsBecause.OTHER_RECIPIENT, known)
    if report.action is ReportAction.FAILED:
        bounces.came_back(mail, report.code, report.detail)
    elif report.action is ReportAction.DELAYED:
        bounces.is_late(mail)
    else:
        bounces.arrived(mail)
    return _row(reading, IncomingStanding.TAKEN, known)


def _wait(reading: Reading, reason: WaitsBecause, known: dict[str, Any]) -> InboxMail:
    return _row(reading, IncomingStanding.WAITS, known, reason=reason, from_address=reading.from_address[:254])


def _row(reading: Reading, standing: IncomingStanding, known: dict[str, Any], **more: str) -> InboxMail:
    made: InboxMail = InboxMail.create(
        message_key=reading.message_key, kind=reading.kind, standing=standing, **known, **more
    )
    return made


def _newest_mail(entry: CalendarEntry | None) -> OutboxMail | None:
    """The last mail of an appointment: it knows the campaign."""
    if entry is None:
        return None
    found: OutboxMail | None = (
        OutboxMail.select().where(OutboxMail.uid == entry.uid).order_by(OutboxMail.id.desc()).first()
    )
    return found
