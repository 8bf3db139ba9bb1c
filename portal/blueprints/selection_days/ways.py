"""The blueprint of the selection day, and the ways that its pages share."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal import clock
from portal.models.selection_days import SelectionDay
from portal.queries.instances import minute_of

bp = Blueprint("selection_days", __name__, url_prefix="/campaigns/<campaign_id>/day")


def to(endpoint: str, day: SelectionDay, **more: Any) -> Response:
    """To another page of this day."""
    return redirect(url_for(f"selection_days.{endpoint}", campaign_id=day.campaign.public_id, **more))


def seen_version() -> int:
    """The version of the day that the person saw, from a form that is one button."""
    return request.form.get("version", 0, type=int)


def from_address(name: str) -> str:
    """A word of the address that is no public id: the kind of a part, a step."""
    return str((request.view_args or {})[name])


def offer_undo(text: str, endpoint: str, day: SelectionDay, **more: Any) -> None:
    """Say what was done, with a button that takes it back."""
    url = url_for(f"selection_days.{endpoint}", campaign_id=day.campaign.public_id, **more)
    flash({"text": text, "url": url, "label": _("Ongedaan maken")}, "undo")  # type: ignore[arg-type]


def now_on(day: SelectionDay) -> int | None:
    """The minute it is now, on the day itself; None on every other day."""
    zone = day.campaign.site.zone
    return minute_of(clock.now(), zone) if clock.today(zone) == day.on else None
