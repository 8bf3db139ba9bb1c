"""The schedule board: moving, swapping and pinning in the draft of a day, and taking it back (req Y-12).

Nothing here changes the plan in force, and nobody is told. What clashes is allowed and shown: somebody who puts a day
in order passes through disorder. Only `put_draft_in_force` refuses. The first change begins the draft. On the day
itself what has begun stays.
"""

from dataclasses import dataclass
from typing import Any

from portal import clock
from portal.actions.drafts import begin_draft
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.day_plans import DayDraft
from portal.models.selection_days import SelectionDay
from portal.queries.begun import check_to_come
from portal.queries.boards import Judged, is_on_board, judged, stand_of, talks_of
from portal.queries.drafts import draft_of, moved_along
from portal.queries.instances import picture_of, plan_of
from portal.queries.selection_days import day_as_it_stands
from portal.rules.campaigns import check_live
from portal.rules.drafts import (
    Spot,
    change_of,
    changed,
    done_again,
    guest_of,
    kind_of,
    longer,
    pins_after,
    pins_before,
    spots_of,
    taken_back,
)
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.selection_days import LAST_MINUTE, STEP, Kind, in_words
from portal.rules.words import N_


@writes
def move_in_draft(day: SelectionDay, pin: str, place: str, start: int, seen: str, *, by: User) -> DayDraft:
    """Put an appointment at another place (its key) or minute, or give it its first one.

    Where it stands already nothing happens: twice is once. `seen` is the stand (`stand_of`) that the person saw;
    raises ChangedMeanwhile when the plan is another by now.
    """
    hand = _at_hand(day, by)
    draft, board = hand.draft, hand.board
    spot = _spot(board, pin, place, start)
    before = spots_of(draft.plan, talks_of(board.picture))
    if before.get(pin) == spot:
        return draft
    hand.check_seen(seen)
    hand.check_to_come(pin, spot[1])
    sentence = N_("%(candidate)s naar %(place)s om %(time)s uur")
    values = {"candidate": guest_of(pin), "place": place, "time": in_words(spot[1])}
    return _step(draft, sentence, values, {pin: spot})


@writes
def swap_in_draft(day: SelectionDay, pin: str, other: str, seen: str, *, by: User) -> DayDraft:
    """Let two appointments of one kind trade their places and minutes; raises ChangedMeanwhile as a move does."""
    hand = _at_hand(day, by)
    draft, board = hand.draft, hand.board
    before = spots_of(draft.plan, talks_of(board.picture))
    if kind_of(pin) is None or kind_of(pin) != kind_of(other) or pin == other:
        raise Refused(N_("Ruilen kan alleen met een afspraak van dezelfde soort."))
    if not {pin, other} <= before.keys():
        raise ChangedMeanwhile(N_("Deze afspraak bestaat niet meer: de dag is intussen opnieuw gepland."))
    hand.check_seen(seen)
    for one in (pin, other):
        hand.check_to_come(one, before[one][1])
    values = {"one": guest_of(pin), "other": guest_of(other)}
    return _step(draft, N_("%(one)s en %(other)s geruild"), values, {pin: before[other], other: before[pin]})


@writes
def pin_in_draft(day: SelectionDay, pin: str, is_pinned: bool, seen: str, *, by: User) -> DayDraft:
    """Keep an appointment where it is when the portal plans the rest, or let it go again; undone as a move is."""
    hand = _at_hand(day, by)
    draft, board = hand.draft, hand.board
    piece = board.piece(pin)
    if piece is None:
        raise ChangedMeanwhile(N_("Deze afspraak bestaat niet meer: de dag is intussen opnieuw gepland."))
    if (pin in draft.pins) == is_pinned:
        return draft
    hand.check_seen(seen)
    sentence = (
        N_("%(candidate)s vastgezet: %(place)s om %(time)s uur")
        if is_pinned
        else N_("%(candidate)s losgemaakt: %(place)s om %(time)s uur")
    )
    values = {"candidate": guest_of(pin), "place": piece.place, "time": in_words(piece.start)}
    return _step(draft, sentence, values, {}, {pin: is_pinned})


