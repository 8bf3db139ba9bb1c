"""Every route, for everybody, on one's own, on another's, and on nothing (promises P1, P3, P12, P15)."""
# req Y-8

import pytest
from flask import Flask
from werkzeug.routing import Rule as UrlRule

from tests.permissions.asking import ask, token_on
from tests.permissions.fingerprints import changes_since, state_of_the_database
from tests.permissions.reading import OPENS, Harvest, expected_of, methods_of, missing, path_of
from tests.permissions.routes import BY_DEVICE, BY_LINK, BY_SECRET, DEMO, LIBRARY, PUBLIC, RULES, Rule
from tests.permissions.things import MISSING, Thing, things
from tests.permissions.world import World

CLOSED = ("answer-revoked",)


def test_every_route_has_an_expectation(app_of_the_run: Flask) -> None:
    known = set(RULES) | set(BY_LINK) | set(BY_SECRET) | BY_DEVICE | PUBLIC
    unknown = {
        rule.endpoint
        for rule in app_of_the_run.url_map.iter_rules()
        if rule.endpoint not in known and not rule.endpoint.startswith((LIBRARY, DEMO))
    }
    assert unknown == set()


def test_every_expectation_has_a_route(app_of_the_run: Flask) -> None:
    assert (set(RULES) | set(BY_LINK) | set(BY_SECRET) | BY_DEVICE | PUBLIC) - set(
        app_of_the_run.view_functions
    ) == set()


def test_reading_opens_to_whom_it_is_for_and_to_nobody_else(world: World, harvest: Harvest) -> None:
    """Each page and each actor, on each thing of the world and on nothing."""
    wrong = []
    for answer in harvest.answers:
        if answer.endpoint in RULES:
            expected = expected_of(world, RULES[answer.endpoint], answer.thing, answer.who)
            if answer.status not in expected:
                about = f"{answer.who} opens {answer.endpoint} ({answer.thing.name})"
                wrong.append(f"{about}: {answer.status}, not {sorted(expected)}")
    assert not wrong, "\n".join(wrong)


def test_reading_changes_nothing(harvest: Harvest) -> None:
    """By anybody, links included: mail scanners open them (promise P12)."""
    assert not harvest.changes


def test_a_link_opens_what_it_is_for(harvest: Harvest) -> None:
    opened = {(one.endpoint, one.thing.name): one.status for one in harvest.answers if one.who == "link"}
    assert {one: status for one, status in opened.items() if status not in (200, 302)} == {}
    assert {endpoint for endpoint, _ in opened} == set(BY_LINK) - {"written_tests.keep", "partners.join_by_link"}


def test_a_calendar_address_shows_appointments_to_whoever_has_it(harvest: Harvest) -> None:
    read = [one for one in harvest.answers if one.endpoint in BY_SECRET]
    assert {one.status for one in read} == {200}
    assert {one.who for one in read if b"BEGIN:VEVENT" in one.body} >= {"pim", "joke", "emma"}


@pytest.mark.once
def test_sending_is_refused_to_whom_it_is_not_for(world: World) -> None:
    """Each form's address and each actor who may not; with a good token, so that only the sending is amiss."""
    before, there = state_of_the_database(), things(world)
    tokens = {
        who: token_on(ask(browser, "/profile" if who != "visitor" else "/login"))
        for who, browser in world.browsers.items()
    }
    wrong = []
    for endpoint, rule, _ in _routes(world, "POST"):
        tried: set[tuple[str, int]] = set()
        for thing in _with_missing(world, endpoint, there[rule.kind]):
            for who, browser in world.browsers.items():
                expected = expected_of(world, rule, thing, who)
                if expected == OPENS or (who, min(expected)) in tried:
                    continue  # one thing of another, one that is seen but not opened: reading tries each of them
                tried.add((who, min(expected)))
                path = path_of(world, endpoint, thing)
                answer = ask(browser, path, method="POST", data={"csrf_token": tokens[who]})
                if answer.status_code not in expected:
                    wrong.append(f"{who} sends {endpoint} ({thing.name}): {answer.status_code}, not {sorted(expected)}")
    assert not wrong, "\n".join(wrong)
    assert not changes_since(before)


@pytest.mark.once
def test_without_a_token_nothing_is_done(world: World) -> None:
    """For those who may, too: the address alone does nothing (promise P15)."""
    before, there = state_of_the_database(), things(world)
    wrong = []
    for endpoint, rule, _ in _routes(world, "POST"):
        for thing in _with_missing(world, endpoint, there[rule.kind]):
            for who, browser in world.browsers.items():
                if expected_of(world, rule, thing, who) != OPENS:
                    continue
                answer = ask(browser, path_of(world, endpoint, thing), method="POST", data={"a": "b"})
                if answer.status_code != 400:
                    wrong.append(f"{who} sends {endpoint} ({thing.name}) without a token: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    assert not changes_since(before)


def test_what_is_not_ones_own_looks_like_what_does_not_exist(world: World, harvest: Harvest) -> None:
    """The same status and the same bytes, but for the token of a form and the id that was asked for (promise P3)."""
    of_nothing = {(one.who, one.endpoint): one.neutral for one in harvest.answers if one.thing.name == "nothing"}
    told_apart = [
        f"{one.who} tells {one.thing.name} from nothing at {one.endpoint}"
        for one in harvest.answers
        if one.endpoint in RULES
        and one.thing.url
        and expected_of(world, RULES[one.endpoint], one.thing, one.who) == {404}
        and one.neutral != of_nothing[one.who, one.endpoint]
    ]
    assert not told_apart, "\n".join(told_apart)


@pytest.mark.parametrize("purpose", sorted(BY_LINK))
def test_a_link_opens_nothing_but_what_it_is_for(world: World, purpose: str) -> None:
    own = BY_LINK[purpose][0].partition("-")[0]
    wrong = []
    for name, token in [*world.tokens.items(), ("nothing", MISSING)]:
        if name.partition("-")[0] == own and name not in CLOSED:
            continue
        for method in sorted(methods_of(world, purpose) & {"GET", "POST"}):
            data = {"csrf_token": token_on(ask(world.browsers["visitor"], "/login"))} if method == "POST" else None
            path = path_of(world, purpose, Thing("", {"token": token}))
            answer = ask(world.browsers["visitor"], path, method=method, data=data)
            if answer.status_code not in (404, 410):
                wrong.append(f"{method} {purpose} with the token of {name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_the_demo_is_not_there_outside_the_demo(world: World) -> None:
    wrong = []
    for rule in world.app.url_map.iter_rules():
        if rule.endpoint.startswith(DEMO):
            path = path_of(world, rule.endpoint, Thing("", dict.fromkeys(rule.arguments, MISSING)))
            wrong += [who for who, browser in world.browsers.items() if ask(browser, path).status_code != 404]
    assert not wrong, "\n".join(wrong)


def _routes(world: World, method: str) -> list[tuple[str, Rule, UrlRule]]:
    return [
        (rule.endpoint, RULES[rule.endpoint], rule)
        for rule in world.app.url_map.iter_rules()
        if rule.endpoint in RULES and method in (rule.methods or ())
    ]


def _with_missing(world: World, endpoint: str, found: list[Thing]) -> list[Thing]:
    nothing = missing(world, endpoint)
    return [*found, nothing] if nothing.url else found
