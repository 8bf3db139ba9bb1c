"""Delivery: due mails leave by SMTP, at most a hundred a connection. The only module that knows Flask-Mail.

Flask-Mail 0.10 hangs on a silent server, hands its password to any certificate and drops partial refusals;
the connection here has a time-out, verifies TLS, and tells exactly where a mail stands.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from enum import StrEnum
from types import TracebackType
from typing import Any, Protocol

import flask_mail

from portal.config import setting
from portal.models.outbox import OutboxMail
from portal.outbox import claims
from portal.outbox.message import POLICY
from portal.outbox.punctual import Deadline, PunctualSMTP, Watched
from portal.outbox.troubles import LineCut, NotTaken, ServerTrouble, Stage
from portal.rules.delivery import MAILS_A_CONNECTION, Reason, Status

# Whatever a server does, it holds the worker for less than 20 seconds: a round that began in time, its last mail,
# and the good-bye (`portal.worker.SECONDS_OF_A_ROUND`).
SECONDS_TO_CONNECT = 6.0  # finding the address, connecting, TLS and login, together
SECONDS_FOR_A_MAIL = 10.5  # every answer to one mail, together
SECONDS_TO_TIDY = 1.0  # RSET after a refusal, QUIT at the end
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_TOO_BIG = 552
_GOING_AWAY = 421


class Transport(StrEnum):
    """Where mails go."""

    SMTP = "smtp"
    MAILBOX = "mailbox"  # the demo's own: a sent row is the mail
    NONE = "none"


@dataclass
class Delivered:
    """What one round did. `stopped` says why nothing more leaves."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    in_doubt: int = 0
    withheld: int = 0
    stopped: Reason | None = None


class StoredMessage(flask_mail.Message):
    """A mail of the outbox: its bytes were fixed when it was posted."""

    def __init__(self, mail: OutboxMail) -> None:
        super().__init__(subject=mail.subject, recipients=[mail.recipient], sender=setting("MAIL_SENDER"))
        self.raw = bytes(mail.raw)

    def _message(self) -> EmailMessage:  # type: ignore[override]  # Flask-Mail knows the older classes
        return message_from_bytes(self.raw, EmailMessage, policy=POLICY)

    def as_bytes(self) -> bytes:
        """The bytes as they were posted, not built again."""
        return self.raw


