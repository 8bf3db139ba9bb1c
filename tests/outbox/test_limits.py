"""Every golden mail keeps to the limits: 7-bit, lines of at most 78, at most 60 kB, text and HTML the same words."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from portal.models.database import write_transaction
from portal.models.outbox import OutboxMail
from portal.outbox.catalogue import CATALOGUE, placeholders_of
from portal.outbox.message import CalendarPart, Letter, Mailbox, build
from portal.outbox.posting import Mail, post
from portal.outbox.rendering import LANGUAGES
from tests.calendar.every_kind import KINDS, EveryKind
from tests.calendar.linter import faults_of_mail
from tests.calendar.test_hostile_text import HOSTILE
from tests.clock import Clock
from tests.outbox.examples import STARTS_AT
from tests.outbox.limits import broken_limits
from tests.outbox.reading import header_fields

InForce = Callable[..., None]
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version", "Content-Type",
}  # fmt: skip


def every_kind_of_mail(language: str) -> Iterator[tuple[str, bytes]]:
    """One of each mail that the portal knows, about invented people."""
    for template, kind in CATALOGUE.items():
        values = {name: one.example_in(language) for name, one in placeholders_of(template).items()}
        row = post(
            Mail(
                template=template,
                to="kim@voorbeeld.example",
                name=str(values.pop("name")),
                language=language,
                why=kind.why,
                unique_key=f"limits:{language}",
                values=values,
            )
        )
        assert row is not None, template
        yield f"{template} ({language})", bytes(row.raw)


@pytest.mark.once
def test_every_golden_mail_keeps_to_the_limits(app: Flask, clock: Clock, in_force: InForce) -> None:
    # req Y-13
    # req Y-15
    told: dict[str, bytes] = {}
    for language in LANGUAGES:
        with write_transaction():
            told.update(every_kind_of_mail(language))
    assert len(told) == len(CATALOGUE) * len(LANGUAGES)
    with app.app_context():
        story = EveryKind(app, clock, "winter", "nl").tell()
    told.update({f"{kind}, {what}": bytes(mail.raw) for (kind, what), mail in story.items()})
    assert len(told) == len(CATALOGUE) * len(LANGUAGES) + len(KINDS) * 3
    assert {name: wrong for name, raw in told.items() if (wrong := broken_limits(raw))} == {}


LONGEST_NAME = 200  # that a form and a column take
# Every hostile text in a few tellings of the story; half a character comes through no form.
_LONG = {"long", "one long word", "emoji"}
_SHORT = [text.replace("\ud800", "") for name, text in HOSTILE.items() if name not in _LONG]
TYPED = {
    "line breaks": " ".join(_SHORT[:3]),
    "components and headers": " ".join(_SHORT[3:7]),
    "signs and directions": " ".join(_SHORT[:6:-1]),
    "long words": f"{HOSTILE['emoji'][:40]}{HOSTILE['long']}",
}


@pytest.mark.once
@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_whatever_names_titles_and_places_say_every_mail_and_appointment_is_right(
    app: Flask, clock: Clock, in_force: InForce, text: str
) -> None:
    # req P10
    # req Y-13: nothing injected, whoever the mail is for
    with app.app_context():
        told = EveryKind(app, clock, "winter", "nl", typed=lambda words: f"{words} {text}"[:LONGEST_NAME]).tell()
    assert {kind for kind, _ in told} == set(KINDS)
    mails = list(OutboxMail.select())
    assert len(mails) >= len(told)
    wrong = {mail.template: found for mail in mails if (found := faults_of_mail(bytes(mail.raw)))}
    wrong |= {mail.template: found for mail in mails if (found := broken_limits(bytes(mail.raw)))}
    assert wrong == {}
    assert {name for mail in mails for name, _ in header_fields(bytes(mail.raw))} == HEADERS


def _mail(**changed: object) -> bytes:
    given = {"text": "Dag Pim,\r\n", "html": "<p>Dag Pim,</p>", "calendar": None} | changed
    return build(
        Letter(
            sender=Mailbox("selectiedag@portal.example"),
            recipient=Mailbox("pim@tandem.example"),
            subject="Dag",
            language="nl",
            written_at=STARTS_AT,
            token="0" * 32,
            domain="portal.example",
            **given,  # type: ignore[arg-type]
        )
    )


@pytest.mark.once
def test_a_mail_that_breaks_a_limit_is_found() -> None:
    fine = _mail()
    assert broken_limits(fine) == []
    assert broken_limits(fine.replace(b"Dag Pim", b"Dag P\xefm")) == ["not 7-bit"]
    assert broken_limits(fine.replace(b"Subject: Dag", b"Subject: " + b"x" * 80)) == ["a line of 89"]
    assert broken_limits(_mail(html="<p>Dag Joke,</p>")) == ["the text has other words than the HTML"]
    assert broken_limits(_mail(calendar=CalendarPart(b"x" * 60_000, "REQUEST")))[0].endswith(" bytes")
    assert broken_limits(_mail(html='<p>Dag <a href="http://portal.test/x">Pim,</a></p>')) == [
        "no http://portal.test/x in the text"
    ]
