"""The selection day on paper: per table, a slip for each candidate, the attendance list."""

from flask import Blueprint, g, render_template

from portal.blueprints.day_board import full_name, lines_of
from portal.blueprints.guard import requires
from portal.blueprints.showing import as_called
from portal.models.selection_days import SelectionDay
from portal.outbox.mails.selection_days import place_of
from portal.queries.disclosure import naming_for
from portal.queries.selection_days import (
    appointments_of,
    appointments_visible_to,
    attendances_of,
    parts_of,
    visible_day,
)
from portal.rules.permissions import May
from portal.rules.selection_days import KIND_NAMES

bp = Blueprint("day_printing", __name__, url_prefix="/campaigns/<campaign_id>/day/print")


@bp.get("/tables")
@requires(May.SEE_DAY, on=visible_day)
def tables(day: SelectionDay) -> str:
    parts, naming = parts_of(day), naming_for(g.user, day.campaign)
    appointments = naming.in_order(
        appointments_visible_to(g.user, day), lambda one: one.nomination, lambda one: one.start_at
    )
    there = {table.id: [one for one in appointments if one.table_id == table.id] for table in parts.tables}
    return render_template(
        "day_printing/tables.html",
        campaign=day.campaign,
        day=day,
        place=place_of(day),
        tables=[(table, there[table.id]) for table in parts.tables if there[table.id]],
        people=parts.people,
        called=lambda nomination: as_called(naming.name(nomination)),
    )


@bp.get("/slips")
@requires(May.CHECK_IN, on=visible_day)
def slips(day: SelectionDay) -> str:
    return render_template(
        "day_printing/slips.html",
        campaign=day.campaign,
        day=day,
        place=place_of(day),
        lines=lines_of(appointments_of(day), {}, full_name),
        kinds=KIND_NAMES,
    )


@bp.get("/attendance")
@requires(May.CHECK_IN, on=visible_day)
def attendance(day: SelectionDay) -> str:
    lines = lines_of(appointments_of(day), attendances_of(day), full_name)
    return render_template(
        "day_printing/attendance.html", campaign=day.campaign, day=day, place=place_of(day), lines=lines
    )
