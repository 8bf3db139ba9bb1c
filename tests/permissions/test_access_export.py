"""A candidate's copy holds every text that stands about him or her anywhere, and nothing of anybody else (art. 15)."""
# req P18

import json
from typing import Any

from portal.models.accounts import AccessLink
from portal.models.candidates import Candidate
from portal.models.decisions import Decision
from portal.models.internships import Evaluation
from portal.models.preselections import Preselection
from portal.models.tables import all_tables
from portal.queries.access_export import Copy, copy_of
from portal.rules.access_export import NOT_TOLD, PARTS
from tests.permissions.canaries import found_in
from tests.permissions.relations import about
from tests.permissions.test_leaks import rows_of
from tests.permissions.world import World

# Texts about a candidate that are no data about the candidate: kept by machines, or of the people around.
NOT_IN_A_COPY = {"AccessLink.name", "AccessLink.email"}
# Names of others that stand in a copy because they did or said something about the candidate.
OF_OTHERS = ("User.", "Organisation.", "Campaign.", "Vacancy.", "Assessor.", "Criterion.", "TestQuestion.", "Table.",
             "Room.", "TourLine.", "ProgrammeItem.", "SelectionDay.", "Site.", "Device.", "Contact.", "Invitation.",
             "Agreement.", "PaperTalk.")  # fmt: skip


def test_every_text_about_a_candidate_stands_in_the_copy(world: World) -> None:
    rows = rows_of(world)
    for key in ("a1", "a2", "b1", "b2", "b3"):
        copy = copy_of(Candidate.get_by_id(world.candidates[key].id))
        told = found_in(json.dumps(copy.without([]), ensure_ascii=False).encode())
        missing, foreign = set(), set()
        for token, row in rows.items():
            home, owner = world.canary.homes[token], _owner(row)
            if (
                owner == world.candidates[key].id
                and token not in told
                and home not in NOT_IN_A_COPY
                and not _is_told_later(row)
            ):
                missing.add(f"{home} of {key}")
            if owner not in (None, world.candidates[key].id) and token in told:
                foreign.add(f"{home} of another stands in the copy of {key}")
            if owner is None and token in told and not home.startswith(OF_OTHERS):
                foreign.add(f"{home} stands in the copy of {key}")
        assert (missing, foreign) == (set(), set())


def _is_told_later(row: Any) -> bool:
    """A result that was not made known; evaluations of an internship that lacks one."""
    if isinstance(row, Evaluation):
        return bool(
            Evaluation.select().where(Evaluation.internship == row.internship, Evaluation.state == "asked").exists()
        )
    return (isinstance(row, Decision) and row.state == "pending") or (
        isinstance(row, Preselection) and row.state == "open"
    )


def _owner(row: Any) -> int | None:
    if isinstance(row, AccessLink):
        return None
    it = about(row)
    candidate = it.candidate or (it.nomination and it.nomination.candidate)
    return candidate.id if candidate else None


def test_every_table_of_a_copy_has_words(world: World) -> None:
    """A table that nobody described is in the copy under its own name: give it words in `rules/access_export.py`."""
    told = {table for key in ("a1", "a2", "b1") for table in _copy(world, key).tables}
    assert told - set(PARTS) == set()


def test_the_words_are_of_columns_that_are_there() -> None:
    known = {f"{table.__name__}.{name}" for table in all_tables() for name in table._meta.fields}
    assert {f"{table}.{name}" for table, part in PARTS.items() for name in part.columns} - known == {
        "Document.file", "Look.organisation_of_looker", "OutboxMail.text",
        "PaperTalkAbout.on", "PaperTalkAbout.channel", "PaperTalkAbout.note",
        "PaperTalkAbout.by",
    }  # fmt: skip
    assert not NOT_TOLD & {name for part in PARTS.values() for name in part.columns}


def _copy(world: World, key: str) -> Copy:
    return copy_of(Candidate.get_by_id(world.candidates[key].id))
