"""A virus scanner that speaks clamd's protocol over TCP and knows one virus."""

import io
import socket
import struct
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.cabinet.making import EICAR


@dataclass
class Clamd:
    """Where it listens, what it was shown, and what it says instead of a verdict when it is told to."""

    address: str
    says: bytes | None = None
    shown: list[int] = field(default_factory=list)  # bytes


def _is_infected(data: bytes) -> bool:
    """As it stands, or in a part of a zip, which a scanner unpacks."""
    if EICAR in data:
        return True
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(EICAR in archive.read(name) for name in archive.namelist())


@contextmanager
def running_clamd() -> Iterator[Clamd]:
    """A scanner of our own for as long as a test needs one."""
    listening = socket.create_server(("127.0.0.1", 0))
    clamd = Clamd(f"tcp://127.0.0.1:{listening.getsockname()[1]}")

    def answer() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            with line, line.makefile("rb") as heard:
                asked = heard.read(6)
                if asked == b"zPING\0":
                    line.sendall(b"PONG\0")
                    continue
                assert asked + heard.read(4) == b"zINSTREAM\0"
                data = b""
                while length := struct.unpack("!I", heard.read(4))[0]:
                    data += heard.read(length)
                clamd.shown.append(len(data))
                verdict = b"stream: Eicar-Test FOUND\0" if _is_infected(data) else b"stream: OK\0"
                line.sendall(verdict if clamd.says is None else clamd.says)

    answering = threading.Thread(target=answer)
    answering.start()
    try:
        yield clamd
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        answering.join()
