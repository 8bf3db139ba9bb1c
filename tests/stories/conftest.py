"""The stage on which a story is told."""

from collections.abc import Callable, Iterator

import pytest

# A chapter that fails says what it found: pytest rewrites the assertions of what is imported after this line.
TOLD_IN = ("appointments", "chapters", "postbox", "telling")
pytest.register_assert_rewrite(*(f"tests.stories.{name}" for name in TOLD_IN))

from flask import Flask  # noqa: E402

from portal import config  # noqa: E402
from tests.clock import Clock  # noqa: E402
from tests.outbox.servers import Sink, mail_server  # noqa: E402
from tests.stories.postbox import Postbox  # noqa: E402
from tests.stories.telling import Story  # noqa: E402
from tests.stories.the_people import PEOPLE  # noqa: E402


@pytest.fixture
def story(make_app: Callable[..., Flask], clock: Clock) -> Iterator[Story]:
    """An empty portal that sends its mail to a real server, on Monday 21 September 2026 at nine."""
    before = dict(config._in_force)
    sink = Sink()
    with mail_server(sink) as port:
        app = make_app(MAIL_SERVER="127.0.0.1", MAIL_PORT=port, MAIL_PER_MINUTE=0)
        clock.go_to("2026-09-21 09:00")
        yield Story(app, clock, Postbox(sink), PEOPLE)
    config.put_in_force(before)
