"""Mails about aftercare: the jobcoach's own plan, for the own calendar."""

from datetime import time, timedelta

from portal.models.placements import AftercareMoment
from portal.outbox.addresses import address
from portal.outbox.posting import Mail
from portal.outbox.values import Span, Value, Words
from portal.rules.candidates import short_name
from portal.rules.internships import CHANNEL_NAMES
from portal.rules.local_times import to_utc
from portal.rules.words import N_

_WHY = N_("Je krijgt deze mail omdat jij de nazorg doet van iemand die aangeworven is.")


def aftercare_planned(moment: AftercareMoment, kind: str) -> Mail:
    """A moment of aftercare; `kind` is that of the calendar's revision."""
    template = "moved" if kind in {"update", "correction"} else "planned"
    values: dict[str, Value] = {
        "channel": Words(CHANNEL_NAMES[moment.channel]),
        "purpose": Words(moment.purpose) if moment.purpose else "",
    }
    return _mail(template, moment, "planned", values)


def aftercare_cancelled(moment: AftercareMoment, uid: str) -> Mail:
    """A moment of aftercare does not take place."""
    return _mail("cancelled", moment, f"cancelled:{uid}", {})


def _mail(template: str, moment: AftercareMoment, key: str, values: dict[str, Value]) -> Mail:
    internship = moment.placement.internship
    campaign, candidate, coach = internship.nomination.campaign, internship.nomination.candidate, internship.jobcoach
    starts_at = to_utc(moment.on, time(*divmod(moment.start_minute, 60)), campaign.site.zone)
    return Mail(
        template=f"aftercare/{template}",
        to=coach.email,
        name=coach.name,
        language=coach.language,
        why=_WHY,
        unique_key=f"aftercare:{moment.public_id}:{key}",
        campaign=campaign,
        values={
            "employer": campaign.employer.name,
            "candidate": short_name(candidate.first_name, candidate.last_name),
            "when": Span(starts_at, starts_at + timedelta(minutes=30), campaign.site.zone),
            "link": address(f"/internships/{internship.public_id}"),
            **values,
        },
    )
