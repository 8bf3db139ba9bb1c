"""Mails about data protection: to the lead that a nomination is out of sight, to the privacy officer who looked.

No candidate is named: the pages show more to whoever may know.
"""

from collections.abc import Sequence
from datetime import date

from portal.models.accounts import User
from portal.models.nominations import Nomination
from portal.models.privacy import Restriction
from portal.outbox.addresses import address
from portal.outbox.mails.contacts import whom_to_call
from portal.outbox.posting import Mail
from portal.outbox.values import Single, Value
from portal.rules.words import N_

_WHY_LEAD = N_("Je krijgt deze mail omdat je deze instroomactie trekt.")


def nomination_set_apart(nomination: Nomination, restriction: Restriction) -> Mail:
    """To the lead: a nomination cannot be seen for now; neither whose nor why."""
    path = f"/campaigns/{nomination.campaign.public_id}/nominations"
    return _to_lead("privacy/nomination_set_apart", nomination, restriction, path)


def nomination_back(nomination: Nomination, restriction: Restriction) -> Mail:
    """To the lead: it is there again."""
    return _to_lead("privacy/nomination_back", nomination, restriction, f"/nominations/{nomination.public_id}")


def _to_lead(template: str, nomination: Nomination, restriction: Restriction, path: str) -> Mail:
    campaign = nomination.campaign
    return Mail(
        template=template,
        to=campaign.lead.email,
        name=campaign.lead.name,
        language=campaign.lead.language,
        why=_WHY_LEAD,
        unique_key=f"restriction:{restriction.public_id}:{nomination.public_id}",
        campaign=campaign,
        values={
            "campaign": campaign.title,
            "employer": campaign.employer.name,
            "organisation": nomination.organisation.name,
            "link": address(path),
            **whom_to_call(nomination.jobcoach, campaign.lead.email),
        },
    )


def weekly_review(
    officer: User,
    since: date,
    until: date,
    *,
    looks: int,
    by_whom: Sequence[Single],
    unusual: Sequence[Single],
    requests: Sequence[Single],
    chain: str,
) -> Mail:
    """To a privacy officer: a week of looks in numbers, and where the chain of looks ends now."""
    values: dict[str, Value] = {
        "organisation": officer.organisation.name,
        "from": since,
        "until": until,
        "looks": str(looks),
        "by_whom": by_whom,
        "unusual": unusual,
        "requests": requests,
        "chain": chain,
        "link": address(f"/privacy/looks?since={since.isoformat()}&until={until.isoformat()}"),
    }
    return Mail(
        template="privacy/weekly_review",
        to=officer.email,
        name=officer.name,
        language=officer.language,
        why=N_("Je krijgt deze mail omdat je functionaris gegevensbescherming bent."),
        unique_key=f"review:{officer.organisation.public_id}:{until.isoformat()}",
        values=values,
    )