class CarefulConnection(flask_mail.Connection):
    """A connection with a time-out and verified TLS, that says where a mail stands."""

    def configure_host(self) -> smtplib.SMTP:
        """Connect, secure and log in, in time. Raises ServerTrouble."""
        secure = self.mail.use_tls or self.mail.use_ssl or self.mail.server in _LOOPBACK
        if self.mail.username and not secure:
            raise ServerTrouble(Reason.LOGIN_IN_THE_CLEAR, "MAIL_USE_TLS")
        limit = Deadline(SECONDS_TO_CONNECT)
        try:
            with limit:
                return self._open(limit)
        except ssl.SSLCertVerificationError as error:
            raise ServerTrouble(Reason.CERTIFICATE, error.verify_message) from error
        except smtplib.SMTPAuthenticationError as error:
            raise ServerTrouble(Reason.LOGIN_REFUSED, f"{error.smtp_code}") from error
        except smtplib.SMTPNotSupportedError as error:
            raise ServerTrouble(
                Reason.NO_TLS if "STARTTLS" in str(error) else Reason.LOGIN_REFUSED, str(error)
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            told = "no answer in time" if limit.ran_out else f"{type(error).__name__}: {error}"
            raise ServerTrouble(Reason.UNREACHABLE, told) from error

    def _open(self, limit: Deadline) -> smtplib.SMTP:
        wanted = self.mail
        secure = ssl.create_default_context(cafile=setting("MAIL_CA_FILE") or None)
        host = PunctualSMTP(limit, setting("MAIL_DOMAIN"), secure if wanted.use_ssl else None)
        try:
            host.connect(wanted.server, wanted.port)
            if wanted.use_tls and not wanted.use_ssl:
                host.starttls(context=Watched(secure, limit))  # type: ignore[call-overload]  # it asks no more of it
            if wanted.username and wanted.password:
                host.login(wanted.username, wanted.password)
            host.ehlo_or_helo_if_needed()
            limit.check()
            assert host.sock is not None, "it answered a moment ago"
            host.sock.settimeout(SECONDS_FOR_A_MAIL)
        except BaseException:
            host.close()
            raise
        return host

    def _connected(self) -> smtplib.SMTP:
        if self.host is None:
            raise RuntimeError("send inside `with` only")
        return self.host

    def send(self, message: flask_mail.Message, envelope_from: str | tuple[str, str] | None = None) -> None:
        """Hand over one mail to its one recipient. Raises NotTaken or LineCut."""
        host, raw, stage = self._connected(), message.as_bytes(), Stage.SENDER
        limit = Deadline(SECONDS_FOR_A_MAIL, host.sock)
        try:
            with limit:
                size = [f"size={len(raw)}"] if host.has_extn("size") else []
                _take(stage, *host.mail(str(envelope_from), size))
                stage = Stage.RECIPIENT
                _take(stage, *host.rcpt(str(message.recipients[0])))
                stage = Stage.CONTENT
                _take(stage, *host.data(raw))
        except smtplib.SMTPServerDisconnected as error:
            silent = limit.ran_out or isinstance(error.__context__, TimeoutError)
            raise LineCut(stage, silent=silent, detail=str(error)) from error
        except smtplib.SMTPResponseException as error:
            raise NotTaken(stage, error.smtp_code, error.smtp_error) from error
        except OSError as error:
            silent = limit.ran_out or isinstance(error, TimeoutError)
            raise LineCut(stage, silent=silent, detail=str(error)) from error

    def start_over(self) -> None:
        """After a refusal: the next mail starts with a clean envelope. Raises LineCut."""
        host = self._connected()
        try:
            with Deadline(SECONDS_TO_TIDY, host.sock):
                host.rset()
        except (smtplib.SMTPException, OSError) as error:
            raise LineCut(Stage.SENDER, silent=False, detail=str(error)) from error

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, tb: TracebackType | None
    ) -> None:
        if self.host is None:
            return
        try:
            if exc_type is None:
                with Deadline(SECONDS_TO_TIDY, self.host.sock):
                    self.host.quit()
        except (smtplib.SMTPException, OSError):
            pass  # all mails are settled; a server that hangs up early harms none of them
        finally:
            self.host.close()


class BuiltInMailbox:
    """The demo's transport: a sent row can be read on the mailbox page."""

    def send(self, message: flask_mail.Message, envelope_from: str | tuple[str, str] | None = None) -> None:
        """Nothing leaves."""

    def start_over(self) -> None:
        """Nothing to clean."""


class _Line(Protocol):
    def send(self, message: flask_mail.Message, envelope_from: str | None = None) -> None: ...
    def start_over(self) -> None: ...


def _take(stage: Stage, code: int, answer: bytes) -> None:
    if not 200 <= code < 300:
        raise NotTaken(stage, code, answer)


def transport() -> Transport:
    """Where mails go with the settings in force."""
    if setting("MAIL_SERVER"):
        return Transport.SMTP
    return Transport.MAILBOX if setting("DEMO") else Transport.NONE


def deliver_due(
    now: datetime, limit: int = MAILS_A_CONNECTION, *, stop: Callable[[], bool] = lambda: False
) -> Delivered:
    """Send what is due, at most `limit` mails over one connection; outside transactions only.

    Without a mail server everything waits. `stop` is asked between two mails.
    """
    claims.outside_a_transaction()
    done = Delivered(in_doubt=claims.recover_abandoned(now), withheld=claims.withhold_expired(now))
    if transport() is Transport.NONE:
        done.stopped = Reason.NO_SERVER
        return done
    pause = claims.server_pause()
    if pause is not None:
        done.failed += claims.give_up_waiting(now)
        if pause.retry_at > now:
            done.stopped = Reason(pause.reason)
            return done
    batch = claims.due_mails(now, min(limit, _allowed(now)))
    if batch:
        try:
            with _line() as line:
                _send_all(line, batch, done, stop)
        except ServerTrouble as trouble:
            claims.pause_server(trouble.reason, trouble.detail)
            done.stopped = trouble.reason
        except LineCut:
            pass  # the mail it happened to is settled; the next round connects again
    return done


