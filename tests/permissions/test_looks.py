"""Whoever comes across more of a candidate than a name leaves a line in the log of looks (promise P18)."""
# req P18

from collections import defaultdict
from collections.abc import Iterator

from portal.models.accounts import Look
from portal.models.candidates import Candidate
from tests.permissions.asking import ask
from tests.permissions.canaries import found_in
from tests.permissions.reading import Answer, Harvest, path_of
from tests.permissions.relations import about
from tests.permissions.test_leaks import rows_of
from tests.permissions.world import World

# What stands in a file, beyond what tells people in a list apart, what their own appointments say, and where mail went.
IN_A_FILE = (
    "Candidate.phone", "Candidate.notes", "Nomination.", "SupportNeed.", "MeasureEligibility.", "Decision.", "Relay.",
    "TestAnswer.",
    "TestPaper.", "Sheet.", "Attendance.note", "Internship.stop_reason", "FollowUp.note", "Evaluation.",
    "AftercareMoment.", "Placement.motivation", "Restriction.",
)  # fmt: skip
OWN_APPOINTMENTS = ("calendar.", "answers.")
MOST_TRIES = 3


def test_every_page_that_opens_a_file_leaves_a_look_at_each_person_on_it(world: World, harvest: Harvest) -> None:
    """Generated from every page that was read: a new page that shows a file fails until it records its looks."""
    whose = _candidates(world)
    silent: dict[str, set[str]] = defaultdict(set)
    opened = set()
    for answer in _files(world, harvest, whose):
        Look.delete().execute()  # a list leaves a line for each candidate once an hour
        again = ask(world.browsers[answer.who], path_of(world, answer.endpoint, answer.thing))
        seen = {whose[token] for token in found_in(again.get_data()) if token in whose}
        opened.add(answer.endpoint)
        looks = Look.select(Look.candidate).where(Look.by == world.people[answer.who])
        if seen - {candidate_id for (candidate_id,) in looks.tuples()}:
            silent[answer.endpoint].add(answer.who)
    assert {"candidates.show", "nominations.show", "nominations.introduction", "internships.show"} <= opened
    assert not silent, "\n".join(f"{name}: {', '.join(sorted(people))}" for name, people in sorted(silent.items()))


def _candidates(world: World) -> dict[str, int]:
    """The candidate of each canary that stands in a file."""
    found = {}
    for token, row in rows_of(world).items():
        it = about(row)
        candidate = row if isinstance(row, Candidate) else it.candidate or (it.nomination and it.nomination.candidate)
        if candidate is not None and world.canary.homes[token].startswith(IN_A_FILE):
            found[token] = candidate.id
    return found


def _files(world: World, harvest: Harvest, whose: dict[str, int]) -> Iterator[Answer]:
    """A few pages of each kind on which somebody reads of a candidate what is in a file."""
    tries: dict[str, set[str]] = defaultdict(set)
    for answer in harvest.answers:
        if answer.who not in world.people or answer.status != 200 or answer.endpoint.startswith(OWN_APPOINTMENTS):
            continue
        tried = tries[answer.endpoint]
        if answer.who not in tried and len(tried) < MOST_TRIES and found_in(answer.body) & whose.keys():
            tried.add(answer.who)
            yield answer
