"""The stage on which a story is told."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from portal import config
from tests.clock import Clock
from tests.outbox.servers import Sink, mail_server
from tests.stories.postbox import Postbox
from tests.stories.telling import Story
from tests.stories.the_people import PEOPLE


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
