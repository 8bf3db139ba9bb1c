"""The invitations that go with an internship.

Its start and its evaluation for everyone who is there, follow-up for the jobcoach.
"""

from datetime import time, timedelta
from functools import partial

from portal import clock
from portal.actions.moments import Moment
from portal.actions.telling import take_out, tell
from portal.calendar.entries import Attendee, Event
from portal.models.calendar import CalendarEntry
from portal.models.database import writes
from portal.models.internships import FollowUp, Internship
from portal.outbox.addresses import address
from portal.outbox.mails import internships as mails
from portal.outbox.mails.readers import Person, Reader, reader_of_user
from portal.outbox.posting import Mail
from portal.outbox.values import Words, in_words
from portal.queries.internships import follow_ups_of, people_of_employer
from portal.rules.internships import CHANNEL_NAMES, evaluation_moment
from portal.rules.local_times import to_utc
from portal.rules.words import N_

_START_LASTS = timedelta(hours=1)
_FOLLOW_UP_LASTS = timedelta(minutes=30)
_EVALUATION_LASTS = timedelta(hours=1)


@writes
def tell_internship(internship: Internship) -> None:
    """Bring every calendar in step with the plan; whoever's calendar changes gets one mail.

    Somebody who is no longer concerned (another supervisor, another address) gets a cancellation.
    """
    readers = start_readers(internship)
    for reader in readers:
        _tell_start_and_evaluation(internship, reader)
    coach = internship.jobcoach
    attendee = Attendee(coach.email, coach.name, coach)
    for moment in follow_ups_of(internship):
        if moment.done_at is None:
            event = _follow_up(internship, moment, coach.language)
            tell(
                attendee, "follow_up", _subject_of(moment), event, partial(mails.follow_up_planned, internship, moment)
            )
            _call_off_others(internship, _subject_of(moment), {"follow_up": {attendee.key}})
    concerned = {reader.attendee.key for reader in readers}
    _call_off_others(internship, _subject(internship), {"internship_start": concerned, "evaluation": concerned})


def _tell_start_and_evaluation(internship: Internship, reader: Reader) -> None:
    person = reader.attendee
    attendee, subject = Attendee(person.email, person.name, person.user), _subject(internship)
    if internship.state == "planned":
        start = _start(internship, reader)
        tell(attendee, "internship_start", subject, start, partial(mails.start_planned, internship, reader))
    evaluation = _evaluation(internship, reader)
    if evaluation.starts_at > clock.now():
        tell(attendee, "evaluation", subject, evaluation, partial(mails.evaluation_planned, internship, reader))


@writes
def call_off_internship(internship: Internship) -> None:
    """Take every appointment of an internship that is still to come out of people's calendars."""
    _call_off_others(internship, _subject(internship), {})
    for moment in follow_ups_of(internship):
        if moment.done_at is None:
            _call_off_others(internship, _subject_of(moment), {})


def _call_off_others(internship: Internship, subject: str, concerned: dict[str, set[str]]) -> None:
    """Cancel what stands in the calendar of people who are not concerned, by kind of entry; what is past stays."""
    known = {reader.attendee.key: reader for reader in start_readers(internship)}

    def mail_of(entry: CalendarEntry) -> Mail:
        person = Person(entry.attendee_email, entry.attendee_name, entry.user)
        language = entry.user.language if entry.user else internship.supervisor_language
        reader = known.get(entry.attendee_key, Reader(person, language, "supervisor"))
        return mails.appointment_cancelled(internship, reader, entry.kind, entry.uid)

    take_out(subject, mail_of, but_for=concerned)


def start_readers(internship: Internship) -> list[Reader]:
    """Who is invited to the start.

    The jobcoach, the candidate and the supervisor with an address, the employer's accounts.
    """
    candidate = internship.nomination.candidate
    campaign = internship.nomination.campaign
    found = [reader_of_user(internship.jobcoach)]
    if candidate.email:
        found.append(Reader(Person(candidate.email, candidate.first_name), candidate.language, "candidate"))
    if internship.supervisor_email:
        found.append(
            Reader(
                Person(internship.supervisor_email, internship.supervisor_name),
                internship.supervisor_language,
                "supervisor",
            )
        )
    found += [reader_of_user(user, "employer") for user in people_of_employer(campaign)]
    return list({reader.attendee.key: reader for reader in reversed(found)}.values())[::-1]


def _subject(internship: Internship) -> str:
    return f"internship:{internship.public_id}"


def _words(sentence: str, language: str, **values: object) -> str:
    return in_words(Words(sentence, values), language)


