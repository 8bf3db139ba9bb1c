"""Mails about progress: good news, what ended, and the digest. No subject names anybody."""

from collections.abc import Sequence
from datetime import date

from portal.models.accounts import User
from portal.models.milestones import MilestoneOutcome, Notice
from portal.models.nominations import Nomination
from portal.outbox.addresses import address
from portal.outbox.mails.contacts import whom_to_call
from portal.outbox.posting import Mail
from portal.outbox.values import Single, Words
from portal.rules.candidates import short_name
from portal.rules.milestones import MILESTONE_NAMES, outcome_of
from portal.rules.notices import Topic
from portal.rules.words import N_

_WHY_COACH = N_("Je krijgt deze mail omdat je een kandidaat voordroeg.")
_WHY_DIGEST = N_("Je krijgt deze mail omdat je het nieuws over kandidaten in één mail per dag wilt.")


def good_news(nomination: Nomination, milestone: str, outcome: str) -> Mail:
    """To the jobcoach who put somebody forward: a green outcome."""
    coach, campaign = nomination.jobcoach, nomination.campaign
    return Mail(
        template="milestones/good_news",
        to=coach.email,
        name=coach.name,
        language=coach.language,
        why=_WHY_COACH,
        unique_key=f"good_news:{nomination.public_id}:{milestone}:{outcome}",
        campaign=campaign,
        values={
            **_about(nomination, milestone, outcome),
            **whom_to_call(campaign.lead, coach.email),
            "settings_link": address("/notices"),
        },
    )


def ended_here(nomination: Nomination, stated: MilestoneOutcome, by: User) -> Mail:
    """To the jobcoach who put somebody forward: a red outcome, and the nomination is in the archive (req 002-14)."""
    coach = nomination.jobcoach
    return Mail(
        template="milestones/ended_here",
        to=coach.email,
        name=coach.name,
        language=coach.language,
        why=_WHY_COACH,
        unique_key=f"ended_here:{stated.public_id}",
        campaign=nomination.campaign,
        values={
            **_about(nomination, stated.milestone, stated.outcome),
            "who": by.name,
            **whom_to_call(by, coach.email),
        },
    )


def digest(user: User, notices: Sequence[Notice], today: date) -> Mail:
    """All that waited for somebody, in one mail; one a day at most."""
    return Mail(
        template="milestones/digest",
        to=user.email,
        name=user.name,
        language=user.language,
        why=_WHY_DIGEST,
        unique_key=f"digest:{user.public_id}:{today.isoformat()}",
        values={
            "news": [_line(one) for one in notices],
            "link": address("/following"),
            "settings_link": address("/notices"),
        },
    )


def _about(nomination: Nomination, milestone: str, outcome: str) -> dict[str, Single]:
    campaign = nomination.campaign
    return {
        "campaign": campaign.title,
        "employer": campaign.employer.name,
        "candidate": short_name(nomination.candidate.first_name, nomination.candidate.last_name),
        "milestone": Words(MILESTONE_NAMES[milestone]),
        "outcome": Words(outcome_of(milestone, outcome).words),
        "link": address(f"/nominations/{nomination.public_id}/milestones"),
    }


def _line(notice: Notice) -> Single:
    nomination = notice.nomination
    who = short_name(nomination.candidate.first_name, nomination.candidate.last_name)
    campaign = nomination.campaign.title
    if notice.topic == Topic.NEW:
        return Words(N_("%(who)s is voorgedragen voor %(campaign)s"), {"who": who, "campaign": campaign})
    return Words(
        DIGEST_LINES.get(notice.milestone, N_("%(who)s, %(campaign)s: er is goed nieuws")),
        {"who": who, "campaign": campaign},
    )


# Whole sentences, so that each language can say them as it does.
DIGEST_LINES: dict[str, str] = {
    "contact": N_("%(who)s, %(campaign)s: het contact is gelegd"),
    "talk": N_("%(who)s, %(campaign)s: het gesprek is geweest"),
    "day": N_("%(who)s, %(campaign)s: was op de selectiedag"),
    "test": N_("%(who)s, %(campaign)s: leverde de proef in"),
    "started": N_("%(who)s, %(campaign)s: de stage is begonnen"),
    "halfway": N_("%(who)s, %(campaign)s: de stage loopt halfweg goed"),
    "ended": N_("%(who)s, %(campaign)s: de stage is afgerond"),
    "week_1": N_("%(who)s, %(campaign)s: na een week nog aan het werk"),
    "month_1": N_("%(who)s, %(campaign)s: na een maand nog aan het werk"),
    "month_3": N_("%(who)s, %(campaign)s: na drie maanden nog aan het werk"),
    "month_6": N_("%(who)s, %(campaign)s: na zes maanden nog aan het werk"),
}
