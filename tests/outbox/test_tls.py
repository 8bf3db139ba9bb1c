"""TLS is verified, and a password goes only where it is safe (req Y-15)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.outbox import delivery
from portal.outbox.delivery import deliver_due
from portal.outbox.standing import standing
from portal.rules.delivery import Reason, Status
from tests.clock import Clock
from tests.outbox.certificates import Authority
from tests.outbox.examples import must_post
from tests.outbox.servers import PASSWORD, Sink, mail_server

Outbox = Callable[[], list[Status]]
InForce = Callable[..., None]


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.mark.parametrize("from_the_first_byte", [False, True], ids=["STARTTLS", "TLS"])
def test_mail_leaves_over_verified_tls_with_a_login(
    outbox: Outbox, in_force: InForce, clock: Clock, authority: Authority, from_the_first_byte: bool
) -> None:
    sink = Sink()
    context = authority.server_context()
    login = not from_the_first_byte  # aiosmtpd knows logins after STARTTLS only
    with mail_server(sink, tls=context, from_the_first_byte=from_the_first_byte, login=login) as port:
        in_force(
            MAIL_SERVER="127.0.0.1",
            MAIL_PORT=port,
            MAIL_USE_TLS=not from_the_first_byte,
            MAIL_USE_SSL=from_the_first_byte,
            MAIL_USERNAME=PASSWORD.login.decode() if login else "",
            MAIL_PASSWORD=PASSWORD.password.decode(),
            MAIL_CA_FILE=str(authority.file),
        )
        must_post()
        assert deliver_due(clock.now()).sent == 1
    assert sink.recipients == ["pim@tandem.example"]


@pytest.mark.parametrize(
    ("certificate", "trusted"),
    [({"address": "127.0.0.2"}, True), ({"days": -1}, True), ({}, False)],
    ids=["another host's", "expired", "of an unknown authority"],
)
def test_a_wrong_certificate_gets_neither_password_nor_mail(
    outbox: Outbox,
    in_force: InForce,
    clock: Clock,
    authority: Authority,
    certificate: dict[str, object],
    trusted: bool,
) -> None:
    # req Y-15
    sink = Sink()
    with mail_server(sink, tls=authority.server_context(**certificate), login=True) as port:  # type: ignore[arg-type]
        in_force(
            MAIL_SERVER="127.0.0.1",
            MAIL_PORT=port,
            MAIL_USE_TLS=True,
            MAIL_USERNAME=PASSWORD.login.decode(),
            MAIL_PASSWORD=PASSWORD.password.decode(),
            MAIL_CA_FILE=str(authority.file) if trusted else "",
        )
        must_post()
        assert deliver_due(clock.now()).stopped is Reason.CERTIFICATE
    assert sink.attempts == 0
    assert outbox() == [Status.QUEUED]


def test_a_server_without_tls_gets_nothing_when_tls_is_asked_for(
    outbox: Outbox, in_force: InForce, sink: Sink, clock: Clock
) -> None:
    in_force(MAIL_USE_TLS=True)
    must_post()
    assert deliver_due(clock.now()).stopped is Reason.NO_TLS
    assert sink.attempts == 0


def test_a_refused_login_stops_the_queue_until_it_is_mended(
    outbox: Outbox, in_force: InForce, clock: Clock, authority: Authority
) -> None:
    # req Y-15
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
        must_post()
        assert deliver_due(clock.now()).stopped is Reason.LOGIN_REFUSED
        assert (standing().stopped, standing().detail) == (Reason.LOGIN_REFUSED, "535")
        assert outbox() == [Status.QUEUED]
        in_force(MAIL_PASSWORD=PASSWORD.password.decode())
        assert deliver_due(clock.advance(minutes=1)).sent == 1
    assert standing().stopped is None


def test_a_password_is_not_sent_in_the_clear(
    outbox: Outbox, in_force: InForce, sink: Sink, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "_LOOPBACK", frozenset())
    in_force(MAIL_USERNAME="portaal", MAIL_PASSWORD="geheim")
    must_post()
    assert deliver_due(clock.now()).stopped is Reason.LOGIN_IN_THE_CLEAR
    assert sink.attempts == 0
