"""Demo mode: the cast and the mailbox; nothing of it elsewhere (promises P12, P16)."""

import mailbox as mailboxes
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal import clock as portal_clock
from portal.calendar.entries import Attendee, Event, invite
from portal.config import put_in_force
from portal.models.database import write_transaction
from portal.models.outbox import OutboxMail
from portal.outbox.posting import Mail, post
from portal.rules.delivery import Status
from portal.rules.words import N_
from tests.accounts.conftest import Cast
from tests.person import Person

STARTS = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


@pytest.fixture
def demo(make_app: Callable[..., Flask], app: Flask) -> Iterator[Flask]:
    """A portal in demo mode."""
    yield make_app(DEMO=True)
    put_in_force(dict(app.config))


def _mail_that_left(to: str, name: str = "Pim Aerts") -> OutboxMail:
    with write_transaction():
        revision = invite(
            Attendee(to, name, None),
            "info_session",
            f"invitation:{to}",
            Event(
                starts_at=STARTS,
                ends_at=STARTS + timedelta(minutes=90),
                zone="Europe/Brussels",
                summary="Infosessie bij Bakkerij De Ster",
                location="Dijk 1, Mol",
                description="Koffie vooraf",
            ),
        )
        row = post(
            Mail(
                template="accounts/new_password_asked",
                to=to,
                name=name,
                language="nl",
                why=N_("Je krijgt deze mail omdat je een account hebt op het selectiedagportaal."),
                unique_key=to,
                values={"link": "http://portal.test/reset/x"},
            ),
            calendar=revision,
        )
    assert row is not None
    row.change(status=Status.SENT, sent_at=portal_clock.now())
    return row


def test_outside_demo_mode_none_of_it_exists(cast: Cast, visitor: Person) -> None:
    mail = _mail_that_left("pim@partner.example")
    for url in (
        "",
        "/all.mbox",
        f"/{mail.public_id}",
        f"/{mail.public_id}.eml",
        f"/{mail.public_id}.ics",
        f"/{mail.public_id}/as-sent",
    ):
        visitor.visits(f"/demo/mailbox{url}", expect=404)
    assert "demo-portaal" not in visitor.visits("/login").html


def test_the_sign_in_page_lists_who_you_can_be(demo: Flask, cast: Cast) -> None:
    cast["lotte"].change(email="lotte@demo.example")
    visitor = Person(demo)
    page = visitor.visits("/login?next=/profile")
    assert "demo-portaal" in page
    assert "Leidt de instroomacties" in page
    visitor.clicks("Lotte Maes")
    visitor.fills_in("/login", password="demo-portaal")
    assert visitor.page.heading == "Je profiel"


def test_a_mail_is_read_with_its_appointment(demo: Flask, cast: Cast) -> None:
    mail = _mail_that_left("pim@partner.example")
    _mail_that_left("joke@partner.example", "Joke Bos")
    visitor = Person(demo)
    page = visitor.visits("/demo/mailbox")
    assert "2 mails" in page
    assert "Joke Bos" not in visitor.visits("/demo/mailbox?to=pim")
    page = visitor.clicks("Kies een nieuw wachtwoord")
    for words in (
        "Infosessie bij Bakkerij De Ster",
        "dinsdag 24 november, 9.30 uur",
        "dinsdag 24 november, 11.00 uur",
        "Dijk 1, Mol",
        "http://portal.test/reset/x",
    ):
        assert words in page
    sent = visitor.client.get(f"/demo/mailbox/{mail.public_id}/as-sent")
    assert sent.headers["Content-Security-Policy"].endswith("sandbox")
    assert "script" not in sent.headers["Content-Security-Policy"]


def test_the_bytes_are_those_that_left(demo: Flask, cast: Cast, tmp_path: Path) -> None:
    mails = [_mail_that_left(f"{name}@partner.example") for name in ("pim", "joke")]
    client = demo.test_client()
    assert client.get(f"/demo/mailbox/{mails[0].public_id}.eml").data == bytes(mails[0].raw)
    ics = client.get(f"/demo/mailbox/{mails[0].public_id}.ics")
    assert ics.mimetype == "text/calendar"
    assert ics.data.startswith(b"BEGIN:VCALENDAR\r\n")
    path = tmp_path / "all.mbox"
    path.write_bytes(client.get("/demo/mailbox/all.mbox").data)
    box = mailboxes.mbox(str(path))
    assert [message["To"].split("<")[-1].rstrip(">") for message in box] == [
        "pim@partner.example",
        "joke@partner.example",
    ]
    box.close()


def test_a_mail_that_has_not_left_is_not_there(demo: Flask, cast: Cast) -> None:
    mail = _mail_that_left("pim@partner.example")
    mail.change(status=Status.QUEUED)
    visitor = Person(demo)
    assert "0 mails" in visitor.visits("/demo/mailbox")
    visitor.visits(f"/demo/mailbox/{mail.public_id}", expect=404)
