"""Talking to a mail server for so many seconds and no longer, whatever it does.

A time-out on a socket counts anew with each byte; a server that drips would hold its caller for hours. Here a second
hand cuts the line.
"""

import smtplib
import socket
import ssl
import threading
import time
from types import TracebackType
from typing import Any, Self


class Deadline:
    """`with Deadline(seconds, sock):` cuts the line of a socket when the time is over, and raises TimeoutError.

    `ran_out` says that it did.
    """

    def __init__(self, seconds: float, sock: socket.socket | None = None) -> None:
        self.ran_out = False
        self._ends = time.monotonic() + seconds
        self._sock = sock
        self._cut = threading.Timer(seconds, self._now)
        self._cut.daemon = True

    @property
    def left(self) -> float:
        """Seconds that are left. Raises TimeoutError when there are none."""
        self.check()
        return self._ends - time.monotonic()

    def check(self) -> None:
        """Raise TimeoutError when the time is over."""
        if self.ran_out or time.monotonic() >= self._ends:
            self.ran_out = True
            raise TimeoutError("no answer in time")

    def watch(self, sock: socket.socket) -> None:
        """From now on it is this socket's line that is cut."""
        self._sock = sock
        if self.ran_out:
            self._now()

    def _now(self) -> None:
        self.ran_out = True
        if self._sock is None:
            return
        try:
            # Of the plain socket, under TLS too: the reader that waits must wake up, and finds its layer in place.
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)
        except OSError:
            return  # closed already

    def __enter__(self) -> Self:
        self._cut.start()
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._cut.cancel()
        if isinstance(exc_value, TimeoutError):
            self.ran_out = True
        elif self.ran_out:  # half an answer is no answer, whatever smtplib makes of it
            raise TimeoutError("no answer in time") from exc_value


class Watched:
    """What smtplib asks of a TLS context, for a line that a deadline watches from the handshake on."""

    def __init__(self, secure: ssl.SSLContext, limit: Deadline) -> None:
        self._secure = secure
        self._limit = limit

    def wrap_socket(self, sock: socket.socket, server_hostname: str) -> ssl.SSLSocket:
        """The line under TLS, its certificate checked."""
        line = self._secure.wrap_socket(sock, server_hostname=server_hostname, do_handshake_on_connect=False)
        self._limit.watch(line)
        try:
            line.do_handshake()
        except BaseException:
            line.close()
            raise
        return line


class PunctualSMTP(smtplib.SMTP):
    """A connection whose making keeps a deadline: names, addresses, TLS. `secure`: TLS from the first byte."""

    def __init__(self, limit: Deadline, ours: str, secure: ssl.SSLContext | None) -> None:
        super().__init__(local_hostname=ours)
        self._limit = limit
        self._secure = secure

    def connect(self, host: str = "localhost", port: int = 0, source_address: Any = None) -> tuple[int, bytes]:
        """Connect and hear the greeting. Raises TimeoutError, OSError, SMTPConnectError."""
        self._host = host  # smtplib's own: the name that STARTTLS checks
        self.sock = self._reached(host, port)
        code, words = self.getreply()
        if code != 220:
            self.close()
            raise smtplib.SMTPConnectError(code, words)
        return code, words

    def _reached(self, host: str, port: int) -> socket.socket:
        trouble: OSError = OSError("no address")
        for family, kind, protocol, _, address in _addresses(host, port, self._limit):
            sock = socket.socket(family, kind, protocol)
            try:
                sock.settimeout(self._limit.left)
                sock.connect(address)
                self._limit.watch(sock)
                return Watched(self._secure, self._limit).wrap_socket(sock, host) if self._secure else sock
            except ssl.SSLCertVerificationError:
                sock.close()
                raise
            except OSError as error:
                sock.close()
                trouble = error
        raise trouble


def _addresses(host: str, port: int, limit: Deadline) -> list[Any]:
    """The addresses of a name; a name server that is silent is waited for no longer than the rest."""
    found: list[list[Any]] = []
    trouble: list[OSError] = []

    def ask() -> None:
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            trouble.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(limit.left)
    if trouble:
        raise trouble[0]
    if not found:
        raise TimeoutError("no answer from the name server in time")
    return found[0]
