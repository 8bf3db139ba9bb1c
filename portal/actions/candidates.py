"""Keeping candidates: adding and changing what the own organisation knows."""

from dataclasses import asdict

from portal import clock
from portal.actions.moving import note_down
from portal.models.accounts import Look, User
from portal.models.candidates import Candidate
from portal.models.database import new_public_id, writes
from portal.models.history import HistoryLine
from portal.queries.candidates import contents_of_candidate
from portal.queries.doubles import in_the_same_campaign
from portal.rules.candidates import CandidateFacts, searchable
from portal.rules.editing import needs_writing
from portal.rules.refusals import Refused
from portal.rules.words import N_


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


@writes
def merge_candidates(kept: Candidate, double: Candidate, *, by: User) -> None:
    """Make one candidate of two of one organisation: what is blank in `kept` is filled, all of `double` moves there.

    Whatever table points at a candidate moves along, but for the log of looks: its lines are a chain that nobody
    edits. Refused for candidates of two organisations, for one who is restricted, and when both are in one campaign:
    their nominations are two stories that a person has to settle first. Cannot be undone.
    """
    if Candidate.get_or_none(Candidate.id == double.id) is None:
        return
    first, second = Candidate.get_by_id(kept.id), Candidate.get_by_id(double.id)
    if first.id == second.id or first.organisation_id != second.organisation_id:
        raise Refused(N_("Alleen twee kandidaten van je eigen organisatie kunnen samen."))
    if first.restricted_at is not None or second.restricted_at is not None:
        raise Refused(N_("Een van de twee is afgeschermd. Samenvoegen kan pas als dat voorbij is."))
    both = in_the_same_campaign(first, second)
    if both:
        raise Refused(
            N_("Allebei staan ze in %(campaigns)s. Trek daar eerst een van de twee voordrachten in."),
            campaigns=", ".join(both),
        )
    for field, model in Candidate._meta.backrefs.items():
        if model is not Look:
            model.update({field: first}).where(field == second).execute()
    HistoryLine.update(subject_id=first.id).where(
        HistoryLine.subject == "Candidate", HistoryLine.subject_id == second.id
    ).execute()
    facts, other = contents_of_candidate(first), contents_of_candidate(second)
    filled = {name: value or other[name] for name, value in facts.items()}
    filled["notes"] = "\n\n".join(text for text in (facts["notes"], other["notes"]) if text)
    name = _search_name(CandidateFacts(**filled))
    first.change(version=first.version + 1, search_name=name, changed_at=clock.now(), **filled)
    Candidate.delete().where(Candidate.id == second.id).execute()
    note_down(first, "merge", by=by)


def _search_name(facts: CandidateFacts) -> str:
    return searchable(facts.first_name, facts.last_name, facts.town)
