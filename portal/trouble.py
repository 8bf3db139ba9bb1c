"""What may be logged of an error: its kind and where, never its message, which may hold somebody's data."""

import traceback


def told_without_data(error: BaseException) -> str:
    """The kind of an error and the places in the code that led to it, one a line."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"
