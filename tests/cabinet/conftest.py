"""What tests of the cabinet may ask for."""

from collections.abc import Iterator

import pytest

from tests.cabinet.scanner import Clamd, running_clamd


@pytest.fixture
def clamd() -> Iterator[Clamd]:
    """A virus scanner that knows one virus."""
    with running_clamd() as scanner:
        yield scanner
