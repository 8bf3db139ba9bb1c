"""Moving one appointment by hand, and swapping two: never into a double booking (req Y-12, Y-13)."""

from typing import Any

from portal import clock
from portal.actions.inviting_to_the_day import tell_day
from portal.actions.moving import note_down
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.selection_days import Appointment, SelectionDay
from portal.queries.begun import check_to_come
from portal.queries.instances import (
    Picture,
    frame_of,
    instant_of,
    minute_of,
    picture_of,
    place_key,
    spoken,
    visits_of,
)
from portal.queries.selection_days import appointments_of, day_as_it_stands, is_known
from portal.rules.campaigns import check_live
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.selection_days import Kind, Visit, clashes_around
from portal.rules.words import N_

_COLUMNS = {Kind.TALK: "item", Kind.TOUR: "tour_line", Kind.TEST: "room", Kind.SPEEDDATE: "table"}


@writes
def move_appointment(appointment: Appointment, place: str, minute: int, seen: int, *, by: User) -> None:
    """Put an appointment at another place (its key: `t3`, `g1`, `r2`, `s1`) or another minute of the day.

    Refused with a sentence when it would clash with anything. Who it concerns hears it once the day is known. Where
    it stands already nothing happens. `seen` is the version of the day that the person saw.
    """
    day = _steerable(appointment.selection_day)
    picture, listed = picture_of(day), appointments_of(day)
    one = _standing(listed, appointment)
    zone = day.campaign.site.zone
    if place_key(one) == place and minute_of(one.start_at, zone) == minute:
        return
    check_to_come(day, clock.now(), standing=minute_of(one.start_at, zone), wanted=minute)
    minutes = _length(one)
    _refuse_clashes(picture, listed, {one.public_id: (place, minute, minute + minutes)})
    day.change_seen(seen)
    one.change(**_place(place), start_at=instant_of(day, minute), end_at=instant_of(day, minute + minutes))
    _noted(day, picture, [one], by)


@writes
def swap_appointments(one: Appointment, other: Appointment, seen: int, *, by: User) -> None:
    """Let two candidates trade their times and places; both must be of the same kind.

    Refused with a sentence when either would clash. Who it concerns hears it once the day is known.
    """
    day = _steerable(one.selection_day)
    picture, listed = picture_of(day), appointments_of(day)
    first, second = _standing(listed, one), _standing(listed, other)
    if first.kind != second.kind:
        raise Refused(N_("Ruilen kan alleen met een afspraak van dezelfde soort."))
    zone = day.campaign.site.zone
    here, there = ((place_key(moment), minute_of(moment.start_at, zone)) for moment in (first, second))
    if first.id == second.id or here == there:
        return
    for moment in (first, second):
        start = minute_of(moment.start_at, zone)
        check_to_come(day, clock.now(), standing=start, wanted=start)
    _refuse_clashes(
        picture,
        listed,
        {
            first.public_id: (there[0], there[1], there[1] + _length(first)),
            second.public_id: (here[0], here[1], here[1] + _length(second)),
        },
    )
    day.change_seen(seen)
    first.change(table=None)  # no table is taken twice while they trade
    for moment, (place, minute) in ((second, here), (first, there)):
        ends = minute + _length(moment)
        moment.change(**_place(place), start_at=instant_of(day, minute), end_at=instant_of(day, ends))
    _noted(day, picture, [first, second], by)


def _steerable(day: SelectionDay) -> SelectionDay:
    check_live(day.campaign)
    standing = day_as_it_stands(day)
    if standing.state in ("closed", "cancelled"):
        raise Refused(N_("Deze selectiedag is voorbij of afgelast. Er kan niets meer verschuiven."))
    return standing


def _standing(listed: list[Appointment], wanted: Appointment) -> Appointment:
    found = next((one for one in listed if one.id == wanted.id), None)
    if found is None:
        raise ChangedMeanwhile(N_("Deze afspraak bestaat niet meer: de dag is intussen opnieuw gepland."))
    return found


def _length(appointment: Appointment) -> int:
    return int((appointment.end_at - appointment.start_at).total_seconds() // 60)


def _place(key: str) -> dict[str, Any]:
    """The columns for a place; the others are emptied."""
    kinds = {"s": Kind.TALK, "g": Kind.TOUR, "r": Kind.TEST, "t": Kind.SPEEDDATE}
    return dict.fromkeys(_COLUMNS.values()) | {_COLUMNS[kinds[key[0]]]: int(key[1:])}


def _refuse_clashes(picture: Picture, listed: list[Appointment], moved: dict[str, tuple[str, int, int]]) -> None:
    """Raises Refused with the first thing that stands in the way of these appointments at their new places."""
    frame = frame_of(picture)
    visits = [
        Visit(visit.key, visit.guest, *moved[visit.key]) if visit.key in moved else visit
        for visit in visits_of(listed, picture.day.campaign.site.zone)
        if visit.guest in frame.guests
    ]
    if not {place for place, _, _ in moved.values()} <= frame.places.keys():
        raise ChangedMeanwhile(N_("Deze plek bestaat niet meer. Kies een andere."))
    if not moved.keys() <= {visit.key for visit in visits}:
        raise Refused(N_("Deze kandidaat is niet meer voorgedragen."))
    for key in moved:
        for clash in clashes_around(frame, visits, key):
            raise Refused(clash.sentence, **spoken(clash.values, picture.names))


def _noted(day: SelectionDay, picture: Picture, moved: list[Appointment], by: User) -> None:
    for one in moved:
        note_down(one, "move", by=by)
    if is_known(day):
        tell_day(day)