@writes
def undo_in_draft(day: SelectionDay, seen: str, *, by: User) -> DayDraft:
    """Take the last step back; raises Refused when there is none."""
    hand = _at_hand(day, by)
    draft = hand.draft
    hand.check_seen(seen)
    if not draft.trail:
        raise Refused(N_("Er is niets om ongedaan te maken."))
    *trail, step = draft.trail
    plan, pins = changed(draft.plan, taken_back(step[2])), pins_before(draft.pins, step)
    draft.change_seen(draft.version, plan=plan, pins=pins, trail=trail, undone=[*draft.undone, step])
    return draft


@writes
def redo_in_draft(day: SelectionDay, seen: str, *, by: User) -> DayDraft:
    """Do the step that was taken back last again; raises Refused when there is none."""
    hand = _at_hand(day, by)
    draft = hand.draft
    hand.check_seen(seen)
    if not draft.undone:
        raise Refused(N_("Er is niets om opnieuw te doen."))
    *undone, step = draft.undone
    plan, pins = changed(draft.plan, done_again(step[2])), pins_after(draft.pins, step)
    draft.change_seen(draft.version, plan=plan, pins=pins, trail=longer(draft.trail, step), undone=undone)
    return draft


@dataclass(frozen=True)
class _Hand:
    """The draft, begun now if there was none, the board on it, and the stand before this change."""

    day: SelectionDay
    draft: DayDraft
    board: Judged
    stand: str

    def check_seen(self, seen: str) -> None:
        if seen != self.stand:
            raise ChangedMeanwhile(N_("Het plan is intussen gewijzigd. Kijk even op het bord en probeer het opnieuw."))

    def check_to_come(self, pin: str, wanted: int) -> None:
        """Raises Refused for what has begun by the plan in force, and for an hour that is past."""
        in_force = spots_of(plan_of(self.day).to_json(), talks_of(self.board.picture)).get(pin)
        check_to_come(self.day, clock.now(), standing=in_force and in_force[1], wanted=wanted)


def _at_hand(day: SelectionDay, by: User) -> _Hand:
    check_live(day.campaign)
    standing = day_as_it_stands(day)
    if standing.state in ("closed", "cancelled"):
        raise Refused(N_("Deze selectiedag is voorbij of afgelast. Er kan niets meer verschuiven."))
    found = draft_of(standing)
    draft = found or begin_draft(standing, by=by)
    board = judged(moved_along(picture_of(standing), draft.plan), draft.plan)
    return _Hand(standing, draft, board, stand_of(standing, found))


def _spot(board: Judged, pin: str, place: str, start: int) -> Spot:
    """The spot that is asked for; a talk begins when it begins."""
    kind = kind_of(pin)
    if kind is None or not is_on_board(board, pin):
        raise ChangedMeanwhile(N_("Deze afspraak bestaat niet meer: de dag is intussen opnieuw gepland."))
    places = board.places
    if place not in places or places[place].kind is not kind:
        raise ChangedMeanwhile(N_("Deze plek bestaat niet meer. Kies een andere."))
    minute = talks_of(board.picture)[place] if kind is Kind.TALK else start
    on_the_grid = minute % STEP == 0 or kind is Kind.TALK or minute in board.rounds
    if not (0 <= minute <= LAST_MINUTE and on_the_grid):
        raise Refused(N_("Kies een veelvoud van vijf minuten, bijvoorbeeld 9:35."))
    return place, minute


def _step(
    draft: DayDraft,
    sentence: str,
    values: dict[str, Any],
    after: dict[str, Spot],
    pinned: dict[str, bool] | None = None,
) -> DayDraft:
    change = change_of(draft.plan, after)
    step = [sentence, values, change, pinned or {}]
    draft.change_seen(
        draft.version,
        plan=changed(draft.plan, done_again(change)),
        pins=pins_after(draft.pins, step),
        trail=longer(draft.trail, step),
        undone=[],
    )
    return draft
