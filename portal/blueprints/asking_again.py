"""Pages of the running day that ask again by themselves, every second or two: mostly the answer is 304 and nothing."""

import hashlib
from collections.abc import Callable

from flask import Response, g, make_response, request
from flask_babel import get_locale

from portal.models.selection_days import SelectionDay
from portal.queries.live_day import stamp_of


def asks_again(script: str) -> bool:
    """Whether this script of the page asks, and not a person who opens the page."""
    return request.headers.get("X-Requested-With") == script


def unless_known(day: SelectionDay, render: Callable[[], str], *more: object) -> Response:
    """What `render` gives, or 304 when the asker has it already (`If-None-Match`).

    Known by the reader and the language, the plan, whatever happened on the day, and `more`. Short polling instead of
    a stream of events: it works through every proxy, holds no thread, and 304 is one query.
    """
    return unless_tagged(render, g.user.public_id, get_locale(), day.state, day.version, stamp_of(day), *more)


def unless_tagged(render: Callable[[], str | Response], *parts: object) -> Response:
    """What `render` gives, with a tag of these parts; or 304 for who has that tag."""
    tag = hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:24]
    answer = make_response("", 304) if request.if_none_match.contains_weak(tag) else make_response(render())
    answer.set_etag(tag, weak=True)
    return answer
