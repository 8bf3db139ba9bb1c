"""Time as bits: bit n is minute n of a board, so that "is this span free" is one operation on integers."""

from __future__ import annotations

from collections.abc import Iterator


def span(start: int, end: int) -> int:
    """The minutes from start up to end; minutes before zero do not exist."""
    start = max(start, 0)
    return ((1 << (end - start)) - 1) << start if end > start else 0


def starts_touching(busy: int, length: int) -> int:
    """The starts at which something of `length` minutes would touch a busy minute."""
    reach = 1
    while reach < length:
        step = min(reach, length - reach)
        busy |= busy >> step
        reach += step
    return busy


def minutes(mask: int) -> Iterator[int]:
    """The minutes in the mask, earliest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def next_minute(mask: int, since: int) -> int:
    """The first minute of the mask at or after `since`; -1 when there is none."""
    rest = mask >> since
    return since + (rest & -rest).bit_length() - 1 if rest else -1


class Seats:
    """How many places are taken at each minute; `full` are the minutes without a free one."""

    __slots__ = ("levels",)

    def __init__(self, places: int) -> None:
        self.levels = [0] * places  # levels[n]: the minutes with more than n places taken

    @property
    def full(self) -> int:
        return self.levels[-1]

    def take(self, when: int) -> None:
        levels = self.levels
        for level in range(len(levels) - 1, 0, -1):
            levels[level] |= levels[level - 1] & when
        levels[0] |= when

    def give_back(self, when: int) -> None:
        levels = self.levels
        for level in range(len(levels) - 1):
            levels[level] = (levels[level] & ~when) | (levels[level + 1] & when)
        levels[-1] &= ~when
