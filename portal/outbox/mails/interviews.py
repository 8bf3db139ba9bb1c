"""Mails about talks before the selection day: to the jobcoach, to who leads the talk, and to the candidate.

No subject names a candidate; the jobcoach and who leads the talk read the first name and initial in the text.
"""

from portal.models.interviews import Interview
from portal.outbox.addresses import address
from portal.outbox.mails.contacts import whom_to_call
from portal.outbox.mails.readers import Reader, reader_of_user
from portal.outbox.posting import Mail
from portal.outbox.values import Span, Value, Words
from portal.rules.candidates import short_name
from portal.rules.interviews import CHANNEL_NAMES, RESULT_NAMES, end_of
from portal.rules.words import N_

_WHY = {
    "coach": N_("Je krijgt deze mail omdat je de jobcoach van deze kandidaat bent."),
    "interviewer": N_("Je krijgt deze mail omdat je dit gesprek leidt."),
    "candidate": N_("Je krijgt deze mail omdat je kandidaat bent voor een job. Je jobcoach gaf je adres door."),
}
_PLANNED = {"coach": "coach_planned", "interviewer": "interviewer_planned", "candidate": "candidate_planned"}
_MOVED = {"coach": "coach_moved", "interviewer": "interviewer_moved", "candidate": "candidate_moved"}


def template_of(role: str, *, moved: bool = False) -> str:
    """The folder of the mail that tells this reader of a talk."""
    return f"interviews/{(_MOVED if moved else _PLANNED)[role]}"


def interview_planned(interview: Interview, reader: Reader, kind: str) -> Mail:
    """A talk is planned, or stands at another time or place; `kind` is that of the calendar's revision."""
    campaign = interview.nomination.campaign
    candidate = interview.nomination.candidate
    ends_at = end_of(interview.starts_at, interview.minutes)
    return _mail(
        template_of(reader.role, moved=kind in {"update", "correction"}),
        interview,
        reader,
        "planned",
        when=Span(interview.starts_at, ends_at, campaign.site.zone),
        channel=Words(CHANNEL_NAMES[interview.channel]),
        place=interview.place if interview.channel != "video" else "",
        video=interview.place if interview.channel == "video" else "",
        phone=candidate.phone if interview.channel == "phone" else "",
        interviewer=interview.interviewer.name,
        others=interview.with_words,
        note=interview.note,
    )


def interview_cancelled(interview: Interview, reader: Reader, uid: str) -> Mail:
    """A talk does not take place; why stands in the portal, for who may know."""
    template = "interviews/candidate_cancelled" if reader.role == "candidate" else "interviews/cancelled"
    ends_at = end_of(interview.starts_at, interview.minutes)
    when = Span(interview.starts_at, ends_at, interview.nomination.campaign.site.zone)
    return _mail(template, interview, reader, f"cancelled:{uid}", when=when)


def interview_result(interview: Interview, result: str, occasion: str) -> Mail:
    """What came of it, to the jobcoach, always by mail (req 000-19); the words of it stand behind the link."""
    reader = reader_of_user(interview.nomination.jobcoach)
    ends_at = end_of(interview.starts_at, interview.minutes)
    when = Span(interview.starts_at, ends_at, interview.nomination.campaign.site.zone)
    result_words = Words(RESULT_NAMES[result])
    return _mail("interviews/result", interview, reader, f"result:{occasion}", when=when, result=result_words)


def _mail(template: str, interview: Interview, reader: Reader, key: str, **values: Value) -> Mail:
    nomination = interview.nomination
    campaign, candidate, coach = nomination.campaign, nomination.candidate, nomination.jobcoach
    to_candidate = reader.role == "candidate"
    contact = interview.interviewer if reader.role == "coach" else coach
    return Mail(
        template=template,
        to=reader.attendee.email,
        name=reader.attendee.name,
        language=reader.language,
        why=_WHY[reader.role],
        unique_key=f"interview:{interview.public_id}:{key}",
        campaign=campaign,
        values={
            "employer": campaign.employer.name,
            "candidate": "" if to_candidate else short_name(candidate.first_name, candidate.last_name),
            "jobcoach": coach.name,
            "jobcoach_phone": coach.phone or coach.email,
            "link": "" if to_candidate else address(f"/interviews/{interview.public_id}"),
            **whom_to_call(contact, reader.attendee.email),
            **values,
        },
    )
