"""Mails about internships: start, follow-up, evaluation.

No subject names a candidate; the jobcoach reads the first name and initial of the own candidate in the text.
"""

from datetime import date, time, timedelta

from portal.models.accounts import User
from portal.models.internships import Evaluation, FollowUp, Internship
from portal.outbox.addresses import address
from portal.outbox.mails.contacts import whom_to_call
from portal.outbox.mails.readers import Reader, reader_of_user
from portal.outbox.posting import Mail
from portal.outbox.values import Moment, Span, Words
from portal.rules.candidates import short_name
from portal.rules.internships import CHANNEL_NAMES, evaluation_moment
from portal.rules.local_times import to_utc
from portal.rules.words import N_

_WHY = {
    "coach": N_("Je krijgt deze mail omdat je de jobcoach van deze stage bent."),
    "candidate": N_("Je krijgt deze mail omdat je een stage doet. Je jobcoach gaf je adres door."),
    "supervisor": N_("Je krijgt deze mail omdat je iemand begeleidt die stage loopt."),
    "employer": N_("Je krijgt deze mail omdat er bij jullie iemand stage loopt."),
}


def _mail(template: str, internship: Internship, reader: Reader, key: str, **values: object) -> Mail:
    campaign, candidate = internship.nomination.campaign, internship.nomination.candidate
    coach, to_coach = internship.jobcoach, reader.role == "coach"
    return Mail(
        template=f"internships/{template}",
        to=reader.attendee.email,
        name=reader.attendee.name,
        language=reader.language,
        why=_WHY[reader.role],
        unique_key=f"internship:{internship.public_id}:{key}",
        campaign=campaign,
        values={
            "employer": campaign.employer.name,
            "candidate": "" if reader.role == "candidate" else short_name(candidate.first_name, candidate.last_name),
            "jobcoach": coach.name,
            "jobcoach_phone": coach.phone or coach.email,
            **whom_to_call(campaign.lead if to_coach else coach, reader.attendee.email),
            **values,  # type: ignore[dict-item]  # each is a Value; the renderer refuses anything else
        },
    )


def start_planned(internship: Internship, reader: Reader, kind: str) -> Mail:
    """The start: when, where, whom you meet; `kind` is that of the calendar's revision."""
    campaign = internship.nomination.campaign
    starts_at = to_utc(internship.starts_on, time(*divmod(internship.start_minute, 60)), campaign.site.zone)
    moved = kind in {"update", "correction"}
    if reader.role == "candidate":
        template = "candidate_start_moved" if moved else "candidate_start_planned"
    else:
        template = "start_moved" if moved else "start_planned"
    link = "" if reader.role in {"candidate", "supervisor"} else address(f"/internships/{internship.public_id}")
    return _mail(
        template,
        internship,
        reader,
        "start",
        when=Moment(starts_at, campaign.site.zone),
        until=internship.ends_on,
        place=internship.place,
        supervisor=internship.supervisor_name,
        present=internship.present_at_start,
        **_coach_at_start(internship, reader),
        link=link,
    )


def _coach_at_start(internship: Internship, reader: Reader) -> dict[str, str]:
    """Whether the jobcoach comes along, as agreed; one of the two sentences falls away, for the jobcoach both."""
    there, name = internship.jobcoach_present, internship.jobcoach.name
    is_told = reader.role != "coach"
    return {"coach_there": name if is_told and there else "", "coach_away": name if is_told and not there else ""}


def follow_up_planned(internship: Internship, moment: FollowUp, kind: str) -> Mail:
    """A moment of follow-up for the jobcoach's own calendar."""
    zone = internship.nomination.campaign.site.zone
    starts_at = to_utc(moment.on, time(*divmod(moment.start_minute, 60)), zone)
    template = "follow_up_moved" if kind in {"update", "correction"} else "follow_up_planned"
    return _mail(
        template,
        internship,
        reader_of_user(internship.jobcoach),
        f"follow_up:{moment.public_id}",
        when=Span(starts_at, starts_at + timedelta(minutes=30), zone),
        channel=Words(CHANNEL_NAMES[moment.channel]),
        purpose=Words(moment.purpose) if moment.purpose else "",
        link=address(f"/internships/{internship.public_id}"),
    )


_EVALUATION = {
    "coach": ("evaluation_planned", "evaluation_moved"),
    "candidate": ("candidate_evaluation_planned", "candidate_evaluation_moved"),
    "supervisor": ("company_evaluation_planned", "company_evaluation_moved"),
    "employer": ("company_evaluation_planned", "company_evaluation_moved"),
}


def evaluation_planned(internship: Internship, reader: Reader, kind: str) -> Mail:
    """When jobcoach, candidate and employer evaluate together; `kind` is that of the calendar's revision."""
    zone = internship.nomination.campaign.site.zone
    on, minute = evaluation_moment(internship.ends_on, internship.evaluation_on, internship.evaluation_minute)
    has_account = reader.role in {"coach", "employer"}
    return _mail(
        _EVALUATION[reader.role][kind in {"update", "correction"}],
        internship,
        reader,
        "evaluation_day",
        when=Moment(to_utc(on, time(*divmod(minute, 60)), zone), zone),
        place=internship.place,
        link=address(f"/internships/{internship.public_id}") if has_account else "",
    )


def appointment_cancelled(internship: Internship, reader: Reader, kind: str, uid: str) -> Mail:
    """An appointment does not take place; `kind` is that of the calendar entry."""
    what = {
        "internship_start": N_("de start van de stage"),
        "follow_up": N_("een opvolgmoment"),
        "evaluation": N_("de evaluatie"),
    }[kind]
    return _mail("appointment_cancelled", internship, reader, f"cancelled:{uid}", what=Words(what))


def internship_stopped(internship: Internship, reader: User) -> Mail:
    """To the lead and the employer: the internship ends early. The reason stands behind the link."""
    role = "employer" if reader.organisation_id == internship.nomination.campaign.employer_id else "coach"
    return Mail(
        template="internships/internship_stopped",
        to=reader.email,
        name=reader.name,
        language=reader.language,
        why=_WHY["employer"] if role == "employer" else N_("Je krijgt deze mail omdat je deze instroomactie trekt."),
        unique_key=f"internship:{internship.public_id}:stopped",
        campaign=internship.nomination.campaign,
        values={
            "employer": internship.nomination.campaign.employer.name,
            "link": address(f"/internships/{internship.public_id}"),
            **whom_to_call(internship.jobcoach, reader.email),
        },
    )


def evaluation_asked(evaluation: Evaluation, reader: Reader, link: str, on: date) -> Mail:
    """Please fill in the evaluation; one mail a day at most."""
    template = "candidate_evaluation_asked" if reader.role == "candidate" else "evaluation_asked"
    return _mail(template, evaluation.internship, reader, f"evaluation:{evaluation.party}:{on.isoformat()}", link=link)


def evaluations_complete(internship: Internship, reader: User) -> Mail:
    """All three are in: read them together."""
    return Mail(
        template="internships/evaluations_complete",
        to=reader.email,
        name=reader.name,
        language=reader.language,
        why=N_("Je krijgt deze mail omdat je bij deze stage betrokken bent."),
        unique_key=f"internship:{internship.public_id}:evaluations",
        campaign=internship.nomination.campaign,
        values={
            "employer": internship.nomination.campaign.employer.name,
            "link": address(f"/internships/{internship.public_id}"),
        },
    )
