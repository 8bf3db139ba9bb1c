"""Stopping the clock of a file, and letting it run again."""

from portal import clock
from portal.actions.moving import note_down
from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.database import writes
from portal.models.retention import ErasureWarning, LegalHold
from portal.queries.retention import standing_hold
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def hold_candidate(candidate: Candidate, reason: str, *, by: User) -> LegalHold:
    """Keep every file of a candidate until the hold is lifted, for a reason that stands on the page.

    A second press of the button gives the hold that is there. Raises Refused without a reason.
    """
    there = standing_hold(candidate)
    if there is not None:
        return there
    if not reason.strip():
        raise Refused(N_("Schrijf waarom dit dossier langer moet blijven: een klacht, een geschil, een onderzoek."))
    hold: LegalHold = LegalHold.create(candidate=candidate, reason=reason.strip(), by=by)
    ErasureWarning.delete().where(ErasureWarning.candidate == candidate).execute()
    note_down(hold, "place", by=by)
    return hold


@writes
def lift_hold(hold: LegalHold, *, by: User) -> None:
    """Let the clock run again: what is due by now is warned of first, and goes a week later. Twice is once."""
    lifted = (
        LegalHold.update(lifted_at=clock.now(), lifted_by=by)
        .where(LegalHold.id == hold.id, LegalHold.lifted_at.is_null())
        .execute()
    )
    if lifted:
        note_down(hold, "lift", by=by)
