"""The selection day on paper: per table, slips and badges of the candidates, attendance lists."""

from itertools import groupby

from flask import Blueprint, g, render_template, url_for

from portal.blueprints.day_board import Line, full_name, lines_of
from portal.blueprints.guard import requires
from portal.blueprints.qr import qr_code
from portal.blueprints.selection_days.ways import from_address
from portal.blueprints.showing import as_called
from portal.models.selection_days import SelectionDay
from portal.outbox.addresses import address
from portal.outbox.mails.selection_days import place_of
from portal.queries.disclosure import naming_for, naming_of_employer
from portal.queries.instances import place_key
from portal.queries.live_day import stand_ins_of
from portal.queries.selection_days import (
    appointments_of,
    appointments_visible_to,
    attendances_of,
    parts_of,
    visible_day,
    visible_day_with_kind,
)
from portal.rules.permissions import May
from portal.rules.selection_days import KIND_NAMES, Kind

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
        lines=lines_of(appointments_of(day), attendances_of(day), full_name),
        kinds=KIND_NAMES,
        stand_ins=stand_ins_of(day),
        code=_code,
    )


def _code(line: Line) -> str:
    """The code on a slip: it opens the line of the candidate at the door, for who may check in."""
    if line.attendance is None:
        return ""
    campaign_id = line.attendance.selection_day.campaign.public_id
    path = url_for("live_day.of_candidate", campaign_id=campaign_id, attendance_id=line.attendance.public_id)
    return qr_code(address(path))


@bp.get("/badges")
@requires(May.CHECK_IN, on=visible_day)
def badges(day: SelectionDay) -> str:
    """Names to pin on, as the employer may know them that day."""
    naming = naming_of_employer(day.campaign)
    lines = lines_of(appointments_of(day), attendances_of(day), lambda one: as_called(naming.name(one)))
    return render_template(
        "day_printing/badges.html",
        campaign=day.campaign,
        day=day,
        lines=[one for one in lines if one.attendance is None or one.attendance.state != "absent"],
        people=parts_of(day).people,
    )


@bp.get("/parts/<part>")
@requires(May.CHECK_IN, on=visible_day_with_kind)
def part(day: SelectionDay) -> str:
    """The attendance list of one part of the day: a sheet for each hour and place."""
    kind = Kind(from_address("part"))
    own = [one for one in appointments_of(day) if one.kind == kind]
    own.sort(key=lambda one: (place_key(one), one.start_at, full_name(one.nomination).casefold()))
    return render_template(
        "day_printing/part.html",
        campaign=day.campaign,
        day=day,
        title=KIND_NAMES[kind],
        groups=[list(found) for _key, found in groupby(own, lambda one: (place_key(one), one.start_at))]
        if kind is not Kind.SPEEDDATE
        else [list(found) for _key, found in groupby(own, place_key)],
        full_name=full_name,
        stand_ins=stand_ins_of(day),
    )


@bp.get("/attendance")
@requires(May.CHECK_IN, on=visible_day)
def attendance(day: SelectionDay) -> str:
    lines = lines_of(appointments_of(day), attendances_of(day), full_name)
    return render_template(
        "day_printing/attendance.html", campaign=day.campaign, day=day, place=place_of(day), lines=lines
    )
