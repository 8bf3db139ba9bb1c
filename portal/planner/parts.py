"""The parts of a day: small ones to look for a clash in, and the facts that can matter in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from portal.planner.instances import Instance
from portal.planner.plans import Plan
from portal.planner.relaxing import WISHES, Key, facts_of, wishes_of

Start = frozenset[Key]  # the wishes among which a clash is looked for


def starts(instance: Instance) -> Iterator[Iterable[Start]]:
    """Parts of the day to look for a clash in, the smallest first."""
    people = instance.candidates
    yield [frozenset(wishes_of(one)) for one in people]
    narrow: list[Start] = []
    for kinds, role, names in (
        (instance.accompany_coach, "coach", [one.id for one in instance.coaches]),
        (instance.accompany_interpreter, "interpreter", [one.id for one in instance.interpreters]),
    ):
        for name in names:
            theirs = [one for one in people if getattr(one, role) == name]
            narrow.append(frozenset(key for one in theirs for key in wishes_of(one) if key[0] in kinds))
    choices = sorted({date.tables for one in people for date in one.dates})
    for tables in [*choices, tuple(one.id for one in instance.tables)]:
        these = set(tables)
        narrow.append(
            frozenset(("date", date.id) for one in people for date in one.dates if these.issuperset(date.tables))
        )
    narrow += [
        frozenset(key for one in people for key in wishes_of(one) if key[0] == wish)
        for wish in ("test", "tour", "welcome")
    ]
    yield [start for start in dict.fromkeys(narrow) if start]
    yield [
        frozenset(key for one in people if one.coach == coach.id for key in wishes_of(one))
        for coach in instance.coaches
    ]
    yield [frozenset(key for one in people for key in wishes_of(one))]


def among(instance: Instance, wishes: Iterable[Key]) -> Instance:
    """The day with those alone who have one of these wishes."""
    kept = set(wishes)
    people = tuple(one for one in instance.candidates if not kept.isdisjoint(wishes_of(one)))
    return replace(instance, candidates=people)


def alike(part: Instance, dropped: set[Key], gone: set[Key]) -> object:
    """What makes two questions the same: speeddates of one person are alike where no table matters."""
    if len(dropped) == 1:
        [(kind, name)] = dropped
        if kind == "date":
            for one in part.candidates:
                tables = next((date.tables for date in one.dates if date.id == name), None)
                if tables is not None:
                    free = all(("table", table) in gone for table in tables)
                    return (one.id,) if free else name
    return frozenset(dropped)


def others_of(part: Instance, wishes: Start) -> set[Key]:
    return {key for one in part.candidates for key in wishes_of(one) if key not in wishes}


def relevant(part: Instance, pinned: Plan | None, wishes: set[Key], gone: set[Key]) -> list[Key]:
    """The other facts that can matter for these wishes."""
    kinds = {kind for kind, _ in wishes}
    people = part.candidates
    tables = {table for one in people for date in one.dates if ("date", date.id) in wishes for table in date.tables}
    named: dict[str, set[str | None]] = {
        "table": {*tables},
        "coach": {one.coach for one in people},
        "interpreter": {one.interpreter for one in people},
    }
    useless = {fact for wish, facts in _FOR.items() if wish not in kinds for fact in facts}
    tests, welcomes = (sum(kind == wish for kind, _ in wishes) for wish in ("test", "welcome"))
    ample = {("room", one.id) for one in part.test.rooms if one.seats >= tests and pinned is None}
    ample |= {("session", one.id) for one in part.welcome.sessions if one.capacity >= welcomes and pinned is None}
    found = []
    for kind, name in facts_of(part, pinned):
        of = {"table_closed": "table", "coach_away": "coach"}.get(kind, kind)
        known = of not in named or name.rsplit("#", 1)[0] in named[of]
        if (kind, name) in ample:
            continue
        if known and kind not in WISHES and kind not in useless and (kind, name) not in gone:
            found.append((kind, name))
    return found


_FOR = {  # facts that matter for one kind of wish alone
    "tour": ("line", "needs_tour"),
    "test": ("room", "needs_test"),
    "date": ("table", "needs_table"),
    "welcome": ("session",),
}
