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


def clamd_at(url: str, timeout_seconds: float = 20.0) -> Scanner:
    """A scanner at `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`. It says UNAVAILABLE rather than
    guess.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"tcp", "unix"}:
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
    return heard.rstrip(b"\0\n").decode("utf-8", "replace")


def _understood(answer: str) -> Verdict:
    if answer == "stream: OK":
        return Verdict.CLEAN
    return Verdict.INFECTED if answer.endswith(" FOUND") else Verdict.UNAVAILABLE
