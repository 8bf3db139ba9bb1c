"""SQL that is put together quicker is the SQL of peewee, byte for byte, with the same values."""
# req 002-02

from collections.abc import Callable
from typing import Any

import pytest
from peewee import Case, Context, Database, Node, fn

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation
from portal.models.quick_sql import QuickContext
from tests.clock import FIRST_MOMENT

LEAD = User.alias()
NAMED = User.alias("wie")
OTHER = Nomination.alias()


def _joined() -> Any:
    found = Nomination.select(Nomination, Candidate, Campaign, LEAD).join(Candidate).switch(Nomination).join(Campaign)
    return found.join(LEAD, on=(Campaign.lead == LEAD.id)).where(LEAD.name != "").order_by(LEAD.name, Candidate.id)


def _nested() -> Any:
    own = Campaign.select().where(Campaign.lead.in_(User.select().where(User.name.contains("o"))))
    return Nomination.select().where(Nomination.campaign.in_(own) & Nomination.id.not_in([4, 5]))


def _counted() -> Any:
    many = OTHER.select(fn.COUNT(OTHER.id)).where(OTHER.candidate == Candidate.id).alias("many")
    return Candidate.select(Candidate.id, many).group_by(Candidate.id).having(fn.COUNT(Candidate.id) > 0)


def _united() -> Any:
    first = Organisation.select(Organisation.id, Organisation.name).where(Organisation.name == "a")
    return (first | Organisation.select(Organisation.id, Organisation.name)).order_by(1)


def _from_a_list() -> Any:
    there = Campaign.select(Campaign.id.alias("nr")).where(Campaign.id.in_([])).alias("there")
    return User.select(User.name, there.c.nr).join(there, on=(there.c.nr == User.id))


def _with_a_name() -> Any:
    some = Campaign.select(Campaign.id).where(Campaign.lead.is_null()).cte("some")
    return Nomination.select().join(some, on=(Nomination.campaign == some.c.id)).with_cte(some)


QUERIES: list[Callable[[], Any]] = [
    Nomination.select,
    lambda: NAMED.select().where(NAMED.organisation.in_([1, 2])).order_by(NAMED.name.desc()),
    lambda: User.select(User.id, Case(None, [(User.name == "x", 1)], 0).alias("first")).distinct(),
    lambda: Organisation.update(name=Organisation.name.concat("!")).where(Organisation.id << [1]),
    lambda: Organisation.delete().where(Organisation.id.in_(User.select(User.organisation))),
    lambda: Organisation.insert(name='a "name"', public_id="x", created_at=FIRST_MOMENT),
    lambda: Organisation.insert_from(User.select(User.name, User.email), [Organisation.name, Organisation.region]),
    _joined,
    _nested,
    _counted,
    _united,
    _from_a_list,
    _with_a_name,
]


@pytest.mark.parametrize("query", QUERIES)
def test_it_is_the_same_sql(database: Database, query: Callable[[], Any]) -> None:
    options = database.get_context_options()
    assert QuickContext(**options).parse(query()) == Context(**options).parse(query())


class Counted(Node):
    """A part of a query that counts how often it is put together."""

    times = 0

    def __sql__(self, ctx: Any) -> Any:
        self.times += 1
        return ctx.literal("1 = 1")


def test_a_select_inside_selects_is_put_together_once(database: Database) -> None:
    part = Counted()
    query = User.select().where(part)
    for _ in range(5):
        query = User.select().where(User.email.in_(query))
    QuickContext(**database.get_context_options()).parse(query)
    assert part.times == 1


def test_the_portal_puts_its_queries_together_so(database: Database) -> None:
    assert isinstance(database.get_sql_context(), QuickContext)
