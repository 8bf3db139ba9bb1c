"""What the mediators note in the systems of others: most of it at once, the newest still to do."""

from collections.abc import Iterator

from portal.actions.registering import choose_systems, note_fact
from portal.demo.telling import Chapter, World
from portal.models.accounts import User
from portal.models.database import writes
from portal.queries.registering import gaps_of
from portal.rules.registering import Standing, System

_USES = {"pim": (System.MLP,), "joke": (System.MLP, System.SUITE), "lotte": (System.SONAR,)}
_EVENINGS = (-41, -31, -21, -11)  # working days on which they sit down for it


def chapters(world: World) -> Iterator[Chapter]:
    """Each organisation chooses its systems; now and then what is missing is noted."""
    yield _choosing(world)
    yield _noting(world)


def _choosing(world: World) -> Chapter:
    yield world.days.at(-56, 11)
    for name, systems in _USES.items():
        choose_systems(systems, by=world[name])


def _noting(world: World) -> Chapter:
    for number in _EVENINGS:
        yield world.days.at(number, 16, 40)
        for name in _USES:
            _note_all(world[name])


@writes
def _note_all(by: User) -> None:
    for line in gaps_of(by):
        if line.fact is not None and line.standing is not Standing.GONE:
            note_fact(line.nomination, line.system, line.key, line.fact.fingerprint, by=by)