def _subject_of(moment: FollowUp) -> str:
    return f"follow_up:{moment.public_id}"


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _who(internship: Internship, language: str) -> str:
    """Whom it is about, for readers who may know: first name and initial."""
    candidate = internship.nomination.candidate
    name = f"{candidate.first_name} {candidate.last_name[:1]}."
    return _words(N_("Kandidaat: %(name)s"), language, name=name)


def _whom_to_call(internship: Internship, language: str) -> str:
    coach = internship.jobcoach
    if not coach.phone:
        return ""
    return _words(N_("Vragen? Bel de jobcoach, %(name)s: %(phone)s"), language, name=coach.name, phone=coach.phone)


def _start(internship: Internship, reader: Reader) -> Event:
    campaign = internship.nomination.campaign
    language = reader.language
    starts_at = to_utc(internship.starts_on, time(*divmod(internship.start_minute, 60)), campaign.site.zone)
    people = internship.present_at_start
    opens_page = reader.attendee.user is not None
    return Event(
        starts_at=starts_at,
        ends_at=starts_at + _START_LASTS,
        zone=campaign.site.zone,
        summary=_words(N_("Start van de stage bij %(employer)s"), language, employer=campaign.employer.name),
        description=_lines(
            "" if reader.role == "candidate" else _who(internship, language),
            _words(N_("Kennismaken en het contract tekenen."), language),
            _words(N_("Aanwezig: %(people)s."), language, people=people) if people else "",
            "" if reader.attendee.user == internship.jobcoach else _whom_to_call(internship, language),
        ),
        location=internship.place,
        url=address(f"/internships/{internship.public_id}") if opens_page else "",
        asks_answer=reader.role != "coach",
    )


def _follow_up(internship: Internship, moment: FollowUp, language: str) -> Event:
    return moment_event(internship, moment, N_("Opvolging van een stage (%(channel)s), %(employer)s"), language)


def moment_event(
    internship: Internship, moment: Moment, summary: str, language: str, *, names_supervisor: bool = False
) -> Event:
    """A moment of follow-up or aftercare in the jobcoach's calendar; `summary` has `channel` and `employer`.

    It asks no answer: it is the jobcoach's own plan.
    """
    campaign = internship.nomination.campaign
    starts_at = to_utc(moment.on, time(*divmod(moment.start_minute, 60)), campaign.site.zone)
    channel = _words(CHANNEL_NAMES[moment.channel], language)
    return Event(
        starts_at=starts_at,
        ends_at=starts_at + _FOLLOW_UP_LASTS,
        zone=campaign.site.zone,
        summary=_words(summary, language, channel=channel, employer=campaign.employer.name),
        description=_lines(
            _who(internship, language),
            _words(moment.purpose, language) if moment.purpose else "",
            _supervisor(internship, moment, language) if names_supervisor else "",
        ),
        location=internship.place if moment.channel == "visit" else "",
        url=address(f"/internships/{internship.public_id}"),
        asks_answer=False,
    )


def _supervisor(internship: Internship, moment: Moment, language: str) -> str:
    """Whom to call at the company, when that one is meant."""
    if moment.with_whom == "candidate" or not internship.supervisor_name:
        return ""
    people = ", ".join(one for one in (internship.supervisor_name, internship.supervisor_phone) if one)
    return _words(N_("Begeleider op het werk: %(people)s"), language, people=people)


def _evaluation(internship: Internship, reader: Reader) -> Event:
    campaign, language = internship.nomination.campaign, reader.language
    on, minute = evaluation_moment(internship.ends_on, internship.evaluation_on, internship.evaluation_minute)
    starts_at = to_utc(on, time(*divmod(minute, 60)), campaign.site.zone)
    to_candidate, to_coach = reader.role == "candidate", reader.attendee.user == internship.jobcoach
    what = (
        N_("Jullie praten samen over je stage. Vooraf vul je een paar vragen in.")
        if to_candidate
        else N_("Jobcoach, kandidaat en werkgever vullen elk een evaluatie in.")
    )
    opens_page = reader.attendee.user is not None
    return Event(
        starts_at=starts_at,
        ends_at=starts_at + _EVALUATION_LASTS,
        zone=campaign.site.zone,
        summary=_words(N_("Evaluatie van de stage bij %(employer)s"), language, employer=campaign.employer.name),
        description=_lines(
            "" if to_candidate else _who(internship, language),
            _words(what, language),
            "" if to_coach else _whom_to_call(internship, language),
        ),
        location=internship.place,
        url=address(f"/internships/{internship.public_id}") if opens_page else "",
        asks_answer=not to_coach,
    )
