"""A worker in a process of its own, to be killed: `-m tests.outbox.running_worker DATABASE_URL PORT`.

With `--nursery` a process that does no work itself: for each line it reads it gives birth to a worker and prints its
number. Everything is loaded by then: a worker that was killed has a successor at once.
"""

import logging
import os
import signal
import sys

from portal import worker
from portal.config import put_in_force, read_settings
from portal.models.database import bind


def begin(url: str, port: int) -> None:
    """Be a worker until told to stop."""
    bind(url)
    server = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": port, "MAIL_PER_MINUTE": 0}
    put_in_force(read_settings({"DATABASE_URL": url, **server}))
    worker.work()


def give_birth(url: str, port: int) -> None:
    """A worker for each line, until the lines end."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    worker.SECONDS_BETWEEN_ROUNDS = 0.05
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            begin(url, port)
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    begins = give_birth if "--nursery" in sys.argv else begin
    begins(sys.argv[1], int(sys.argv[2]))
