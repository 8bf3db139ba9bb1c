"""How many queries something asks."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Queries:
    """The queries that were asked, in their order."""

    asked: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.asked)


class _Listening(logging.Handler):
    def __init__(self, queries: Queries) -> None:
        super().__init__(logging.DEBUG)
        self.queries = queries

    def emit(self, record: logging.LogRecord) -> None:
        self.queries.asked.append(str(record.msg))


@contextmanager
def count_queries() -> Iterator[Queries]:
    """Everything that peewee sends to the database meanwhile."""
    queries, logger = Queries(), logging.getLogger("peewee")
    listening, before = _Listening(queries), logger.level
    logger.addHandler(listening)
    logger.setLevel(logging.DEBUG)
    try:
        yield queries
    finally:
        logger.removeHandler(listening)
        logger.setLevel(before)
