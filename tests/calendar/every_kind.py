"""Every kind of appointment in one small story: made, moved and cancelled by the actions that do so in the portal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Flask

from portal import clock as portal_clock
from portal.actions import aftercare, decisions, internships, interviews
from portal.actions.campaigns import set_dates
from portal.actions.partners.answering import answer_invitation
from portal.actions.partners.inviting import invite_partner, revoke_invitation
from portal.actions.selection_days import cancel_day, change_day, change_part, publish_day, set_up_day
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.database import Record
from portal.models.decisions import Relay
from portal.models.internships import Internship
from portal.models.organisations import Organisation, Site
from portal.models.outbox import OutboxMail
from portal.models.placements import AftercareMoment, Placement
from portal.models.selection_days import SelectionDay, Table, TourLine
from portal.models.vacancies import Vacancy
from portal.queries.decisions import visible_relay
from portal.queries.internships import visible_internship
from portal.queries.nominations import nomination_as_it_stands
from portal.queries.selection_days import visible_day
from portal.rules.campaigns import Dates, dates_of
from portal.rules.decisions import Outcome, ToldHow
from tests.clock import Clock
from tests.selection_days.at_once import plan_day
from tests.stage import Stage, set_stage

BRUSSELS = ZoneInfo("Europe/Brussels")
# The Mondays on which the story begins; the clock changes in neither.
SEASONS = {"winter": date(2026, 11, 16), "summer": date(2027, 6, 7)}
KINDS = (
    "info_session", "nominations_deadline", "interview", "interview_of_candidate", "selection_day",
    "selection_day_of_candidate", "whole_day", "duty_at_a_table", "duty_as_guide", "internship_start",
    "internship_start_of_candidate", "follow_up", "evaluation", "evaluation_of_candidate", "aftercare",
)  # fmt: skip
# Where a name, a title or a place stands that a mail or an appointment may say.
NAMED: dict[type[Record], tuple[str, ...]] = {
    User: ("name", "phone"),
    Organisation: ("name",),
    Site: ("name", "street", "town"),
    Campaign: ("title",),
    Vacancy: ("title",),
    Candidate: ("first_name", "last_name"),
    Invitation: ("name",),
}
_ON_THE_DAY = {"day": "whole_day", "table": "duty_at_a_table", "tour_line": "duty_as_guide"}


def kind_of(mail: OutboxMail) -> str:
    """What a mail with an appointment is about; what a candidate gets is a kind of its own."""
    entry = CalendarEntry.get(CalendarEntry.uid == mail.uid)
    candidates = {one.email for one in Candidate.select()}
    if entry.attendee_key in candidates:
        return f"{entry.kind}_of_candidate"
    return _ON_THE_DAY.get(entry.subject.partition(":")[0], str(entry.kind))


class EveryKind:
    """The story; `told` holds the first mail of each (kind, invite | update | cancel).

    `typed` turns every name, title and place of the story into what somebody typed instead.
    """

    def __init__(
        self, app: Flask, clock: Clock, season: str, language: str, typed: Callable[[str], str] = lambda words: words
    ) -> None:
        self.clock, self.first, self.language, self.typed = clock, SEASONS[season], language, typed
        clock.go_to(self.at(0, 9))
        self.stage: Stage = set_stage(app, ("Amina", "Bram"))
        User.update(language=language).execute()
        Candidate.update(language=language).execute()
        self._type_names()
        self.people = {name: User.get_by_id(one.id) for name, one in self.stage.people.items()}
        self.told: dict[tuple[str, str], OutboxMail] = {}

    def at(self, days: int, hour: int) -> datetime:
        """A moment of the story in the site's zone."""
        return datetime.combine(self.first + timedelta(days=days), time(hour), BRUSSELS)

    def tell(self) -> dict[tuple[str, str], OutboxMail]:
        """From the invitation of a partner to aftercare."""
        self._step(self._set_dates, self._invite, self._move_dates, self._revoke)
        self._step(self._plan_talk, self._move_talk, self._cancel_talk)
        self._step(self._publish_day, self._move_day, self._cancel_day)
        self._step(self._plan_internship, self._move_internship, self._stop_internship)
        self._step(self._plan_aftercare, self._move_aftercare, self._remove_aftercare)
        return self.told

    def _type_names(self) -> None:
        """Every name and title that stands in the portal when the story begins."""
        for table, fields in NAMED.items():
            for row in table.select():
                row.change(**{field: self.typed(getattr(row, field)) for field in fields})
        self.stage.vacancies = list(Vacancy.select().order_by(Vacancy.position))

    def _step(self, *acts: Callable[[], None]) -> None:
        """One thing after another, a minute apart; all mail leaves between them."""
        for act in acts:
            self.clock.advance(minutes=1)
            before = {row.id for row in OutboxMail.select(OutboxMail.id)}
            act()
            posted = OutboxMail.select().where(OutboxMail.uid.is_null(False), OutboxMail.id.not_in(before))
            for mail in posted.order_by(OutboxMail.id):
                what = "cancel" if mail.method == "CANCEL" else "update" if mail.sequence else "invite"
                self.told.setdefault((kind_of(mail), what), mail)
            OutboxMail.update(status="sent").execute()

    def _set_dates(self) -> None:
        wanted = Dates(
            info_session_at=self.at(3, 10),
            info_session_place=self.typed("Ovenstraat 1, Mol"),
            nominations_open_at=self.at(0, 8),
            nominations_close_at=self.at(9, 17),
            selection_day_on=self.first + timedelta(days=15),
            internship_starts_on=self.first + timedelta(days=28),
        )
        set_dates(self.stage.campaign, wanted, by=self.people["lotte"])

    def _invite(self) -> None:
        sofie, lotte = self.people["sofie"], self.people["lotte"]
        self.invitation = invite_partner(
            self.stage.campaign, by=lotte, email=sofie.email, name=sofie.name, organisation=sofie.organisation
        )
        answer_invitation(self.invitation, by=sofie, accepts=True, comes="yes")

    def _move_dates(self) -> None:
        wanted = replace(
            dates_of(self.stage.campaign),
            info_session_at=self.at(4, 10),
            nominations_close_at=self.at(10, 17),
        )
        set_dates(self.stage.campaign, wanted, by=self.people["lotte"])

    def _revoke(self) -> None:
        revoke_invitation(self.invitation, by=self.people["lotte"])

    def _talk(self, days: int) -> interviews.InterviewPlan:
        return interviews.InterviewPlan(
            starts_at=self.at(days, 14),
            minutes=45,
            channel="visit",
            place=self.typed("Ovenstraat 1, Mol"),
            interviewer=self.people["lotte"],
        )

    def _plan_talk(self) -> None:
        nomination = nomination_as_it_stands(self.stage.nominations["Amina"])
        self.talk = interviews.plan_interview(nomination, self._talk(5), by=self.people["lotte"])

    def _move_talk(self) -> None:
        seen = type(self.talk).get_by_id(self.talk.id).version
        interviews.change_interview(self.talk, self._talk(6), seen_version=seen, by=self.people["lotte"])

    def _cancel_talk(self) -> None:
        interviews.cancel_interview(self.talk, self.typed("Het gesprek is niet nodig."), by=self.people["lotte"])

    def _day(self) -> SelectionDay:
        found = visible_day(self.people["lotte"], self.stage.campaign_id)
        assert found is not None
        return found

    def _publish_day(self) -> None:
        lotte = self.people["lotte"]
        set_up_day(self.stage.campaign, by=lotte)
        self._seat_people()
        plan_day(self._day(), by=lotte)
        publish_day(self._day(), self._day().version, by=lotte)

    def _seat_people(self) -> None:
        """Somebody at the first table, and somebody who leads round."""
        table, line = Table.select().order_by(Table.id).first(), TourLine.get()
        table.selection_day = line.selection_day = self._day()
        an = {
            "public_id": "",
            "job_title": self.typed("Bakker"),
            "name": self.typed("An Claes"),
            "email": "an@dester.example",
        }
        seated = {"name": table.name, "vacancy": table.vacancy_id, "features": []}
        seated["assessors"] = [{**an, "language": self.language}]
        change_part(table, "tables", seated, by=self.people["lotte"])
        guide = {
            "guide_name": self.typed("Gerda Bos"),
            "guide_email": "gerda@dester.example",
            "guide_language": self.language,
        }
        change_part(line, "guides", {**guide, "group_size": 6, "features": []}, by=self.people["lotte"])

    def _move_day(self) -> None:
        change_day(self._day(), self._day().version, by=self.people["lotte"], on=self.first + timedelta(days=17))

    def _cancel_day(self) -> None:
        cancel_day(self._day(), by=self.people["lotte"])

    def _internship_plan(self, days: int) -> internships.InternshipPlan:
        return internships.InternshipPlan(
            starts_on=self.first + timedelta(days=days),
            ends_on=self.first + timedelta(days=days + 11),
            start_minute=510,
            hours_a_week=30,
            place=self.typed("Ovenstraat 1, Mol"),
            supervisor_name=self.typed("Rik Smolders"),
            supervisor_phone=self.typed("014 00 00 00"),
            supervisor_email="rik@dester.example",
            jobcoach_present=True,
            present_at_start="",
            supervisor_language=self.language,
        )

    def _plan_internship(self) -> None:
        lotte, pim = self.people["lotte"], self.people["pim"]
        decisions.decide(
            self.stage.decidable("Amina"),
            Outcome.RETAINED,
            vacancy=self.stage.vacancies[0],
            motivation=self.typed("Pakte meteen aan."),
            words_for_candidate=self.typed("Welkom."),
            seen_version=0,
            by=lotte,
        )
        decisions.publish_decisions(self.stage.campaign, by=lotte)
        relay = visible_relay(pim, Relay.get().public_id)
        assert relay is not None
        decisions.tell_candidate(relay, portal_clock.now(), ToldHow.PHONE, reaction="", by=pim)
        nomination = nomination_as_it_stands(self.stage.nominations["Amina"])
        internships.plan_internship(nomination, self._internship_plan(28), by=pim)

    def _internship(self) -> Internship:
        found = visible_internship(self.people["pim"], Internship.get().public_id)
        assert found is not None
        return found

    def _move_internship(self) -> None:
        internship = self._internship()
        plan = self._internship_plan(29)
        internships.change_internship(internship, plan, seen_version=internship.version, by=self.people["pim"])

    def _stop_internship(self) -> None:
        internships.stop_internship(self._internship(), self.typed("De kandidaat verhuist."), by=self.people["pim"])

    def _moment(self, days: int) -> dict[str, object]:
        on = self.first + timedelta(days=days)
        return {
            "on": on,
            "start_minute": 600,
            "channel": "phone",
            "with_whom": "candidate",
            "purpose": self.typed("Hoe gaat het?"),
        }

    def _plan_aftercare(self) -> None:
        placement = Placement.create(internship=self._internship(), outcome="hired", by=self.people["lotte"])
        aftercare.plan_aftercare(placement, public_id="aftercare", by=self.people["pim"], **self._moment(42))

    def _move_aftercare(self) -> None:
        aftercare.move_aftercare(AftercareMoment.get(), by=self.people["pim"], **self._moment(43))

    def _remove_aftercare(self) -> None:
        aftercare.remove_aftercare(AftercareMoment.get(), by=self.people["pim"])
