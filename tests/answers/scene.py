"""A talk with a candidate, asked of the candidate, the jobcoach and who leads it; and what their mails say."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Flask

from portal import clock
from portal.actions.interviews import InterviewPlan, change_interview, plan_interview
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.interviews import Interview
from portal.models.outbox import OutboxMail
from portal.queries.interviews import interview_as_it_stands
from portal.rules.answers import MailedReply
from tests.outbox.reading import body, read
from tests.stage import Stage, set_stage

STARTS_AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
AMINA, PIM = "amina@post.example", "pim@netwerk.example"


@dataclass
class Scene:
    """Who and what is there."""

    stage: Stage
    interview: Interview

    def entry(self, email: str = AMINA) -> CalendarEntry:
        """Somebody's appointment as it stands."""
        found: CalendarEntry = CalendarEntry.get(CalendarEntry.attendee_key == email, CalendarEntry.kind == "interview")
        return found

    def move_to(self, starts_at: datetime) -> None:
        """The lead moves the talk."""
        fresh = interview_as_it_stands(self.interview)
        change_interview(
            fresh,
            plan_at(self.stage, starts_at),
            seen_version=fresh.version,
            by=self.stage.people["lotte"],
        )


def plan_at(stage: Stage, starts_at: datetime) -> InterviewPlan:
    """Half an hour at De Werkbank; Lotte leads it."""
    return InterviewPlan(
        starts_at=starts_at,
        minutes=30,
        channel="visit",
        place="De Werkbank, Stationsstraat 1, Mol",
        interviewer=stage.people["karel"],
    )


def make_scene(app: Flask) -> Scene:
    """Lotte plans the talk; Karel leads it."""
    stage = set_stage(app)
    interview = plan_interview(stage.nominations["Amina"], plan_at(stage, STARTS_AT), by=stage.people["lotte"])
    return Scene(stage, interview)


def newest_mail(template: str, recipient: str) -> OutboxMail:
    """The last mail of a kind to somebody."""
    found: OutboxMail = (
        OutboxMail.select()
        .where(OutboxMail.template == template, OutboxMail.recipient == recipient)
        .order_by(OutboxMail.id.desc())
        .get()
    )
    return found


def text_of(mail: OutboxMail) -> str:
    """What its reader reads."""
    return body(read(bytes(mail.raw)), "plain")


def answer_link(email: str) -> str:
    """The link to answer in the newest mail to somebody that has one."""
    mails = OutboxMail.select().where(OutboxMail.recipient == email).order_by(OutboxMail.id.desc())
    for mail in mails:
        found = re.search(r"http://portal\.test(/appointment/\S+)", text_of(mail))
        if found:
            return found[1]
    raise AssertionError(f"no mail to {email} has a link to answer")


def reply(entry: CalendarEntry, answer: str, *, minutes: int = 0, key: str = "", **values: object) -> MailedReply:
    """What a calendar program sends: by default about the version that stands, stamped `minutes` from now."""
    stamp = (clock.now() + timedelta(minutes=minutes)).replace(microsecond=0)
    given = {
        "uid": entry.uid,
        "answer": answer,
        "sequence": entry.sequence,
        "stamped_at": stamp,
        "attendee_email": entry.attendee_email,
        "from_address": entry.attendee_email,
        "is_verified": True,
        "message_key": key or f"{answer}-{stamp:%H%M%S}-{minutes}",
    }
    return MailedReply(**(given | values))


def standings(entry: CalendarEntry) -> list[tuple[str, str]]:
    """(answer, standing) of everything that came in, oldest first."""
    rows = CalendarAnswer.select().where(CalendarAnswer.entry == entry).order_by(CalendarAnswer.id)
    return [(row.answer, row.standing) for row in rows]
