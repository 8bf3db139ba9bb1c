"""Everything that can be read, read once: each page, by everybody, about each thing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from flask import url_for
from werkzeug.test import TestResponse

from tests.permissions.asking import ask, without_tokens
from tests.permissions.fingerprints import State, changes_since, state_of_the_database
from tests.permissions.routes import BY_LINK, BY_SECRET, PUBLIC, PUBLIC_ABOUT, RULES, Rule
from tests.permissions.things import MISSING, Thing, things
from tests.permissions.world import World

# Words of an address that name no thing.
WORDS = {
    "kind": "tables",
    "step": "present",
    "area": "campaigns",
    "language": "nl",
    "name": "",
    "minutes": "10",
    "slot": "0",
}


@dataclass(frozen=True)
class Answer:
    """What somebody got for an address."""

    who: str
    endpoint: str
    thing: Thing
    response: TestResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @cached_property
    def body(self) -> bytes:
        return self.response.get_data()

    @property
    def everything(self) -> bytes:
        """Headers and body; a page that echoes the address that was asked does not count as telling it."""
        unfolded = self.body.replace(b"\r\n ", b"")  # of a calendar file
        return str(self.response.headers).encode() + b"\n" + unfolded

    @property
    def neutral(self) -> tuple[int, bytes]:
        """Status and body without what differs by itself: tokens, and the id that was asked for."""
        body = without_tokens(self.body)
        for name in self.thing.url.keys() - WORDS.keys():
            value = self.thing.url[name]
            body = body.replace(value.encode(), b"(id)")
        return self.status, body


OPENS = frozenset({200, 302, 409})


def expected_of(world: World, rule: Rule, thing: Thing, who: str) -> frozenset[int]:
    """The statuses that are right for this actor on this thing; `OPENS` when it opens."""
    if who == "visitor":
        return frozenset({302, 401})
    stands = thing.stands(who, world.people[who])
    if not stands & rule.finds or not thing.is_in(rule.only):
        return frozenset({404})
    return OPENS if stands & rule.opens else frozenset({403})


@dataclass
class Harvest:
    """All answers, and what changed in the database by asking for them."""

    answers: list[Answer] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)


def read_everything(world: World) -> Harvest:
    """Ask for every page, as everybody, about each thing and about nothing."""
    before: State = state_of_the_database()
    there = things(world)
    found = [
        answer
        for turn, (endpoint, rule) in enumerate(RULES.items())
        for answer in _read(world, endpoint, there[rule.kind], turn)
    ]
    found += _by_link(world)
    found += _by_tablet(world)
    return Harvest(found, changes_since(before))


def path_of(world: World, endpoint: str, thing: Thing) -> str:
    """The address of a page about a thing."""
    with world.app.test_request_context(base_url="http://portal.test"):
        return url_for(endpoint, **thing.url)  # type: ignore[arg-type]  # the words of an address are texts


def missing(world: World, endpoint: str) -> Thing:
    """Nothing, where an address names a thing."""
    arguments = {name for rule in world.app.url_map.iter_rules(endpoint) for name in rule.arguments}
    return Thing("nothing", {name: WORDS.get(name, MISSING) for name in arguments})


def methods_of(world: World, endpoint: str) -> set[str]:
    """The methods of an endpoint; none when there is no such endpoint."""
    rules = world.app.url_map._rules_by_endpoint.get(endpoint, [])
    return {method for rule in rules for method in rule.methods or ()}


def _read(world: World, endpoint: str, there: list[Thing], turn: int) -> Iterator[Answer]:
    """What opens, all of it; of what is refused one thing a person, and nothing. Which one it is goes round."""
    if "GET" not in methods_of(world, endpoint):
        return
    nothing = missing(world, endpoint)
    turned = there[turn % len(there) :] + there[: turn % len(there)]
    for who, browser in world.browsers.items():
        refused: set[frozenset[int]] = set()
        for thing in turned:
            expected = expected_of(world, RULES[endpoint], thing, who)
            if expected in refused:
                continue
            if expected != OPENS:
                refused.add(expected)
            yield Answer(who, endpoint, thing, ask(browser, path_of(world, endpoint, thing)))
        if nothing.url:
            yield Answer(who, endpoint, nothing, ask(browser, path_of(world, endpoint, nothing)))


def _by_link(world: World) -> Iterator[Answer]:
    visitor, nothing = world.browsers["visitor"], Thing("", {})
    for endpoint, names in BY_LINK.items():
        if "GET" in methods_of(world, endpoint):
            for name in names:
                thing = Thing(name, {"token": world.tokens[name]})
                yield Answer("link", endpoint, thing, ask(visitor, path_of(world, endpoint, thing)))
    for endpoint, people in BY_SECRET.items():
        for who in people:
            thing = Thing(f"feed of {who}", {"secret": world.tokens[f"feed-{who}"]})
            yield Answer(who, endpoint, thing, ask(visitor, path_of(world, endpoint, thing)))
    there = things(world)
    for endpoint in sorted(PUBLIC - {"static"}):
        if "GET" in methods_of(world, endpoint):
            for thing in there[PUBLIC_ABOUT[endpoint]] if endpoint in PUBLIC_ABOUT else [nothing]:
                yield Answer("visitor", endpoint, thing, ask(visitor, path_of(world, endpoint, thing)))


def _by_tablet(world: World) -> Iterator[Answer]:
    """The day of each tablet, and sheets of both days."""
    for name in ("tablet-B0", "tablet-B1"):
        headers = {"Authorization": f"Bearer {world.tokens[name]}"}
        path = path_of(world, "tablet.day", Thing("", {}))
        yield Answer("tablet", "tablet.day", Thing(name, {}), ask(world.browsers["visitor"], path, headers=headers))
        for sheet in things(world)["sheet"]:
            path = path_of(world, "tablet.sheet", sheet)
            answer = ask(world.browsers["visitor"], path, headers=headers)
            yield Answer("tablet", "tablet.sheet", Thing(name, sheet.url), answer)
