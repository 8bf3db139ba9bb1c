"""The blueprint of the running day, and the ways that its pages share."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.models.selection_days import SelectionDay

bp = Blueprint("live_day", __name__, url_prefix="/campaigns/<campaign_id>/day")


def to(endpoint: str, day: SelectionDay, **more: Any) -> Response:
    """To another page of this day."""
    return redirect(url_for(endpoint, campaign_id=day.campaign.public_id, **more))


def offer_undo(text: str, day: SelectionDay, endpoint: str, **more: Any) -> None:
    """Say what was done, with a button that takes it back."""
    url = url_for(endpoint, campaign_id=day.campaign.public_id, **more)
    flash({"text": text, "url": url, "label": _("Ongedaan maken")}, "undo")  # type: ignore[arg-type]
