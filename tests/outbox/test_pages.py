"""What the administrator reads when nothing leaves, and that it mends itself; a page never waits for a mail server."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.models.outbox import OutboxMail
from portal.outbox.delivery import deliver_due
from portal.rules.delivery import Status
from tests.campaigns.scene import Cast, make_cast, running_campaign
from tests.clock import Clock
from tests.outbox.certificates import Authority
from tests.outbox.servers import PASSWORD, Sink, failing_server, hang, mail_server
from tests.person import Person

InForce = Callable[..., None]


@pytest.fixture
def cast(app: Flask, clock: Clock) -> Cast:
    return make_cast(app)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
def with_login(authority: Authority, in_force: InForce) -> Iterator[Sink]:
    """A server that asks for a login under TLS; the portal has another password."""
    sink = Sink()
    with mail_server(sink, tls=authority.server_context(), login=True) as port:
        in_force(
            MAIL_SERVER="127.0.0.1",
            MAIL_PORT=port,
            MAIL_USE_TLS=True,
            MAIL_USERNAME="portaal",
            MAIL_PASSWORD="fout",
            MAIL_CA_FILE=str(authority.file),
        )
        yield sink


def test_a_refused_login_is_said_in_words_and_what_waited_leaves_when_it_is_mended(
    cast: Cast, with_login: Sink, in_force: InForce, new_person: Callable[..., Person], clock: Clock
) -> None:
    # req Y-15
    running_campaign(cast)
    waiting = OutboxMail.select().where(OutboxMail.status == Status.QUEUED).count()
    assert waiting
    deliver_due(clock.now())
    ada = new_person("ada@mensen.example")
    page = ada.visits("/mail")
    for words in (
        "Er vertrekt nu geen mail",
        "De mailserver weigert de gebruikersnaam of het wachtwoord.",
        "We proberen opnieuw om 10.01 uur.",
    ):
        assert words in page
    in_force(MAIL_PASSWORD=PASSWORD.password.decode())
    assert deliver_due(clock.advance(minutes=1)).sent == waiting
    assert "Er vertrekt nu geen mail" not in ada.visits("/mail")


@pytest.mark.parametrize(
    ("certificate", "trusted"),
    [({"address": "127.0.0.2"}, True), ({"days": -1}, True), ({}, False)],
    ids=["another host's", "expired", "of an unknown authority"],
)
def test_a_wrong_certificate_is_said_in_words_and_what_waited_leaves_by_itself_when_it_is_mended(
    cast: Cast,
    authority: Authority,
    in_force: InForce,
    new_person: Callable[..., Person],
    clock: Clock,
    certificate: dict[str, Any],
    trusted: bool,
) -> None:
    # req Y-15
    campaign, sink = running_campaign(cast), Sink()
    waiting = OutboxMail.select().where(OutboxMail.status == Status.QUEUED).count()
    in_force(MAIL_SERVER="127.0.0.1", MAIL_USE_TLS=True, MAIL_USERNAME="portaal", MAIL_PASSWORD="geheim")
    with mail_server(sink, tls=authority.server_context(**certificate), login=True) as port:
        in_force(MAIL_PORT=port, MAIL_CA_FILE=str(authority.file) if trusted else "")
        assert deliver_due(clock.now()).sent == 0
    ada, lotte = new_person("ada@mensen.example"), new_person("lotte@mensen.example")
    page = ada.visits("/mail")
    for words in (
        "Er vertrekt nu geen mail",
        "Het certificaat van de mailserver klopt niet; er is niets verstuurd.",
        "We proberen opnieuw om 10.01 uur.",
    ):
        assert words in page
    assert sink.attempts == 0
    assert "Wacht" in lotte.visits(f"/campaigns/{campaign.public_id}/mail")
    with mail_server(sink, tls=authority.server_context(), login=True) as port:
        in_force(MAIL_PORT=port, MAIL_CA_FILE=str(authority.file))
        assert deliver_due(clock.advance(seconds=59)).sent == 0, "it rests for a minute"
        assert deliver_due(clock.advance(seconds=1)).sent == waiting > 0
    assert "Er vertrekt nu geen mail" not in ada.visits("/mail")


def test_a_page_posts_and_speaks_to_no_mail_server(
    cast: Cast, in_force: InForce, new_person: Callable[..., Person], clock: Clock
) -> None:
    # The server would keep whoever calls it: a page that called would not come back.
    calls: list[object] = []
    campaign = running_campaign(cast)

    def note_and_hang(end: socket.socket) -> None:
        calls.append(end)
        hang(end)

    with failing_server(note_and_hang, after=b"") as port:
        in_force(MAIL_SERVER="127.0.0.1", MAIL_PORT=port)
        lotte = new_person("lotte@mensen.example")
        lotte.visits(f"/campaigns/{campaign.public_id}/partners/invite")
        lotte.fills_in("#contacts", contacts=[cast.pim_contact.public_id, cast.sam_contact.public_id])
        lotte.fills_in("#send")
    assert calls == []
    assert OutboxMail.select().where(OutboxMail.template == "campaigns/partner_invited").count() == 2
