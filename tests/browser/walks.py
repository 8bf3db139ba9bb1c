"""Which pages a browser opens, and as whom: every page of the table of the permission tests."""

from dataclasses import dataclass

from tests.permissions.reading import OPENS, expected_of, methods_of, path_of
from tests.permissions.routes import RULES
from tests.permissions.things import Thing, things
from tests.permissions.world import World

# Lotte leads A and C, Joke B; Pim puts forward, Emma and Eric decide, Karel coordinates, Ada administers, Dirk guards.
PEOPLE = ("lotte", "joke", "pim", "emma", "eric", "karel", "ada", "dirk")
# Pages that are another page for each of them.
EVERYBODYS_OWN = {
    "home.index", "campaigns.index", "campaigns.show", "selection_days.show", "nominations.show", "internships.index",
    "internships.show",
}  # fmt: skip
FILES = {"documents.read", "retention.certificate_file", "following.take_csv", "following.take_xlsx"}
# What a script asks, and is answered in JSON.
ANSWERS = {"selection_days.board_check"}
# Areas that only take what is sent, or answer a script: no page of theirs can be opened.
NO_PAGES = {"several", "uploads"}
AREAS = sorted({endpoint.partition(".")[0] for endpoint in RULES} - NO_PAGES)


@dataclass(frozen=True)
class Step:
    """One page of a walk: where it is, and whether nobody opened it before about another thing."""

    path: str
    is_new: bool


def walk(world: World, area: str, *, at_most: int = 2) -> dict[str, list[Step]]:
    """The pages in an area (a blueprint) that each opens: each page `at_most` times, by different people."""
    there = things(world)
    found: dict[str, list[Step]] = {}
    for endpoint, rule in RULES.items():
        if (
            not endpoint.startswith(f"{area}.")
            or endpoint in FILES | ANSWERS
            or "GET" not in methods_of(world, endpoint)
        ):
            continue
        shown: list[Thing] = []
        for who in PEOPLE:
            opens = [thing for thing in there[rule.kind] if expected_of(world, rule, thing, who) == OPENS]
            unseen = opens if endpoint in EVERYBODYS_OWN else [thing for thing in opens if thing not in shown]
            if unseen and (endpoint in EVERYBODYS_OWN or len(shown) < at_most):
                is_new = not shown or endpoint in EVERYBODYS_OWN
                shown.append(unseen[0])
                found.setdefault(who, []).append(Step(path_of(world, endpoint, unseen[0]), is_new))
    return found
