"""Mails about results: always to the jobcoach, who tells the candidate."""

from datetime import date

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.decisions import Decision, Relay
from portal.outbox.addresses import address
from portal.outbox.mails.contacts import whom_to_call
from portal.outbox.posting import Mail
from portal.outbox.values import Moment, Value
from portal.rules.words import N_

PUBLISHED = "decisions/result_published"
_WHY_COACH = N_("Je krijgt deze mail omdat je jobcoach bent van een kandidaat in deze instroomactie.")


def occasion_of(decision: Decision) -> str:
    """How the mail about a decision as it stands is called: publishing and taking back make another version of it."""
    return f"decision:{decision.public_id}:{decision.version}"


def _result(template: str, decision: Decision, link: str, **values: Value) -> Mail:
    """A mail about a result: never sent twice by itself, and one for each time that it is published or taken back."""
    nomination = decision.nomination
    campaign = nomination.campaign
    return Mail(
        template=template,
        to=nomination.jobcoach.email,
        name=nomination.jobcoach.name,
        language=nomination.jobcoach.language,
        why=_WHY_COACH,
        unique_key=occasion_of(decision),
        decision=True,
        campaign=campaign,
        values={
            "campaign": campaign.title,
            "employer": campaign.employer.name,
            "link": address(link),
            **whom_to_call(campaign.lead, nomination.jobcoach.email),
            **values,
        },
    )


def result_published(decision: Decision, relay: Relay) -> Mail:
    """A result, with the words for the candidate; the name of the candidate stands behind the link only."""
    campaign = decision.nomination.campaign
    due = Moment(relay.due_at, campaign.site.zone)
    link = f"/relays/{relay.public_id}"
    return _result(PUBLISHED, decision, link, due=due, lead=campaign.lead.name)


def result_taken_back(decision: Decision) -> Mail:
    """Do not tell it yet: the result was a mistake."""
    return _result("decisions/result_taken_back", decision, f"/nominations/{decision.nomination.public_id}")


def results_on_hold(campaign: Campaign, coach: User, count: int, until: date, words: str, occasion: str) -> Mail:
    """More time is needed: how many candidates of this jobcoach wait, until when, and why."""
    return Mail(
        template="decisions/on_hold",
        to=coach.email,
        name=coach.name,
        language=coach.language,
        why=_WHY_COACH,
        unique_key=f"hold:{campaign.public_id}:{occasion}",
        campaign=campaign,
        values={
            "campaign": campaign.title,
            "employer": campaign.employer.name,
            "count": count,
            "until": until,
            "words": words,
            "link": address(f"/campaigns/{campaign.public_id}"),
            **whom_to_call(campaign.lead, coach.email),
        },
    )


def relay_reminder(relay: Relay, on: date) -> Mail:
    """The candidate is still waiting to hear."""
    campaign = relay.decision.nomination.campaign
    coach = relay.decision.nomination.jobcoach
    return Mail(
        template="decisions/relay_reminder",
        to=coach.email,
        name=coach.name,
        language=coach.language,
        why=_WHY_COACH,
        unique_key=f"relay:{relay.public_id}:{on.isoformat()}",
        campaign=campaign,
        values={
            "campaign": campaign.title,
            "due": Moment(relay.due_at, campaign.site.zone),
            "link": address(f"/relays/{relay.public_id}"),
            **whom_to_call(campaign.lead, coach.email),
        },
    )


def relay_overdue(relay: Relay, reader: User) -> Mail:
    """To the lead and the coordinator: somebody has not been told in time; each to a page that he or she may see."""
    nomination = relay.decision.nomination
    campaign = nomination.campaign
    leads = reader.id == campaign.lead_id
    return Mail(
        template="decisions/relay_overdue",
        to=reader.email,
        name=reader.name,
        language=reader.language,
        why=N_("Je krijgt deze mail omdat je deze instroomactie trekt of coördinator bent."),
        unique_key=f"relay:{relay.public_id}:overdue",
        campaign=campaign,
        values={
            "campaign": campaign.title,
            "due": Moment(relay.due_at, campaign.site.zone),
            "jobcoach": nomination.jobcoach.name,
            "jobcoach_phone": nomination.jobcoach.phone or nomination.jobcoach.email,
            "organisation": nomination.organisation.name,
            "link": address(f"/campaigns/{campaign.public_id}/relays" if leads else f"/relays/{relay.public_id}"),
        },
    )
