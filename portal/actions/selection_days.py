"""The selection day itself: setting it up, its parts, making it known, moving it, closing it, calling it off."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.actions.inviting_to_the_day import call_off_duty, call_off_everything, tell_day
from portal.actions.moving import move, note_down
from portal.actions.once import made_before, named
from portal.actions.planning import expect_everybody
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.models.selection_days import (
    Appointment,
    Assessor,
    Attendance,
    ProgrammeItem,
    Room,
    SelectionDay,
    Table,
    TourLine,
)
from portal.queries.instances import frame_of, instant_of, minute_of, picture_of, spoken, visits_of
from portal.queries.selection_days import (
    PARTS,
    appointments_of,
    assessors_with_scores,
    day_as_it_stands,
    day_of,
    has_observed,
    is_known,
    wishes_of,
)
from portal.rules.campaigns import check_live
from portal.rules.day_proposals import ProposedDay, propose_day
from portal.rules.refusals import Refused
from portal.rules.selection_days import clashes
from portal.rules.words import N_

Part = Table | Room | TourLine | ProgrammeItem
_ASSESSOR = ("name", "email", "job_title", "language")


@writes
def set_up_day(campaign: Campaign, *, by: User) -> SelectionDay:
    """Set up a sensible day with one click, from the number of candidates; one that is there is given back.

    Raises Refused while the campaign has no date for it.
    """
    there = day_of(campaign)
    if there is not None:
        return there
    check_live(campaign)
    if campaign.selection_day_on is None:
        raise Refused(N_("Kies eerst de datum van de selectiedag, bij de data van de instroomactie."))
    wishes = wishes_of(campaign)
    proposed = propose_day(
        wishes.candidates,
        wishes.vacancies,
        needs_quiet=wishes.needs_quiet,
        needs_step_free=wishes.needs_step_free,
    )
    day: SelectionDay = SelectionDay.create(
        campaign=campaign,
        on=campaign.selection_day_on,
        start_minute=proposed.start,
        end_minute=proposed.end,
        talk_minutes=proposed.talk[1] - proposed.talk[0],
    )
    _fill(day, proposed)
    note_down(day, "set_up", by=by)
    return day


def _fill(day: SelectionDay, proposed: ProposedDay) -> None:
    """The parts of a proposed day; steps that the campaign has switched off get none (req 001-03)."""
    ProgrammeItem.create(
        selection_day=day,
        kind="talk",
        title="Voorstelling van het bedrijf",
        start_minute=proposed.talk[0],
        end_minute=proposed.talk[1],
        capacity=proposed.talk_capacity,
    )
    ProgrammeItem.create(
        selection_day=day,
        kind="break",
        title="Middagpauze",
        start_minute=proposed.lunch[0],
        end_minute=proposed.lunch[1],
    )
    for table in proposed.tables:
        Table.create(
            selection_day=day,
            name=f"Tafel {table.number}",
            vacancy=table.vacancy,
            features=list(table.features),
            position=table.number,
        )
    for number in range(1, 1 + proposed.guides if day.campaign.has_tour else 1):
        TourLine.create(
            selection_day=day,
            guide_name=f"Gids {number}",
            group_size=proposed.group_size,
            features=list(proposed.features),
        )
    for name, seats, features in proposed.rooms if day.campaign.has_test else ():
        Room.create(selection_day=day, name=name, seats=seats, features=list(features))


@writes
def change_day(day: SelectionDay, seen: int, *, by: User, **values: Any) -> None:
    """Change date, hours, place, what to bring and the lengths of the parts.

    Another date takes the appointments along at the same hours; once the day is known, every calendar follows.
    Raises ChangedMeanwhile, or Refused when the campaign or the day is over.
    """
    standing = _live(day)
    if all(getattr(standing, name) == value for name, value in values.items()):
        return
    before = standing.on
    standing.change_seen(seen, **values)
    talks = ProgrammeItem.update(end_minute=ProgrammeItem.start_minute + standing.talk_minutes)
    talks.where(ProgrammeItem.selection_day == day, ProgrammeItem.kind == "talk").execute()
    if standing.on != before:
        _take_along(standing)
    note_down(standing, "change", by=by)
    _tell_if_known(standing)


@writes
def move_day(day: SelectionDay, on: date, *, by: User) -> None:
    """The campaign has another date: the day and its appointments follow, at the same hours of the day."""
    change_day(day, day_as_it_stands(day).version, by=by, on=on)


def _take_along(day: SelectionDay) -> None:
    """Every appointment, and the campaign's date, to the new date of the day."""
    zone = day.campaign.site.zone
    rows = list(Appointment.select().where(Appointment.selection_day == day))
    Appointment.update(table=None).where(Appointment.selection_day == day).execute()
    for row in rows:
        starts, ends = minute_of(row.start_at, zone), minute_of(row.end_at, zone)
        row.change(start_at=instant_of(day, starts), end_at=instant_of(day, ends), table=row.table_id)
    Attendance.update(reminded_at=None).where(Attendance.selection_day == day).execute()
    if day.campaign.selection_day_on != day.on:
        day.campaign.change(selection_day_on=day.on)


