"""The live board: where everybody should be now and next, what asks for attention, and tables that run late."""

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal import clock
from portal.actions.help_calls import settle_help_call
from portal.actions.live_day import set_delay
from portal.blueprints.asking_again import asks_again, unless_known
from portal.blueprints.guard import requires
from portal.blueprints.live_day.seen import Seen
from portal.blueprints.live_day.ways import bp, offer_undo, to
from portal.blueprints.selection_days.ways import from_address, now_on
from portal.models.selection_days import SelectionDay, Table
from portal.models.speeddates import HelpCall
from portal.queries.help_calls import place_of_call
from portal.queries.live_day import help_call_on, live_picture, visible_table
from portal.queries.selection_days import is_known, visible_day
from portal.rules.live_day import DELAYS
from portal.rules.permissions import May

POLL_SECONDS = 1  # with the way there and back, a tap is on the board within two


@bp.get("/live")
@requires(May.CHECK_IN, on=visible_day)
def show(day: SelectionDay) -> str | Response:
    """The whole page; the page itself asks each second for what changed (`static/js/live.js`), mostly nothing: 304."""
    if asks_again("live"):
        return unless_known(day, lambda: _changed(day), now_on(day))
    return render_template(
        "live_day/show.html",
        campaign=day.campaign,
        day=day,
        is_known=is_known(day),
        seen=Seen(live_picture(day), now_on(day), clock.now()),
        poll_seconds=POLL_SECONDS,
        delays=(0, *DELAYS, 20, 30),
    )


def _changed(day: SelectionDay) -> str:
    seen = Seen(live_picture(day), now_on(day), clock.now())
    return render_template("live_day/changed.html", campaign=day.campaign, day=day, seen=seen)


@bp.post("/tables/<table_id>/late/<int:minutes>")
@requires(May.CHECK_IN, on=visible_table)
def late(table: Table) -> Response:
    minutes = int(from_address("minutes"))
    before = set_delay(table, minutes, by=g.user)
    said = _("%(table)s loopt %(minutes)s minuten uit.", table=table.name, minutes=minutes)
    offer_undo(
        said if minutes else _("%(table)s loopt weer op tijd.", table=table.name),
        table.selection_day,
        "live_day.late",
        table_id=table.public_id,
        minutes=before,
    )
    return to("live_day.show", table.selection_day, _anchor=f"place-t{table.id}")


@bp.post("/help-calls/<call_id>/answer")
@requires(May.PAIR_TABLETS, on=help_call_on)
def answer(call: HelpCall) -> Response:
    """Somebody goes there: the call leaves every board, and nobody else runs."""
    settle_help_call(call, by=g.user)
    flash(_("Genoteerd: iemand is gaan helpen aan %(table)s.", table=place_of_call(call)))
    return to("live_day.show", call.device.selection_day)
