"""Ticking what was noted in the systems of others, and choosing which ones an organisation uses (req X-10)."""

from collections.abc import Collection

from portal import clock
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.models.registering import NotedFact, SystemUse
from portal.queries.registering import facts_of_each, systems_of
from portal.rules.refusals import ChangedMeanwhile
from portal.rules.registering import System, check_known
from portal.rules.words import N_


@writes
def note_fact(nomination: Nomination, system: str, key: str, seen: str, *, by: User) -> None:
    """Somebody noted a fact in a system, as it read then (`seen`: its fingerprint). Twice is once.

    Raises Refused for a system that the organisation does not use, ChangedMeanwhile when the fact reads otherwise now:
    what is noted there would be wrong.
    """
    where = check_known(system, systems_of(by.organisation))
    fact = next((one for one in facts_of_each([nomination])[nomination.id] if one.key == key), None)
    if fact is None or fact.fingerprint != seen:
        raise ChangedMeanwhile(N_("Dit is intussen veranderd. Kopieer de nieuwe tekst en duid het daarna aan."))
    there = _tick(nomination, where, key)
    if there is None:
        NotedFact.create(nomination=nomination, system=where.value, fact=key, fingerprint=seen, noted_by=by)
    elif there.fingerprint != seen:
        there.change(fingerprint=seen, noted_at=clock.now(), noted_by=by)


@writes
def take_note_back(nomination: Nomination, system: str, key: str, *, by: User) -> None:
    """It was not noted after all, or was taken away there. Twice is once."""
    there = _tick(nomination, check_known(system, systems_of(by.organisation)), key)
    if there is not None:
        there.delete_instance()


@writes
def choose_systems(systems: Collection[System], *, by: User) -> None:
    """In which systems the own organisation notes. What happens from today on is asked; ticks are kept.

    A system that stays chosen keeps its day.
    """
    standing = systems_of(by.organisation)
    for system in set(systems) - standing.keys():
        SystemUse.create(organisation=by.organisation_id, system=system.value, since=clock.today())
    for system in standing.keys() - set(systems):
        standing[system].delete_instance()


def _tick(nomination: Nomination, system: System, key: str) -> NotedFact | None:
    found: NotedFact | None = NotedFact.get_or_none(
        NotedFact.nomination == nomination, NotedFact.system == system.value, NotedFact.fact == key
    )
    return found
