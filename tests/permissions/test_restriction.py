"""A file that is set apart: over every page and every form, met by nobody outside, changed by nobody (GDPR art. 18)."""
# req P18

from portal.actions.restrictions import restrict_candidate
from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.rules.restrictions import Ground
from tests.permissions.asking import ask, token_on
from tests.permissions.canaries import found_in
from tests.permissions.fingerprints import changes_since, state_of_the_database
from tests.permissions.reading import Harvest, methods_of, path_of
from tests.permissions.relations import about
from tests.permissions.routes import RULES
from tests.permissions.test_leaks import rows_of
from tests.permissions.world import World

SET_APART = ("a2", "b1")  # in an internship, and on the day of today
# Of the place of work and the people there; who works there is not told.
OF_THE_WORK = {f"Internship.{name}" for name in ("place", "supervisor_name", "supervisor_phone", "supervisor_email")}
STILL_OPEN = {"privacy_files.consent", "privacy_files.withdraw", "privacy_files.restrict", "privacy_files.lift",
              "privacy_files.export"}  # fmt: skip


def _set_apart(world: World) -> set[str]:
    """The canaries of everything that is about the people whose files are set apart."""
    candidates, rows = {world.candidates[key].id for key in SET_APART}, rows_of(world)
    found = set()
    for token, row in rows.items():
        it = about(row)
        candidate = it.candidate or (it.nomination and it.nomination.candidate)
        if candidate is not None and candidate.id in candidates:
            found.add(token)
    for key in SET_APART:
        candidate = Candidate.get_by_id(world.candidates[key].id)
        coordinator = User.get(User.organisation == candidate.organisation, User.role == "coordinator")
        restrict_candidate(candidate, Ground.ACCURACY, "Nagaan", by=coordinator)
    return found


def test_nobody_outside_the_own_organisation_meets_what_is_set_apart(world: World, harvest: Harvest) -> None:
    hidden = _set_apart(world)
    own = {Candidate.get_by_id(world.candidates[key].id).organisation_id for key in SET_APART}
    wrong, met = set(), 0
    for answer in harvest.answers:
        person = world.people.get(answer.who)
        if person is None or answer.status != 200 or not found_in(answer.everything) & hidden:
            continue
        if person.organisation_id in own or answer.endpoint.startswith("calendar."):
            continue
        met += 1
        again = ask(world.browsers[answer.who], path_of(world, answer.endpoint, answer.thing))
        left = {token for token in found_in(again.get_data()) & hidden if world.canary.homes[token] not in OF_THE_WORK}
        homes = {world.canary.homes[token] for token in left}
        wrong |= {f"{answer.who} reads {home} at {answer.endpoint} ({answer.thing.name})" for home in homes}
    assert met > 10
    assert not wrong, "\n".join(sorted(wrong))


def test_nobody_changes_what_is_set_apart(world: World, harvest: Harvest) -> None:
    """Each form's address about such a file, by everybody: 404 outside, 409 or 403 inside; and nothing changes."""
    _set_apart(world)
    apart = {world.candidates[key].id for key in SET_APART}
    before, wrong, sent = state_of_the_database(), [], 0
    tokens = {who: token_on(ask(browser, "/profile")) for who, browser in world.browsers.items() if who != "visitor"}
    for answer in {(one.endpoint, one.thing.name): one for one in harvest.answers if one.endpoint in RULES}.values():
        it = about(answer.thing.row) if answer.thing.row is not None else None
        candidate = it and (it.candidate or (it.nomination and it.nomination.candidate))
        if not candidate or candidate.id not in apart or answer.endpoint in STILL_OPEN:
            continue
        if "POST" not in methods_of(world, answer.endpoint) or RULES[answer.endpoint].kind == "own_appointment":
            continue
        for who, token in tokens.items():
            path = path_of(world, answer.endpoint, answer.thing)
            status = ask(world.browsers[who], path, method="POST", data={"csrf_token": token}).status_code
            sent += 1
            if status not in (403, 404, 409):
                wrong.append(f"{who} sends {answer.endpoint} ({answer.thing.name}): {status}")
    assert sent > 50
    assert not wrong, "\n".join(wrong)
    assert not changes_since(before)
    assert Nomination.select().where(Nomination.state == "restricted").count() == len(SET_APART)
