"""Queries that are put together once answer as the same query does that is put together anew."""

from datetime import UTC, datetime, timedelta

import pytest
from peewee import CompoundSelectQuery, Database, ModelSelect

from portal.models.accounts import User
from portal.models.organisations import Organisation
from portal.models.prepared import Prepared
from tests.counting import count_queries

MORNING = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def _organisations(count: int) -> list[Organisation]:
    made = []
    for number in range(count):
        one = Organisation.create(kind="mediator", name=f"Netwerk {number}", region="Kempen")
        Organisation.update(created_at=MORNING + timedelta(hours=number)).where(Organisation.id == one.id).execute()
        made.append(one)
    return made


def _by_id(ids: list[int]) -> ModelSelect:
    chosen = Organisation.select(Organisation.id, Organisation.name, Organisation.created_at, Organisation.public_id)
    return chosen.where(Organisation.id.in_(ids)).order_by(Organisation.id)


def test_the_rows_are_those_of_the_query_whatever_the_number_of_values(database: Database) -> None:  # req 002-02
    ids = [one.id for one in _organisations(9)]
    kept = Prepared(_by_id)
    for count in (1, 3, 4, 9, 0, 5, 2):
        assert kept.rows(ids[:count]) == list(_by_id(ids[:count]).tuples())
    assert kept.rows(ids[2:4])[0][2] == MORNING + timedelta(hours=2)  # an instant with its zone, as a field gives it


def test_numbers_texts_and_instants_are_new_each_time(database: Database) -> None:  # req 002-02
    made = _organisations(4)

    def since(name: str, moment: datetime, number: int) -> ModelSelect:
        named = (Organisation.name == name) | (Organisation.id == number)
        return Organisation.select(Organisation.id).where(named, Organisation.created_at >= moment)

    kept = Prepared(since)
    assert kept.rows("Netwerk 1", MORNING, 0) == [(made[1].id,)]
    assert kept.rows("Netwerk 1", MORNING + timedelta(hours=2), 0) == []
    assert kept.rows("Netwerk 9", MORNING, made[3].id) == [(made[3].id,)]
    assert kept.rows("Netwerk 2' OR 1=1 --", MORNING, 0) == []


def test_a_query_in_two_parts_gives_the_rows_of_both(database: Database) -> None:  # req 002-02
    made = _organisations(4)

    def either(ids: list[int], name: str) -> CompoundSelectQuery:
        chosen = Organisation.select(Organisation.name, Organisation.created_at)
        return chosen.where(Organisation.id.in_(ids)).union_all(chosen.where(Organisation.name == name))

    kept = Prepared(either)
    assert sorted(kept.rows([made[0].id], "Netwerk 3")) == [
        ("Netwerk 0", MORNING),
        ("Netwerk 3", MORNING + timedelta(hours=3)),
    ]
    assert kept.rows([], "Netwerk 9") == []


def test_a_record_comes_with_what_is_joined_to_it(database: Database) -> None:  # req 002-02
    here = _organisations(1)[0]
    User.create(
        email="lotte@netwerk.example",
        password="",
        fs_uniquifier="lotte",
        name="Lotte",
        organisation=here,
        role="mediator",
    )
    kept = Prepared(lambda name: User.select(User, Organisation).join(Organisation).where(User.name == name))
    assert kept.first("Pim") is None
    for _ in range(2):
        with count_queries() as queries:
            lotte = kept.first("Lotte")
            assert (lotte.name, lotte.organisation.name) == ("Lotte", "Netwerk 0")
        assert queries.count == 1


def test_a_query_whose_shape_hangs_on_its_values_is_refused(database: Database) -> None:  # req 002-02
    def sometimes(number: int) -> ModelSelect:
        query = Organisation.select(Organisation.id)
        return query.where(Organisation.id == number) if number > 0 else query

    with pytest.raises(ValueError, match="does not stand in its SQL"):
        Prepared(sometimes).rows(3)