def _allowed(now: datetime) -> int:
    per_minute = setting("MAIL_PER_MINUTE") if transport() is Transport.SMTP else 0
    return claims.allowance(now, per_minute)


@contextmanager
def _line() -> Iterator[Any]:
    if transport() is Transport.MAILBOX:
        yield BuiltInMailbox()
        return
    names = ("SERVER", "PORT", "USERNAME", "PASSWORD", "USE_TLS", "USE_SSL")
    wanted = {f"MAIL_{name}": setting(f"MAIL_{name}") for name in names}
    # Flask-Mail hands its settings to a connection too, whatever its annotation says.
    with CarefulConnection(flask_mail.Mail().init_mail(wanted)) as connection:  # type: ignore[arg-type]
        yield connection


def _send_all(line: _Line, batch: list[int], done: Delivered, stop: Callable[[], bool]) -> None:
    for mail_id in batch:
        if stop():
            return
        mail = claims.claim(mail_id)
        if mail is None:
            continue
        try:
            line.send(StoredMessage(mail), envelope_from=f"bounce+{mail.token}@{setting('MAIL_DOMAIN')}")
        except NotTaken as refusal:
            _settle_refusal(mail, refusal, done)
            if refusal.code == _GOING_AWAY:
                return
            line.start_over()
        except LineCut as cut:
            _settle_cut(mail, cut, done)
            raise
        else:
            claims.settle_sent(mail)
            done.sent += 1
            if done.sent == 1:
                claims.end_server_pause()


def _settle_refusal(mail: OutboxMail, refusal: NotTaken, done: Delivered) -> None:
    """4xx: later; 5xx on the recipient or the content: failed; 5xx on the sender concerns every mail."""
    lasting = refusal.code >= 500
    if refusal.code == _GOING_AWAY and refusal.stage is Stage.SENDER:
        claims.release(mail)
        raise ServerTrouble(Reason.SERVER_BUSY, refusal.detail)
    if lasting and refusal.stage is Stage.SENDER and refusal.code != _TOO_BIG:
        claims.release(mail)
        raise ServerTrouble(Reason.SENDER_REFUSED, refusal.detail)
    if lasting:
        reason = Reason.RECIPIENT_REFUSED if refusal.stage is Stage.RECIPIENT else Reason.CONTENT_REFUSED
        claims.settle(mail, Status.FAILED, reason, refusal.detail)
        done.failed += 1
        return
    if refusal.code == _GOING_AWAY:
        claims.pause_domain(mail.recipient_domain, refusal.detail)
    _count(claims.settle_later(mail, Reason.NOT_NOW, refusal.detail), done)


def _settle_cut(mail: OutboxMail, cut: LineCut, done: Delivered) -> None:
    """Before the content: nothing was sent. During it: nobody knows, so a decision waits for a person."""
    unknown = cut.stage is Stage.CONTENT
    if unknown and mail.decision:
        claims.settle(mail, Status.IN_DOUBT, Reason.LINE_CUT, cut.detail, possibly_sent=True)
        done.in_doubt += 1
    else:
        _count(claims.settle_later(mail, Reason.LINE_CUT, cut.detail, possibly_sent=unknown), done)
    if cut.silent:
        raise ServerTrouble(Reason.UNREACHABLE, cut.detail)


def _count(status: Status, done: Delivered) -> None:
    if status is Status.FAILED:
        done.failed += 1
    else:
        done.later += 1
