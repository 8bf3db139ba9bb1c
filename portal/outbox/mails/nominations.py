"""Mails about nominations: to the lead that somebody was put forward or withdrawn, to the jobcoach a receipt.

No candidate's name, measure or need stands in a mail; the link shows who it is to whoever may know.
"""

from portal.models.accounts import User
from portal.models.nominations import Nomination
from portal.outbox.addresses import address
from portal.outbox.mails.contacts import whom_to_call
from portal.outbox.posting import Mail
from portal.outbox.values import Moment, Value, Words
from portal.rules.nominations import is_late
from portal.rules.words import N_

_WHY_LEAD = N_("Je krijgt deze mail omdat je deze instroomactie trekt.")
_WHY_COACH = N_("Je krijgt deze mail omdat je een kandidaat voordroeg.")
_LATE = N_("Deze voordracht kwam na de termijn, met jouw toestemming.")


def nomination_put_forward(nomination: Nomination) -> Mail:
    """To the lead: somebody was put forward."""
    campaign = nomination.campaign
    late = is_late(nomination.put_forward_at, campaign.nominations_close_at)
    return _mail(
        "nominations/put_forward",
        nomination,
        campaign.lead,
        _WHY_LEAD,
        nomination.jobcoach,
        late=Words(_LATE) if late else "",
        link=address(f"/nominations/{nomination.public_id}"),
        list_link=address(f"/campaigns/{campaign.public_id}/nominations"),
    )


def nomination_receipt(nomination: Nomination, reader: User) -> Mail:
    """To whoever put the candidate forward: it arrived, and what comes next."""
    campaign = nomination.campaign
    return _mail(
        "nominations/receipt",
        nomination,
        reader,
        _WHY_COACH,
        campaign.lead,
        closes=_moment(nomination, campaign.nominations_close_at),
        day=campaign.selection_day_on or "",
        link=address(f"/nominations/{nomination.public_id}/receipt"),
    )


def nomination_withdrawn(nomination: Nomination) -> Mail:
    """To the lead: somebody was withdrawn; the reason stands in the portal only."""
    return _mail(
        "nominations/withdrawn",
        nomination,
        nomination.campaign.lead,
        _WHY_LEAD,
        nomination.jobcoach,
        link=address(f"/nominations/{nomination.public_id}"),
    )


def _mail(template: str, nomination: Nomination, reader: User, why: str, contact: User, **values: Value) -> Mail:
    campaign = nomination.campaign
    return Mail(
        template=template,
        to=reader.email,
        name=reader.name,
        language=reader.language,
        why=why,
        unique_key=f"nomination:{nomination.public_id}:{nomination.version}",
        campaign=campaign,
        values={
            "campaign": campaign.title,
            "employer": campaign.employer.name,
            "organisation": nomination.organisation.name,
            "jobcoach": nomination.jobcoach.name,
            "lead": campaign.lead.name,
            "when": _moment(nomination, nomination.put_forward_at),
            **whom_to_call(contact, reader.email),
            **values,
        },
    )


def _moment(nomination: Nomination, at: object) -> Value:
    return Moment(at, nomination.campaign.site.zone) if at else ""  # type: ignore[arg-type]
