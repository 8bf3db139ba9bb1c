"""A line to a mailbox server, to be cut or held at a chosen word; and a server that says nothing."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Between:
    """`said` counts what the portal sent; at `word` (the nth time) the line is held, or cut when `cuts`."""

    to_port: int
    word: bytes
    cuts: bool = False
    nth: int = 1
    port: int = 0
    reached: threading.Event = field(default_factory=threading.Event)
    _sockets: list[socket.socket] = field(default_factory=list)

    def serve(self, listening: socket.socket) -> None:
        """Take connections until the listening socket is closed."""
        with contextlib.suppress(OSError):
            while True:
                near, _ = listening.accept()
                far = socket.create_connection(("127.0.0.1", self.to_port))
                self._sockets += [near, far]
                threading.Thread(target=self._carry, args=(far, near, None), daemon=True).start()
                threading.Thread(target=self._carry, args=(near, far, self.word), daemon=True).start()

    def _carry(self, here: socket.socket, there: socket.socket, word: bytes | None) -> None:
        count = 0
        with contextlib.suppress(OSError):
            while data := here.recv(65_536):
                if word is not None and word in data:
                    count += 1
                    if count >= self.nth:
                        self.reached.set()
                        if self.cuts:
                            break
                        continue
                there.sendall(data)
        for end in (here, there):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up everywhere."""
        for end in self._sockets:
            end.close()


@contextlib.contextmanager
def line_to(port: int, word: bytes, *, cuts: bool = False, nth: int = 1) -> Iterator[Between]:
    """A line to the server at this port."""
    between = Between(port, word, cuts, nth)
    with listening() as found:
        between.port = found.getsockname()[1]
        threading.Thread(target=between.serve, args=(found,), daemon=True).start()
        yield between
        found.shutdown(socket.SHUT_RDWR)
    between.close()


@contextlib.contextmanager
def listening() -> Iterator[socket.socket]:
    """A socket that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        yield found
