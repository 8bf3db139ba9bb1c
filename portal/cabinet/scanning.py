"""An optional virus scanner: clamd, spoken to over its own socket (INSTREAM of its protocol)."""

import socket
import struct
from collections.abc import Callable
from enum import Enum, auto
from urllib.parse import SplitResult, urlsplit

_CHUNK = 64 * 1024


class Verdict(Enum):
    CLEAN = auto()
    INFECTED = auto()
    UNAVAILABLE = auto()


Scanner = Callable[[bytes], Verdict]


def no_scanner(data: bytes) -> Verdict:
    """Where none is configured: the examination alone decides."""
    return Verdict.CLEAN


def scanner_at(address: str) -> Scanner:
    """The scanner of a setting: `host:3310`, `tcp://host:3310`, `/run/clamav/clamd.ctl` or `unix:///…`; none if empty.

    Raises ValueError when an address is none of these.
    """
    return clamd_at(_url(address)) if address else no_scanner


def scanner_answers(address: str, timeout_seconds: float = 5.0) -> bool:
    """Whether the scanner of a setting is there (PING of its protocol); where none is configured, nothing is missed."""
    if not address:
        return True
    try:
        with _line_to(urlsplit(_url(address)), timeout_seconds) as line:
            line.sendall(b"zPING\0")
            return _answer(line) == "PONG"
    except OSError:
        return False


def _url(address: str) -> str:
    if address.startswith("/"):
        return f"unix://{address}"
    return address if "://" in address else f"tcp://{address}"


def clamd_at(url: str, timeout_seconds: float = 20.0) -> Scanner:
    """A scanner at `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`. It says UNAVAILABLE rather than
    guess.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"tcp", "unix"} or not (parts.hostname if parts.scheme == "tcp" else parts.path):
        raise ValueError(f"A scanner is tcp://host:port or unix:///path, not {url}")

    def scan(data: bytes) -> Verdict:
        try:
            with _line_to(parts, timeout_seconds) as line:
                line.sendall(b"zINSTREAM\0")
                for start in range(0, len(data), _CHUNK):
                    chunk = data[start : start + _CHUNK]
                    line.sendall(struct.pack("!I", len(chunk)) + chunk)
                line.sendall(struct.pack("!I", 0))
                return _understood(_answer(line))
        except OSError:
            return Verdict.UNAVAILABLE

    return scan


def _line_to(parts: SplitResult, timeout_seconds: float) -> socket.socket:
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname or "localhost", parts.port or 3310), timeout_seconds)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(timeout_seconds)
        line.connect(parts.path)
    except OSError:
        line.close()
        raise
    return line


def _answer(line: socket.socket) -> str:
    heard = b""
    while not heard.endswith(b"\0") and len(heard) < 4096:
        more = line.recv(1024)
        if not more:
            break
        heard += more
    # Cut off before its end, an answer is none.
    return heard.rstrip(b"\0\n").decode("utf-8", "replace") if heard.endswith(b"\0") else ""


def _understood(answer: str) -> Verdict:
    if answer == "stream: OK":
        return Verdict.CLEAN
    return Verdict.INFECTED if answer.endswith(" FOUND") else Verdict.UNAVAILABLE
