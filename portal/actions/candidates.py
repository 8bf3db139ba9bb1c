"""Keeping candidates: adding and changing what the own organisation knows."""

from dataclasses import asdict

from portal import clock
from portal.actions.moving import note_down
from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.database import new_public_id, writes
from portal.queries.candidates import contents_of_candidate
from portal.rules.candidates import CandidateFacts, searchable
from portal.rules.editing import needs_writing


@writes
def add_candidate(facts: CandidateFacts, *, by: User, public_id: str | None = None) -> Candidate:
    """Add a candidate of one's own organisation, with oneself as jobcoach.

    Adding again under the same `public_id` gives the candidate that is there, if the same person added it.
    """
    public_id = public_id or new_public_id()
    there = Candidate.get_or_none(Candidate.public_id == public_id, Candidate.jobcoach == by)
    if there is not None:
        return there
    candidate = Candidate.create(
        public_id=public_id,
        organisation=by.organisation_id,
        jobcoach=by,
        search_name=_search_name(facts),
        **asdict(facts),
    )
    note_down(candidate, "add", by=by)
    return candidate


@writes
def change_candidate(candidate: Candidate, facts: CandidateFacts, *, by: User, seen: str | None = None) -> None:
    """Change what is kept of a candidate; the same facts again change nothing.

    `seen` is the fingerprint of what the person saw. Raises EditedMeanwhile when something else stands there.
    """
    standing = Candidate.get_by_id(candidate.id)
    if not needs_writing(contents_of_candidate(standing), asdict(facts), seen):
        return
    candidate.change(
        version=standing.version + 1,
        search_name=_search_name(facts),
        changed_at=clock.now(),
        **asdict(facts),
    )
    note_down(candidate, "change", by=by)


def _search_name(facts: CandidateFacts) -> str:
    return searchable(facts.first_name, facts.last_name, facts.town)
