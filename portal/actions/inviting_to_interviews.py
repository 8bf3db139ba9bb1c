"""A talk in the calendars of the jobcoach, the candidate and who leads it: each in own words and language."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from portal.actions.telling import take_out, tell
from portal.calendar.entries import Attendee, Event
from portal.models.calendar import CalendarEntry
from portal.models.database import writes
from portal.models.interviews import Interview
from portal.outbox.addresses import address
from portal.outbox.batches import leave_out
from portal.outbox.mails import interviews as mails
from portal.outbox.mails.readers import Person, Reader, reader_of_user
from portal.outbox.posting import Mail
from portal.outbox.rendering import Source
from portal.outbox.values import Words, in_words
from portal.rules.candidates import short_name
from portal.rules.interviews import CHANNEL_NAMES, end_of
from portal.rules.words import N_


@writes
def tell_interview(interview: Interview, texts: Mapping[str, Source] | None = None) -> None:
    """Bring every calendar in step with the plan; whoever's calendar changes gets one mail.

    Who leads the talk no longer gets a cancellation. `texts`: words chosen for these mails, by their template.
    """
    readers = interview_readers(interview)
    for reader in readers:
        person = reader.attendee
        mail_of = partial(_planned, interview, reader, texts or {})
        attendee = Attendee(person.email, person.name, person.user)
        tell(attendee, "interview", subject_of(interview), _event(interview, reader), mail_of)
    if not interview.nomination.candidate.email:
        leave_out(
            interview.nomination.candidate.first_name,
            N_("Er is geen e-mailadres bekend. De jobcoach vertelt het."),
        )
    _take_out(interview, {reader.attendee.key for reader in readers})


def _planned(interview: Interview, reader: Reader, texts: Mapping[str, Source], kind: str) -> Mail:
    mail = mails.interview_planned(interview, reader, kind)
    return replace(mail, text=texts.get(mail.template))


@writes
def call_off_interview(interview: Interview) -> None:
    """Take a talk that is still to come out of every calendar."""
    _take_out(interview, set())


def _take_out(interview: Interview, staying: set[str]) -> None:
    known = {reader.attendee.key: reader for reader in interview_readers(interview)}

    def mail_of(entry: CalendarEntry) -> Mail:
        language = entry.user.language if entry.user else interview.nomination.candidate.language
        person = Person(entry.attendee_email, entry.attendee_name, entry.user)
        role = "interviewer" if entry.user else "candidate"
        reader = known.get(entry.attendee_key, Reader(person, language, role))
        return mails.interview_cancelled(interview, reader, entry.uid)

    take_out(subject_of(interview), mail_of, but_for={"interview": staying})


def subject_of(interview: Interview) -> str:
    """How appointments name a talk."""
    return f"interview:{interview.public_id}"


def interview_readers(interview: Interview) -> list[Reader]:
    """The jobcoach, who leads the talk, and the candidate with an address; whoever is two of them is told once."""
    nomination = interview.nomination
    candidate = nomination.candidate
    found = [reader_of_user(nomination.jobcoach), reader_of_user(interview.interviewer, "interviewer")]
    if candidate.email:
        found.append(Reader(Person(candidate.email, candidate.first_name), candidate.language, "candidate"))
    return list({reader.attendee.key: reader for reader in reversed(found)}.values())[::-1]


def _event(interview: Interview, reader: Reader) -> Event:
    campaign = interview.nomination.campaign
    values = {"employer": campaign.employer.name, "channel": Words(CHANNEL_NAMES[interview.channel])}
    to_candidate = reader.role == "candidate"
    summary = (
        N_("Gesprek voor een job bij %(employer)s")
        if to_candidate
        else N_("Preselectiegesprek (%(channel)s), %(employer)s")
    )
    return Event(
        starts_at=interview.starts_at,
        ends_at=end_of(interview.starts_at, interview.minutes),
        zone=campaign.site.zone,
        summary=_words(summary, reader.language, **values),
        description="\n".join(line for line in _description(interview, reader) if line),
        location=interview.place,
        url="" if to_candidate else address(f"/interviews/{interview.public_id}"),
        asks_answer=not (reader.role == "interviewer" and interview.interviewer_id == campaign.lead_id),
    )


def _description(interview: Interview, reader: Reader) -> list[str]:
    """Whom it is about (not for the candidate), who talks, what goes along, and whom to call."""
    nomination, language = interview.nomination, reader.language
    candidate, leads = nomination.candidate, interview.interviewer
    to_call = leads if reader.role == "coach" else nomination.jobcoach
    name = short_name(candidate.first_name, candidate.last_name)
    lines = []
    if reader.role != "candidate":
        lines.append(_words(N_("Kandidaat: %(name)s"), language, name=name))
    if reader.role != "interviewer":
        with_whom = f"{leads.name}, {interview.with_words}" if interview.with_words else leads.name
        lines.append(_words(N_("Met: %(people)s"), language, people=with_whom))
    elif interview.with_words:
        lines.append(_words(N_("Met: %(people)s"), language, people=interview.with_words))
    if reader.role == "candidate" and interview.channel == "phone":
        lines.append(_words(N_("Je wordt gebeld op dit uur."), language))
    lines.append(interview.note)
    if reader.attendee.key != to_call.email.strip().lower():
        phone = to_call.phone or to_call.email
        lines.append(_words(N_("Vragen? Bel %(name)s: %(phone)s"), language, name=to_call.name, phone=phone))
    return lines


def _words(sentence: str, language: str, **values: object) -> str:
    said = {name: in_words(one, language) if isinstance(one, Words) else one for name, one in values.items()}
    return in_words(Words(sentence, said), language)
