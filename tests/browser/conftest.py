"""A portal that a real browser can open: the world of the permission tests, in which everything exists once."""

from collections.abc import Iterator

import pytest

from tests.browser.serving import served
from tests.permissions.conftest import told, world
from tests.permissions.world import World

__all__ = ["told", "world"]


@pytest.fixture
def address(world: World) -> Iterator[str]:
    """Where the world's portal is served."""
    with served(world.app) as found:
        yield found
