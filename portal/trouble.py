"""What may be logged of an error: its kind and where, never its message, which may hold somebody's data."""

import errno
import traceback

_FULL = ("disk is full", "No space left on device", "disk full")


def told_without_data(error: BaseException) -> str:
    """The kind of an error and the places in the code that led to it, one a line."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"


def is_out_of_room(error: BaseException) -> bool:
    """Whether a disk or the database had no room: nothing is wrong with what somebody did."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return type(error).__name__ in {"OperationalError", "DiskFull"} and any(words in str(error) for words in _FULL)