@writes
def add_part(
    day: SelectionDay, kind: str, values: Mapping[str, Any], *, by: User, public_id: str | None = None
) -> Part:
    """Add a table, room, guide, talk or break (`kind`: a key of PARTS); the same `public_id` again is the same part.

    `values` are its columns, and for a table `assessors`: a list of their columns.
    """
    standing = _live(day)
    model = PARTS[kind]
    there: Part | None = made_before(model, public_id, selection_day_id=day.id)
    if there is not None:
        return there
    columns = _columns(standing, kind, values) | named(public_id)
    if kind == "tables":
        columns["position"] = Table.select().where(Table.selection_day == day).count() + 1
    part: Part = model.create(selection_day=standing, **columns)
    if isinstance(part, Table):
        _seat_assessors(part, values.get("assessors", []))
    standing.change_seen(standing.version)
    note_down(standing, "change", by=by, note=_called(part))
    return part


@writes
def change_part(part: Part, kind: str, values: Mapping[str, Any], *, by: User) -> None:
    """Change a part; appointments stay where they are, and what does not fit any more is shown as a conflict.

    The same again changes nothing.
    """
    day = _live(part.selection_day)
    columns = _columns(day, kind, values)
    if _is_as_wanted(part, columns, values):
        return
    part.change(**columns)
    if isinstance(part, Table):
        _seat_assessors(part, values.get("assessors", []))
    day.change_seen(day.version)
    note_down(day, "change", by=by, note=_called(part))
    _tell_if_known(day)


@writes
def remove_part(part: Part, *, by: User) -> None:
    """Take a part away, with its appointments as long as the day is not known; taking it away twice is once.

    Raises Refused when people were told to be there, or when scores were given at a table.
    """
    day = _live(part.selection_day)
    model = type(part)
    if model.get_or_none(model.id == part.id) is None:
        return
    column = {Table: "table", Room: "room", TourLine: "tour_line", ProgrammeItem: "item"}[model]
    if is_known(day) and Appointment.select().where(getattr(Appointment, column) == part).exists():
        raise Refused(
            N_("Hier worden al mensen verwacht. Verplaats eerst de afspraken van %(name)s."),
            name=_called(part),
        )
    if isinstance(part, Table):
        _seat_assessors(part, [])
        call_off_duty(day, f"table:{part.public_id}")
    if isinstance(part, TourLine):
        if has_observed(part):
            raise Refused(N_("%(name)s heeft hier al ingevuld wat te zien was, en blijft staan."), name=part.guide_name)
        call_off_duty(day, f"tour_line:{part.public_id}")
    part.delete_instance()
    day.change_seen(day.version)
    note_down(day, "change", by=by, note=_called(part))


