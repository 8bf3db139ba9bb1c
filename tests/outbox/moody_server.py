"""A mail server in a bad mood: it puts some mails off, and cuts some lines before, during or after the content."""

import random
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PUTS_OFF = 0.10
CUTS = 0.05
MOMENTS = ("MAIL", "RCPT", "DATA", "half", "end")


@dataclass
class MoodyServer:
    """What it took, in order; `moods` decides, `notice` is called at every moment of a mail with its name."""

    moods: random.Random
    notice: Callable[[str], None] = lambda moment: None
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    put_off: int = 0
    cut: int = 0

    def serve(self, end: socket.socket) -> None:
        """One connection, until it is cut or left."""
        try:
            with end, end.makefile("rb") as lines:
                end.sendall(b"220 moody\r\n")
                while self._one_mail(end, lines):
                    pass
        except OSError:
            return  # the other side was killed

    def _one_mail(self, end: socket.socket, lines: Iterator[bytes]) -> bool:
        """From MAIL to the end of the content; False when the connection is over."""
        mood, moment = self.moods.random(), self.moods.choice(MOMENTS)
        puts_off, cuts, recipient = mood < PUTS_OFF, PUTS_OFF <= mood < PUTS_OFF + CUTS, ""
        for line in lines:
            verb = line[:4].upper().decode("ascii", "replace")
            if verb not in ("MAIL", "RCPT", "DATA"):
                end.sendall(b"250 fine\r\n")
                if verb == "QUIT":
                    return False
                continue
            self.notice(verb)
            if cuts and moment == verb:
                self.cut += 1
                return False
            if puts_off and verb == "RCPT":
                self.put_off += 1
                end.sendall(b"451 not now\r\n")
                return True
            if verb == "RCPT":
                recipient = line.decode("ascii").partition("<")[2].partition(">")[0]
            if verb != "DATA":
                end.sendall(b"250 fine\r\n")
                continue
            end.sendall(b"354 go on\r\n")
            return self._content(end, lines, recipient, moment if cuts else "")
        return False

    def _content(self, end: socket.socket, lines: Iterator[bytes], recipient: str, cut_at: str) -> bool:
        content = []
        for line in lines:
            if line == b".\r\n":
                break
            content.append(line[1:] if line.startswith(b".") else line)
            if cut_at == "half" and len(content) == 5:
                self.cut += 1
                return False
        else:
            return False  # killed in the middle: nothing was handed over
        self.notice("half")
        self.taken.append((recipient, b"".join(content)))
        if cut_at == "end":
            self.cut += 1
            return False
        end.sendall(b"250 taken\r\n")
        self.notice("end")
        return True


@contextmanager
def running(server: MoodyServer) -> Iterator[int]:
    """The server on loopback; yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def accept() -> None:
            while True:
                try:
                    end, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=server.serve, args=(end,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield listening.getsockname()[1]
        finally:
            listening.shutdown(socket.SHUT_RDWR)
