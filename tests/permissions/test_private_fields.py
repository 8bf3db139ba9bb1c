"""Two databases that differ only in private fields give the same pages to who may not see them (promise P2).

Made from the table of who may read what: for each of these people everything that is not for them is written
differently, in other letters and another order, and every page that they can open is opened again. Pages are lists,
searches, counts, exports, feeds and papers alike, for all of them are in the table of routes.
"""
# req P2, X-05, Y-18

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from peewee import CharField

from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.database import Row
from portal.models.decisions import Decision
from portal.models.documents import Document
from portal.models.nominations import Nomination
from portal.rules.candidates import searchable
from tests.permissions import readers
from tests.permissions.asking import ask
from tests.permissions.canaries import found_in
from tests.permissions.grants import readers_of
from tests.permissions.reading import Answer, Harvest, path_of
from tests.permissions.test_leaks import GROWS, rows_of
from tests.permissions.world import World

WHO = ("lotte", "karel", "joke", "pim", "emma", "eric", "ada", "dirk")
_TOKEN = re.compile(r"zq(\d{4})qz", re.IGNORECASE)
Key = tuple[type[Row], int, str]


def _otherwise(value: Any, first: str = "z") -> Any:
    """The same with other words in it: as long, later where it came first, and never a canary.

    Their `first` letter stays, for an initial is told of a family name.
    """
    if isinstance(value, str):
        return _TOKEN.sub(lambda found: f"{first}v{9999 - int(found[1]):04d}vw", value)
    if isinstance(value, list):
        return [_otherwise(one, first) for one in value]
    if isinstance(value, dict):
        return {name: _otherwise(one, first) for name, one in value.items()}
    return value


def _longer(field: Any, value: Any) -> Any:
    """A text gets longer too, where there is room: no page may be cut or ordered by a length either."""
    fits = not isinstance(field, CharField) or len(value) + 6 <= field.max_length
    return f"{value} anders" if isinstance(value, str) and "@" not in value and fits else value


def _private_to(who: str, world: World) -> dict[Key, Any]:
    """Each field of each row that holds a canary and is not for this person, with what stands in it."""
    reader, rows = readers.person(who, world.people[who]), rows_of(world)
    stands: dict[tuple[str, int], frozenset[str]] = {}
    found: dict[Key, Any] = {}
    for token, row in rows.items():
        home = world.canary.homes[token]
        key = (type(row).__name__, row.id)
        if key not in stands:
            stands[key] = reader.stands(row)
        if not stands[key] & readers_of(home, row):
            column = home.partition(".")[2]
            if column in row.__data__:
                found[type(row), row.id, column] = getattr(row, column)
    return found


@contextmanager
def _written_otherwise(fields: dict[Key, Any], first: str = "z") -> Iterator[None]:
    """The database with other words in these fields, for a while."""
    _write({key: _longer(key[0]._meta.fields[key[2]], _otherwise(value, first)) for key, value in fields.items()})
    yield
    _write(fields)


def _write(fields: dict[Key, Any]) -> None:
    for (table, row_id, column), value in fields.items():
        table.update({table._meta.fields[column]: value}).where(table._meta.primary_key == row_id).execute()
    for one in Candidate.select().where(Candidate.id.in_([key[1] for key in fields if key[0] is Candidate])):
        one.change(search_name=searchable(one.first_name, one.last_name, one.town))


@pytest.mark.once
def test_no_page_tells_a_private_field_by_any_way(world: World, harvest: Harvest) -> None:
    differ: list[str] = []
    changed = 0
    for who in WHO:
        private = _private_to(who, world)
        changed += len(private)
        with _written_otherwise(private):
            for one in harvest.answers:
                if one.who != who or one.status != 200 or one.endpoint in GROWS:
                    continue
                again = Answer(
                    who, one.endpoint, one.thing, ask(world.browsers[who], path_of(world, one.endpoint, one.thing))
                )
                if again.neutral != one.neutral:
                    differ.append(f"{who} sees it at {one.endpoint} ({one.thing.name})")
    assert not differ, "\n".join(sorted(differ))
    assert changed > 500


@pytest.mark.once
def test_a_hidden_name_changes_nothing_that_the_employer_opens(world: World, harvest: Harvest) -> None:
    """The day is tomorrow, and the campaign hides names: on every page of the employer and the tablets (req Y-18)."""
    campaign = world.campaigns["B"]
    Campaign.update(names_from="the_day", selection_day_on=campaign.selection_day_on + timedelta(days=1)).where(
        Campaign.id == campaign.id
    ).execute()
    retained = Decision.select(Decision.nomination).where(Decision.state == "published", Decision.outcome == "retained")
    hidden = Nomination.select(Nomination.candidate).where(
        Nomination.campaign == campaign, Nomination.id.not_in(retained)
    )
    people = list(Candidate.select().where(Candidate.id.in_(hidden)))
    names = {
        (Candidate, one.id, column): getattr(one, column) for one in people for column in ("first_name", "last_name")
    }
    tokens = {token for value in names.values() for token in found_in(value.encode())}
    wanted = [
        one
        for one in harvest.answers
        if one.who in ("eric", "tablet") and one.status == 200 and one.endpoint not in GROWS
    ]
    before = {id(one): _now(world, one) for one in wanted}
    told = {f"{one.endpoint} ({one.thing.name})" for one in wanted if found_in(before[id(one)].everything) & tokens}
    assert not told, "\n".join(sorted(told))
    papers = Document.select().join(Nomination).where(Nomination.campaign == campaign, Nomination.id.not_in(retained))
    assert {ask(world.browsers["eric"], f"/documents/{one.public_id}").status_code for one in papers} <= {404}
    with _written_otherwise(names, "a"):
        differ = {
            f"{one.who} sees it at {one.endpoint} ({one.thing.name})"
            for one in wanted
            if _now(world, one).neutral != before[id(one)].neutral
        }
    assert not differ, "\n".join(sorted(differ))
    assert tokens
    assert len(wanted) > 20


def _now(world: World, one: Answer) -> Answer:
    how: dict[str, Any] = (
        {"headers": {"Authorization": f"Bearer {world.tokens[one.thing.name]}"}} if one.who == "tablet" else {}
    )
    browser = world.browsers["visitor" if one.who == "tablet" else one.who]
    return Answer(one.who, one.endpoint, one.thing, ask(browser, path_of(world, one.endpoint, one.thing), **how))
