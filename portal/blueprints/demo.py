"""Demo mode only.

The cast on the sign-in page, and a mailbox where every mail that left can be read. Elsewhere: 404.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import wraps
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask_babel import gettext as _
from icalendar import Calendar

from portal.blueprints.guard import public
from portal.blueprints.listing import list_page
from portal.blueprints.mail_pages import as_sent as as_sent_page
from portal.blueprints.showing import day_words, moment_words
from portal.models.outbox import OutboxMail
from portal.queries.accounts import accounts_with_addresses
from portal.queries.outbox import mail_that_left, mails_with_bytes
from portal.queries.outbox import mailbox as mails_that_left
from portal.rules.roles import ROLE_NAMES, Role
from portal.rules.words import N_

bp = Blueprint("demo", __name__, url_prefix="/demo")

CAST = {
    "lotte@demo.example": N_("Leidt de instroomacties: nodigt partners uit, plant de dag, maakt beslissingen bekend."),
    "pim@demo.example": N_("Draagt als jobcoach van een partner kandidaten voor, en vertelt hun wat er beslist is."),
    "joke@demo.example": N_("Doet hetzelfde voor een andere partner, en ziet alleen haar eigen kandidaten."),
    "emma@demo.example": N_("Ontvangt kandidaten in haar bedrijf: leest cv's, geeft punten, beslist mee."),
    "karel@demo.example": N_(
        "Ziet als coördinator het werk van al zijn collega's, en kan een instroomactie overnemen."
    ),
    "dirk@demo.example": N_("Kijkt na wie de gegevens van kandidaten bekeek."),
    "ada@demo.example": N_("Beheert accounts en organisaties, en ziet of alle mail vertrekt. Ziet geen kandidaten."),
}
METHODS = {
    "REQUEST": N_("Uitnodiging voor een afspraak"),
    "CANCEL": N_("Annulering van een afspraak"),
    "PUBLISH": N_("Afspraak"),
}


@dataclass(frozen=True)
class Appointment:
    """What a calendar program makes of the .ics that a mail carries, in words."""

    kind: str
    summary: str
    starts: str
    ends: str
    place: str
    description: str
    organiser: str
    attendee: str
    uid: str
    sequence: int


def in_demo_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page that does not exist outside demo mode."""

    @wraps(view)
    def shown(**url: Any) -> Any:
        if not current_app.config["DEMO"]:
            abort(404)
        return view(**url)

    return public("demo mode only: invented people, invented mails")(shown)


@bp.app_context_processor
def cast_for_templates() -> dict[str, Any]:
    return {"demo_cast": demo_cast}


def demo_cast() -> list[dict[str, str]]:
    """The people of the story that are there, in the order of `CAST`."""
    found = {user.email: user for user in accounts_with_addresses(list(CAST))}
    return [
        {
            "email": email,
            "name": found[email].name,
            "role": _(ROLE_NAMES[Role(found[email].role)]),
            "organisation": found[email].organisation.name,
            "can_do": _(can_do),
        }
        for email, can_do in CAST.items()
        if email in found
    ]


@bp.get("/mailbox")
@in_demo_only
def mailbox() -> str:
    return render_template("demo/mailbox.html", found=list_page(mails_that_left(request.args.get("to", ""))))


@bp.get("/mailbox/<mail_id>")
@in_demo_only
def mail(mail_id: str) -> str:
    found = _find(mail_id)
    message = _message(found)
    return render_template(
        "demo/mail.html",
        mail=found,
        text=_part(message, "plain"),
        appointment=_appointment(message),
        sender=message["From"],
    )


@bp.get("/mailbox/<mail_id>/as-sent")
@in_demo_only
def as_sent(mail_id: str) -> Response:
    """The HTML of the mail on an address of its own, in a sandbox: nothing in it runs, nothing is fetched."""
    return as_sent_page(_part(_message(_find(mail_id)), "html"))


@bp.get("/mailbox/<mail_id>.ics")
@in_demo_only
def ics(mail_id: str) -> Response:
    calendar = _calendar_part(_message(_find(mail_id)))
    if calendar is None:
        abort(404)
    return _download(calendar, "text/calendar", f"{mail_id}.ics")


@bp.get("/mailbox/<mail_id>.eml")
@in_demo_only
def eml(mail_id: str) -> Response:
    """The bytes as they left."""
    return _download(bytes(_find(mail_id).raw), "message/rfc822", f"{mail_id}.eml")


@bp.get("/mailbox/all.mbox")
@in_demo_only
def mbox() -> Response:
    """Every mail that left, the oldest first, in one file that mail programs open (mboxrd)."""
    return _download(b"".join(_mbox_entry(one) for one in mails_with_bytes()), "application/mbox", "all.mbox")


def _find(mail_id: str) -> OutboxMail:
    found = mail_that_left(mail_id)
    if found is None or not found.raw:
        abort(404)
    return found


def _message(mail: OutboxMail) -> EmailMessage:
    message = message_from_bytes(bytes(mail.raw), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _part(message: EmailMessage, subtype: str) -> str:
    found = message.get_body((subtype,))
    return str(found.get_content()) if found is not None else ""


def _calendar_part(message: EmailMessage) -> bytes | None:
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else None
    return None


def _appointment(message: EmailMessage) -> Appointment | None:
    content = _calendar_part(message)
    if content is None:
        return None
    calendar = Calendar.from_ical(content)
    event = next(iter(calendar.walk("VEVENT")))
    method = str(calendar.get("METHOD", ""))
    return Appointment(
        kind=_(METHODS[method]) if method in METHODS else method,
        summary=str(event.get("SUMMARY", "")),
        starts=_when(event, "DTSTART"),
        ends=_when(event, "DTEND"),
        place=str(event.get("LOCATION", "")),
        description=str(event.get("DESCRIPTION", "")),
        organiser=str(event.get("ORGANIZER", "")).removeprefix("mailto:"),
        attendee=str(event.get("ATTENDEE", "")).removeprefix("mailto:"),
        uid=str(event.get("UID", "")),
        sequence=int(event.get("SEQUENCE", 0)),
    )


def _when(event: Any, name: str) -> str:
    if name not in event:
        return ""
    value: date = event.decoded(name)
    if isinstance(value, datetime):
        return moment_words(value, str(value.tzinfo) if value.tzinfo else "UTC")
    return day_words(value)


def _mbox_entry(mail: OutboxMail) -> bytes:
    lines = bytes(mail.raw).replace(b"\r\n", b"\n").split(b"\n")
    quoted = [b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines]
    sent = f"From portal@demo.example {mail.sent_at:%a %b %d %H:%M:%S %Y}\n".encode("ascii")
    return sent + b"\n".join(quoted).rstrip(b"\n") + b"\n\n"


def _download(content: bytes, mimetype: str, name: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
