"""Next steps about the pre-selection: look, answer, tell, and read an answer."""

from datetime import datetime

from portal.models.accounts import User
from portal.models.preselections import Preselection
from portal.queries.next_steps.steps import NextStep
from portal.queries.preselections import answered_questions, campaigns_to_preselect, results_to_tell
from portal.rules.preselections import Result
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_


def preselection_steps(user: User, now: datetime) -> list[NextStep]:
    """For the jobcoach a result to tell or a question to answer; for who leads whom to look at. Four queries."""
    if user.role not in MEDIATING_ROLES:
        return []
    found = [_own(one) for one in results_to_tell(user)]
    found += [
        _step(
            one,
            N_("Lees het antwoord over %(name)s"),
            "preselections.assess",
            {"nomination_id": one.nomination.public_id},
            N_("Lees en beslis"),
        )
        for one in answered_questions(user)
    ]
    found += [
        NextStep(
            what=N_("Preselectie: nog %(count)d te bekijken"),
            values={"count": count},
            who=campaign.title,
            endpoint="preselections.index",
            url={"campaign_id": campaign.public_id},
            label=N_("Bekijk"),
        )
        for campaign, count in campaigns_to_preselect(user)
    ]
    return found


def _own(one: Preselection) -> NextStep:
    url = {"preselection_id": one.public_id}
    if one.outcome == Result.MORE_INFO.value:
        return _step(one, N_("Geef meer informatie over %(name)s"), "preselections.show", url, N_("Lees de vraag"))
    what = N_("Vertel %(name)s het resultaat van de preselectie")
    return _step(one, what, "preselections.show", url, N_("Lees en vertel"))


def _step(one: Preselection, what: str, endpoint: str, url: dict[str, str], label: str) -> NextStep:
    campaign = one.nomination.campaign
    return NextStep(
        what=what,
        values={"name": one.nomination.candidate.first_name},
        who=campaign.title,
        zone=campaign.site.zone,
        endpoint=endpoint,
        url=url,
        label=label,
    )
