"""What phones at the door kept without network, sent by `static/js/desk.js`: JSON that echoes the id of each tap."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Response, g, jsonify, request
from flask_babel import gettext as _

from portal.actions.live_day import Taken, Tap, take_taps
from portal.blueprints.guard import requires
from portal.blueprints.live_day.ways import bp
from portal.models.selection_days import SelectionDay
from portal.queries.selection_days import visible_day
from portal.rules.permissions import May
from portal.rules.selection_days import Kind
from portal.rules.states import state_name

STEPS = {
    "present": "check_in",
    "absent": "mark_absent",
    "left": "check_out",
    "back": "expect_again",
    "late": "announce_late",
    "seen": "seen",
    "not_seen": "not_seen",
}
MOST = 500  # taps in one sending
_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 4_000_000_000_000  # milliseconds: the year 2096


@bp.post("/taps")
@requires(May.CHECK_IN, on=visible_day)
def take(day: SelectionDay) -> Response | tuple[Response, int]:
    sent = _taps(request.get_json(silent=True))
    if sent is None:
        return jsonify(error=_("We begrepen die aanvraag niet. Ga terug en probeer het opnieuw.")), 400
    taken = take_taps(day, sent[1], sent[0], by=g.user)
    return jsonify(taps=[_told(one) for one in taken])


def _taps(asked: Any) -> tuple[datetime, list[Tap]] | None:
    """The phone's own time and its taps, or None when anything else was sent."""
    sent = asked.get("taps") if isinstance(asked, dict) and _is_moment(asked.get("now")) else None
    if not isinstance(sent, list) or len(sent) > MOST or not all(_is_tap(one) for one in sent):
        return None
    taps = [
        Tap(
            id=one["id"],
            attendance=one["attendance"],
            step=STEPS[one["step"]],
            at=_moment(one["at"]),
            kind=one.get("kind") or "",
            slot=one.get("slot") or 0,
            minute=one.get("minute"),
        )
        for one in sent
    ]
    return _moment(asked["now"]), taps


def _is_tap(one: Any) -> bool:
    if not isinstance(one, dict) or not all(isinstance(one.get(name), str) for name in ("id", "attendance", "step")):
        return False
    is_part = one["step"] in ("seen", "not_seen")
    return (
        _ID.fullmatch(one["id"]) is not None
        and len(one["attendance"]) <= 32
        and one["step"] in STEPS
        and _is_moment(one.get("at"))
        and (one.get("kind") in tuple(Kind) if is_part else not one.get("kind"))
        and _is_number(one.get("slot") or 0, 99)
        and _is_number(one.get("minute") or 0, 24 * 60)
    )


def _is_number(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def _is_moment(value: Any) -> bool:
    return _is_number(value, _LATEST)


def _moment(milliseconds: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=milliseconds)


def _told(one: Taken) -> dict[str, str]:
    return {
        "id": one.id,
        "standing": one.standing,
        "attendance": one.attendance,
        "state": one.state,
        "words": _(state_name("Attendance", one.state)) if one.state else "",
    }
