"""Who takes up work: this process by a name that says whether it still lives."""

import os
import secrets
import socket

_MACHINE = socket.gethostname()[:60]
_LIFE = secrets.token_hex(4)  # tells this process from an earlier one with the same number


def own_name() -> str:
    """The name of this process: machine, number, life."""
    return f"{_MACHINE}:{os.getpid()}:{_LIFE}"


def is_gone(name: str) -> bool:
    """Whether a process of this machine that took something up lives no more; of another machine nobody knows."""
    machine, _, rest = name.rpartition(":")[0].rpartition(":")
    life = name.rpartition(":")[2]
    if machine != _MACHINE or not rest.isdecimal():
        return False
    if int(rest) == os.getpid():
        return life != _LIFE
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
