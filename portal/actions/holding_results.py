"""Saying that the decision takes a little longer: one mail to each jobcoach who waits (req Y-7)."""

from datetime import date, timedelta

from portal import clock
from portal.actions.moving import note_down
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import writes
from portal.outbox.mails.decisions import results_on_hold
from portal.outbox.posting import post
from portal.queries.decisions import last_said_on_hold, waiting_by_jobcoach
from portal.rules.decisions import HOLD_AGAIN_AFTER_HOURS
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def hold_results(campaign: Campaign, until: date, words: str, *, by: User) -> int:
    """Tell each jobcoach of a candidate without a result that more time is needed, until when, and why; how many.

    At most once in 24 hours. Raises Refused for a day that is past, or when nobody waits.
    """
    now = clock.now()
    if until < clock.today(campaign.site.zone):
        raise Refused(N_("Deze dag is al voorbij. Kies wanneer de jobcoaches het resultaat mogen verwachten."))
    said_at = last_said_on_hold(campaign)
    if said_at is not None and now - said_at < timedelta(hours=HOLD_AGAIN_AFTER_HOURS):
        raise Refused(N_("Je liet dit minder dan een dag geleden al weten. Bel wie nog een vraag heeft."))
    waiting = waiting_by_jobcoach(campaign)
    if not waiting:
        raise Refused(N_("Er wacht niemand op een resultaat."))
    campaign.change(results_expected_on=until)
    line = note_down(campaign, "hold_results", by=by)
    for coach, count in waiting:
        post(results_on_hold(campaign, coach, count, until, words.strip(), str(line.id)))
    return len(waiting)
