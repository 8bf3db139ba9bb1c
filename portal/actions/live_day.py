"""The day while it runs: taps from phones, who was seen at a part, tables that run late, who comes unannounced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal import clock
from portal.actions.attendance import announce_late, note_attendance
from portal.actions.candidates import add_candidate
from portal.actions.moving import note_down
from portal.models.accounts import User
from portal.models.campaigns import Invitation
from portal.models.database import writes
from portal.models.live_day import DeskTap, PartCheck, StandIn, TableDelay
from portal.models.nominations import Nomination
from portal.models.selection_days import Attendance, SelectionDay, Table
from portal.queries.live_day import attendance_on
from portal.queries.restrictions import is_set_apart
from portal.queries.selection_days import day_as_it_stands
from portal.rules.campaigns import check_live
from portal.rules.candidates import CandidateFacts
from portal.rules.live_day import check_delay, moment_of_tap
from portal.rules.refusals import Refused
from portal.rules.words import N_


@dataclass(frozen=True)
class Tap:
    """One tap as a phone sends it: `id` was made there. `at` by its own clock; `minute` for who comes later."""

    id: str
    attendance: str
    step: str
    at: datetime
    kind: str = ""
    slot: int = 0
    minute: int | None = None


@dataclass(frozen=True)
class Taken:
    """What became of a tap. `standing`: `kept`, `overtaken`, `refused`, or `gone` when there is no such candidate;
    `state`: how the candidate stands now.
    """

    id: str
    standing: str
    attendance: str
    state: str


def take_taps(day: SelectionDay, taps: Sequence[Tap], phone_now: datetime, *, by: User) -> list[Taken]:
    """Take what a phone kept while it had no network, oldest first; each tap counts once, however often it comes.

    Each is a transaction of its own: one that cannot be any more does not hold up the rest.
    """
    return [_take(day, tap, phone_now, by) for tap in sorted(taps, key=lambda tap: tap.at)]


def _take(day: SelectionDay, tap: Tap, phone_now: datetime, by: User) -> Taken:
    try:
        return take_tap(day, tap, phone_now, by=by)
    except Refused:
        return refuse_tap(day, tap, phone_now, by=by)


@writes
def take_tap(day: SelectionDay, tap: Tap, phone_now: datetime, *, by: User) -> Taken:
    """Do what one tap says, unless somebody noted something since. Raises Refused when it cannot be any more."""
    attendance = attendance_on(day, tap.attendance)
    if attendance is None:
        return Taken(tap.id, "gone", tap.attendance, "")
    before = DeskTap.get_or_none(DeskTap.public_id == tap.id)
    if before is not None:
        return Taken(tap.id, before.standing, tap.attendance, attendance.state)
    _check_running(day)
    if is_set_apart(attendance):
        raise Refused(N_("Dit dossier is afgeschermd."))
    at = moment_of_tap(clock.now(), phone_now, tap.at)
    is_newest = _is_newest(attendance, tap, at)
    if is_newest:
        _carry_out(attendance, tap, at, by)
    return _keep(attendance, tap, at, "kept" if is_newest else "overtaken", by)


@writes
def refuse_tap(day: SelectionDay, tap: Tap, phone_now: datetime, *, by: User) -> Taken:
    """Keep a tap that could not be carried out, so that it is not sent again."""
    attendance = attendance_on(day, tap.attendance)
    if attendance is None:
        return Taken(tap.id, "gone", tap.attendance, "")
    return _keep(attendance, tap, moment_of_tap(clock.now(), phone_now, tap.at), "refused", by)


def _keep(attendance: Attendance, tap: Tap, at: datetime, standing: str, by: User) -> Taken:
    DeskTap.create(
        public_id=tap.id,
        attendance=attendance,
        step=tap.step,
        kind=tap.kind,
        slot=tap.slot,
        minute=tap.minute,
        tapped_at=at,
        standing=standing,
        by=by,
    )
    return Taken(tap.id, standing, attendance.public_id, Attendance.get_by_id(attendance.id).state)


def _is_newest(attendance: Attendance, tap: Tap, at: datetime) -> bool:
    noted_at: datetime | None = attendance.noted_at
    if tap.kind:
        check = _check_of(attendance, tap.kind, tap.slot)
        noted_at = check.noted_at if check else None
    return noted_at is None or at >= noted_at


def _carry_out(attendance: Attendance, tap: Tap, at: datetime, by: User) -> None:
    if tap.kind:
        note_part(attendance, tap.kind, tap.slot, tap.step == "seen", by=by, at=at)
    elif tap.step == "announce_late":
        announce_late(attendance, tap.minute or 0, by=by, at=at)
    else:
        note_attendance(attendance, tap.step, by=by, at=at)


@writes
def note_part(
    attendance: Attendance, kind: str, slot: int, is_seen: bool, *, by: User, at: datetime | None = None
) -> None:
    """Note that a candidate is at one part of the day, or is not after all. Who is seen somewhere is there.

    `at`: when it was seen, for a note that arrives later; now if it is not given.
    """
    at = at or clock.now()
    check = _check_of(attendance, kind, slot)
    if check is None:
        PartCheck.create(attendance=attendance, kind=kind, slot=slot, is_seen=is_seen, noted_at=at)
    elif check.is_seen != is_seen:
        check.change_seen(check.version, is_seen=is_seen, noted_at=at)
    if is_seen and Attendance.get_by_id(attendance.id).state in ("expected", "late", "absent"):
        note_attendance(attendance, "check_in", by=by, at=at)


def _check_of(attendance: Attendance, kind: str, slot: int) -> PartCheck | None:
    return PartCheck.get_or_none(PartCheck.attendance == attendance, PartCheck.kind == kind, PartCheck.slot == slot)


@writes
def set_delay(table: Table, minutes: int, *, by: User) -> int:
    """A table runs so many minutes late, all in all; how many it was before. The plan stays as it is."""
    check_delay(minutes)
    _check_running(table.selection_day)
    delay = TableDelay.get_or_none(TableDelay.table == table)
    before = delay.minutes if delay else 0
    if before == minutes:
        return before
    if delay is None:
        delay = TableDelay.create(table=table, minutes=minutes)
    else:
        delay.change_seen(delay.version, minutes=minutes)
    note_down(delay, "set", by=by, note=str(minutes))
    return before


@writes
def welcome_unannounced(day: SelectionDay, nomination: Nomination, needs: str, *, by: User) -> Attendance:
    """Somebody who is put forward and not on the list stands at the door: on the list, and there. Twice is once."""
    _check_running(day)
    there = Attendance.get_or_none(Attendance.selection_day == day, Attendance.nomination == nomination)
    attendance = there or Attendance.create(selection_day=day, nomination=nomination, note=needs.strip())
    attendance.selection_day, attendance.nomination = day, nomination
    note_attendance(attendance, "check_in", by=by)
    return attendance


@writes
def add_walk_in(
    day: SelectionDay, first_name: str, last_name: str, needs: str, *, by: User, public_id: str | None = None
) -> Attendance:
    """Somebody nobody knew of stands at the door: a candidate of one's own organisation, to be put forward later.

    Nothing of the usual is skipped: it is a draft, which the employer does not see, until consent and papers are there.
    """
    _check_running(day)
    invitation = Invitation.get_or_none(
        Invitation.campaign == day.campaign_id,
        Invitation.organisation == by.organisation_id,
        Invitation.state == "accepted",
    )
    if invitation is None:
        raise Refused(N_("Jouw organisatie doet zelf niet mee: vraag een partner om deze kandidaat toe te voegen."))
    facts = CandidateFacts(first_name=first_name.strip(), last_name=last_name.strip())
    candidate = add_candidate(facts, by=by, public_id=public_id)
    nomination = Nomination.get_or_none(Nomination.campaign == day.campaign_id, Nomination.candidate == candidate)
    if nomination is None:
        nomination = Nomination.create(
            campaign=day.campaign_id,
            candidate=candidate,
            invitation=invitation,
            organisation=invitation.organisation_id,
            jobcoach=by,
        )
        note_down(nomination, "begin", by=by)
    return welcome_unannounced(day, nomination, needs, by=by)


@writes
def name_stand_in(day: SelectionDay, jobcoach: User, name: str, phone: str, *, by: User) -> StandIn:
    """Somebody else comes on the day instead of this jobcoach; said again, it is corrected."""
    standing = StandIn.get_or_none(StandIn.selection_day == day, StandIn.jobcoach == jobcoach)
    values = {"name": name.strip(), "phone": phone.strip()}
    if standing is None:
        standing = StandIn.create(selection_day=day, jobcoach=jobcoach, **values)
    elif (standing.name, standing.phone) == (values["name"], values["phone"]):
        return standing
    else:
        standing.change(**values)
    note_down(standing, "name", by=by)
    return standing


@writes
def drop_stand_in(stand_in: StandIn, *, by: User) -> None:
    """The jobcoach comes after all."""
    note_down(stand_in, "drop", by=by)
    StandIn.delete().where(StandIn.id == stand_in.id).execute()


def _check_running(day: SelectionDay) -> None:
    check_live(day.campaign)
    if day_as_it_stands(day).state != "published":
        raise Refused(N_("Deze dag is niet bekendgemaakt of al voorbij. Er valt niets te noteren."))
