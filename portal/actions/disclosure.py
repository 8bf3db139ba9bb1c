"""Taking back what was shared of a candidate: it works at once, also after a campaign has ended (req X-05)."""

from portal import clock
from portal.actions.consents import withdraw_measure
from portal.actions.moving import note_down
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.nominations import MeasureEligibility, Nomination, SupportNeed


@writes
def stop_sharing(fact: SupportNeed | MeasureEligibility, *, by: User) -> None:
    """Nobody outside the own organisation knows it from now on; a permission that was on record goes with it.

    Doing it again changes nothing. What was read before cannot be unread: the log of looks tells who did.
    """
    standing = type(fact).get_by_id(fact.id)
    if not standing.shared_with_lead and not standing.shared_with_employer:
        return
    standing.change(shared_with_lead=False, shared_with_employer=False)
    nomination = standing.nomination
    if isinstance(standing, MeasureEligibility):
        withdraw_measure(nomination.candidate_id, standing.code, by=by)
    Nomination.update(version=Nomination.version + 1, changed_at=clock.now()).where(
        Nomination.id == nomination.id
    ).execute()
    note_down(nomination, "stop_sharing", by=by)
