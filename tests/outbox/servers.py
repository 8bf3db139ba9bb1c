"""Real mail servers on loopback: one that works, with refusals as told, and one that fails in the middle."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

PASSWORD = LoginPassword(b"portaal", b"geheim")


@dataclass(frozen=True)
class Arrived:
    """A mail as the server got it; `connection` counts the connections from 1."""

    envelope_from: str
    recipient: str
    raw: bytes
    connection: int


@dataclass
class Sink:
    """What a server got, and what it answers: by address for RCPT, one after the other for MAIL and DATA."""

    arrived: list[Arrived] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    answers_to_mail: list[str] = field(default_factory=list)
    answers_to_data: list[str] = field(default_factory=list)
    attempts: int = 0
    gate: threading.Event | None = None  # while it is closed, a mail that arrives gets no answer
    at_the_gate: threading.Event = field(default_factory=threading.Event)
    _sessions: list[Session] = field(default_factory=list)

    @property
    def recipients(self) -> list[str]:
        """To whom mails arrived, in order."""
        return [mail.recipient for mail in self.arrived]

    @property
    def connections(self) -> int:
        """How many connections brought a mail."""
        return len(self._sessions)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.attempts += 1
        answer = self.answers_to_mail.pop(0) if self.answers_to_mail else "250 OK"
        if answer.startswith("250"):
            envelope.mail_from = address
        return answer

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        while self.gate is not None and not self.gate.is_set():
            self.at_the_gate.set()
            await asyncio.sleep(0.01)
        answer = self.answers_to_data.pop(0) if self.answers_to_data else "250 OK"
        if answer.startswith("250"):
            if session not in self._sessions:
                self._sessions.append(session)
            content = envelope.content
            assert isinstance(content, bytes)
            number = self._sessions.index(session) + 1
            self.arrived.append(Arrived(str(envelope.mail_from), envelope.rcpt_tos[0], content, number))
        return answer


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def mail_server(
    sink: Sink, *, tls: ssl.SSLContext | None = None, from_the_first_byte: bool = False, login: bool = False
) -> Iterator[int]:
    """A server on loopback; yields its port. `tls` offers STARTTLS, or is there from the first byte."""
    options: dict[str, Any] = {}
    if tls is not None:
        options["ssl_context" if from_the_first_byte else "tls_context"] = tls
    if login:
        options |= {
            "authenticator": _check_password,
            "auth_required": True,
            "auth_require_tls": True,
        }
    controller = Controller(sink, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def _check_password(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
    return AuthResult(success=given == PASSWORD, handled=False)  # aiosmtpd says 535 itself


@contextmanager
def failing_server(fail: Callable[[socket.socket], None], *, after: bytes) -> Iterator[int]:
    """A server that speaks SMTP until a line starts with `after`, then does `fail` with the connection."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        stopping = threading.Event()
        open_ends: list[socket.socket] = []

        def serve() -> None:
            while not stopping.is_set():
                try:
                    end, _ = listening.accept()
                except OSError:
                    return
                open_ends.append(end)
                threading.Thread(target=_converse, args=(end, fail, after), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield listening.getsockname()[1]
        finally:
            stopping.set()
            listening.shutdown(socket.SHUT_RDWR)
            for end in open_ends:
                end.close()


def _converse(end: socket.socket, fail: Callable[[socket.socket], None], after: bytes) -> None:
    if after == b"":
        fail(end)
        return
    try:
        end.sendall(b"220 ready\r\n")
        in_data = False
        for line in end.makefile("rb"):
            if line.rstrip(b"\r\n").upper().startswith(after):
                fail(end)
                return
            if in_data:
                continue
            in_data = line.upper().startswith(b"DATA")
            end.sendall(b"354 go on\r\n" if in_data else b"250 OK\r\n")
    except OSError:
        return


def hang(end: socket.socket) -> None:
    """Say nothing more, and keep the line open."""


def drip(end: socket.socket) -> None:
    """Answer for ever, a byte at a time, and never come to the end of the line."""
    try:
        while True:
            end.sendall(b"2")
            threading.Event().wait(0.05)
    except OSError:
        return


def hang_up(end: socket.socket) -> None:
    """Close the line."""
    end.shutdown(socket.SHUT_RDWR)
    end.close()