def _is_as_wanted(part: Part, columns: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Whether a part and the people at a table stand as they are to be."""
    if any(getattr(part, name) != value for name, value in columns.items()):
        return False
    if not isinstance(part, Table):
        return True
    standing = Assessor.select().where(Assessor.table == part).order_by(Assessor.id)
    wanted = [_of_assessor(one) for one in values.get("assessors", [])]
    return wanted == [{name: getattr(one, name) for name in _ASSESSOR} for one in standing]


def _of_assessor(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of somebody at a table; Dutch when no language was chosen."""
    return {name: typed[name] for name in _ASSESSOR if name != "language"} | {"language": typed.get("language") or "nl"}


def _columns(day: SelectionDay, kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    columns = {name: value for name, value in values.items() if name != "assessors"}
    if kind == "talks":
        columns |= {"kind": "talk", "end_minute": values["start_minute"] + day.talk_minutes}
    if kind == "breaks":
        columns |= {"kind": "break"}
    return columns


def _called(part: Part) -> str:
    name: str = getattr(part, "name", None) or getattr(part, "guide_name", None) or part.title
    return name


def _seat_assessors(table: Table, wanted: list[Mapping[str, Any]]) -> None:
    """Make the people of a table those wanted; who stays keeps the own row, and so the own score sheets."""
    standing = {one.public_id: one for one in Assessor.select().where(Assessor.table == table).order_by(Assessor.id)}
    kept = {one["public_id"] for one in wanted if one.get("public_id") in standing}
    gone = [one for key, one in standing.items() if key not in kept]
    scored = assessors_with_scores(gone)
    if scored:
        raise Refused(N_("%(name)s heeft hier al scores gegeven en blijft bij deze tafel staan."), name=scored[0].name)
    for one in gone:
        one.delete_instance()
    for one in wanted:
        columns = _of_assessor(one)
        if one.get("public_id") in standing:
            standing[one["public_id"]].change(**columns)
        else:
            Assessor.create(table=table, **columns)


@writes
def publish_day(day: SelectionDay, seen: int, *, by: User) -> int:
    """Make the plan known: everybody gets the own hours in one mail with one appointment; how many mails.

    Publishing again sends nothing that was sent before. Raises Refused for a plan that is empty or clashes, and
    ChangedMeanwhile when it is not the plan that the person saw.
    """
    standing = _live(day)
    if is_known(standing):
        return 0
    picture, appointments = picture_of(standing), appointments_of(standing)
    if not appointments:
        raise Refused(N_("Er is nog geen planning om bekend te maken. Maak eerst de planning."))
    frame = frame_of(picture)
    visits = [one for one in visits_of(appointments, standing.campaign.site.zone) if one.guest in frame.guests]
    for clash in clashes(frame, visits):
        raise Refused(clash.sentence, **spoken(clash.values, picture.names))
    standing.change_seen(seen)
    move(standing, "publish", by=by)
    expect_everybody(standing)
    return tell_day(standing)


@writes
def drop_from_day(nomination: Nomination, *, by: User | None) -> None:
    """The candidate is withdrawn: off the plan, off the attendance list, out of the calendars. Twice is once."""
    day = day_of(nomination.campaign)
    if day is None or day.state in ("closed", "cancelled"):
        return
    own = Appointment.select().where(Appointment.selection_day == day, Appointment.nomination == nomination)
    if not own.exists():
        return
    Appointment.delete().where(Appointment.selection_day == day, Appointment.nomination == nomination).execute()
    Attendance.delete().where(Attendance.selection_day == day, Attendance.nomination == nomination).execute()
    day.change_seen(day.version)
    _tell_if_known(day)


@writes
def close_day(day: SelectionDay, *, by: User) -> None:
    """The day is over: nothing moves any more. It can be reopened."""
    move(day_as_it_stands(day), "close", by=by)


@writes
def reopen_day(day: SelectionDay, *, by: User) -> None:
    """Closed by mistake."""
    move(day_as_it_stands(day), "reopen", by=by)


@writes
def cancel_day(day: SelectionDay, *, by: User) -> int:
    """The day does not take place: out of every calendar, one mail each; how many. Cancelling twice is once."""
    standing = day_as_it_stands(day)
    if standing.state in ("cancelled", "closed"):
        return 0
    was_known = is_known(standing)
    move(standing, "cancel", by=by)
    return call_off_everything(standing) if was_known else 0


def _live(day: SelectionDay) -> SelectionDay:
    """The day as it stands; raises Refused when it or its campaign is over."""
    check_live(day.campaign)
    standing = day_as_it_stands(day)
    if standing.state in ("closed", "cancelled"):
        raise Refused(N_("Deze selectiedag is voorbij of afgelast. Er kan niets meer wijzigen."))
    return standing


def _tell_if_known(day: SelectionDay) -> None:
    if is_known(day):
        tell_day(day)
