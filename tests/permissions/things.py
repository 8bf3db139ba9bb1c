"""What an address can name: things of the world, by kind, with the words of the address and who stands how to each."""

from dataclasses import dataclass, field
from typing import Any

from portal.models.accounts import AccessLink, User
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.day_plans import PlanningRun
from portal.models.decisions import Decision, Relay
from portal.models.documents import Document, Upload
from portal.models.inbox import InboxMail
from portal.models.internships import FollowUp
from portal.models.interviews import Interview
from portal.models.live_day import StandIn
from portal.models.measures import MeasureRow
from portal.models.milestones import MilestoneOutcome, SavedView
from portal.models.nominations import MeasureEligibility, SupportNeed
from portal.models.organisations import Contact, Organisation, Site
from portal.models.outbox import MailBatch, MailText, OutboxMail
from portal.models.placements import AftercareMoment, Placement
from portal.models.preselections import PaperTalk, Preselection
from portal.models.privacy import Consent
from portal.models.retention import Erasure, LegalHold
from portal.models.selection_days import Appointment, Attendance
from portal.models.speeddates import Device, HelpCall, Sheet
from portal.models.written_tests import TestPaper
from portal.rules.links import Purpose
from tests.permissions.relations import words
from tests.permissions.world import World

MISSING = "Zm9ydHktdHdvLXplcm9zIQ"


@dataclass(frozen=True)
class Thing:
    """One thing: the words of its address, and the row that decides who stands how to it; None when it is no thing."""

    name: str
    url: dict[str, str]
    row: Any = None
    _known: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    def stands(self, who: str, person: User | None) -> frozenset[str]:
        """How a person (called `who`) stands to it, with what only this kind of thing knows."""
        if who not in self._known:
            self._known[who] = self._stands(person)
        return self._known[who]

    def _stands(self, person: User | None) -> frozenset[str]:
        if self.row is None:
            return frozenset()
        found = set(words(person, self.row))
        if isinstance(self.row, Document) and "the_employer" in found and _is_shown_to_employer(self.row):
            found.add("the_reading_employer")
        if isinstance(self.row, TestPaper) and "the_employer" in found and self.row.state != "open":
            found.add("the_rating_employer")
        if isinstance(self.row, Sheet) and "the_employer" in found and _is_open_to_employer(self.row):
            found.add("the_scoring_employer")
        return frozenset(found)

    def is_in(self, standing: str) -> bool:
        """Whether it is in a standing that an address asks for."""
        return not standing or getattr(self.row, "state", "") == standing


def _is_shown_to_employer(document: Document) -> bool:
    newer = Document.select().where(
        Document.nomination == document.nomination,
        Document.kind == document.kind,
        Document.number > document.number,
    )
    return document.kind in ("cv", "letter") and not newer.exists()


def things(world: World) -> dict[str, list[Thing]]:
    """Everything that an address can name, by kind; a few of each, so that each relation occurs."""
    found: dict[str, list[Thing]] = {"": [Thing("", {}, world.organisations["noord"])]}
    found["campaign"] = [_thing(f"campaign {key}", "campaign_id", one) for key, one in world.campaigns.items()]
    found["vacancy"] = [
        Thing(f"vacancy {key}", {"campaign_id": one.campaign.public_id, "vacancy_id": one.public_id}, one)
        for key, one in world.vacancies.items()
        if key.endswith("1")
    ]
    crossed = {"campaign_id": world.campaigns["A"].public_id, "vacancy_id": world.vacancies["B1"].public_id}
    found["vacancy"].append(Thing("vacancy of B under A", crossed))
    found["invitation"] = [
        _thing(f"invitation {key}", "invitation_id", one)
        for key, one in world.invitations.items()
        if key in ("A-pim", "A-joke", "B-pim", "B-invited", "B-revoked")
    ]
    found["candidate"] = [
        _thing(f"candidate {key}", "candidate_id", world.candidates[key]) for key in ("a1", "a2", "b2", "b4")
    ]
    found["kept_candidate"] = found["candidate"]
    found["hold"] = [_thing(f"hold on {one.candidate_id}", "hold_id", one) for one in LegalHold.select()]
    found["certificate"] = [_thing("certificate", "erasure_id", one) for one in Erasure.select()]
    found["consent"] = [_thing(f"consent {one.purpose}", "consent_id", one) for one in Consent.select()]
    found["nomination"] = [
        _thing(f"nomination {key}", "nomination_id", world.nominations[key])
        for key in ("a1", "a4", "a5", "a8", "b1", "b2", "b4")
    ]
    found["interview"] = [
        _thing(f"interview of {one.nomination_id} {one.state}", "interview_id", one)
        for one in Interview.select().order_by(Interview.id)
    ]
    found["reserve"] = [
        Thing(f"reserve {one.id}", {"nomination_id": one.nomination.public_id}, one)
        for one in Decision.select().where(Decision.outcome == "reserve").order_by(Decision.id)
    ]
    found["preselection"] = [
        _thing(f"pre-selection of {one.nomination_id}", "preselection_id", one)
        for one in Preselection.select().where(Preselection.state != "open").order_by(Preselection.id)
    ]
    found["paper_talk"] = [
        _thing(f"talk about papers {one.id}", "talk_id", one) for one in PaperTalk.select().order_by(PaperTalk.id)
    ]
    papers = Document.select().where(Document.nomination.in_([world.nominations[key] for key in ("a2", "a5", "b2")]))
    found["document"] = [
        _thing(f"{one.kind} {one.number} of nomination {one.nomination_id}", "document_id", one)
        for one in papers.order_by(Document.id)
    ]
    found["upload"] = [
        _thing(f"{one.state} {one.kind} of nomination {one.nomination_id}", "upload_id", one)
        for one in Upload.select().where(Upload.state != "clean").order_by(Upload.id)
    ]
    found["milestone"] = [
        Thing(f"{key} of {one.name}", {**one.url, "milestone": key}, one.row if key == "contact" else None)
        for one in found["nomination"]
        for key in ("contact", "day")
        if key == "contact" or one.name.endswith("a1")
    ]
    found["outcome"] = [
        _thing(f"{one.milestone} of {one.nomination_id}", "outcome_id", one)
        for one in MilestoneOutcome.select().order_by(MilestoneOutcome.id)
    ]
    found["double"] = [
        Thing(
            "two candidates of Pim",
            {"candidate_id": world.candidates["d1"].public_id, "other_id": world.candidates["d2"].public_id},
            world.candidates["d1"],
        ),
        Thing(
            "candidates who are not alike",
            {"candidate_id": world.candidates["a1"].public_id, "other_id": world.candidates["a2"].public_id},
        ),
    ]
    found["saved_view"] = [_thing("list of Pim", "view_id", SavedView.get())]
    found["organisation"] = [
        _thing(f"organisation {key}", "organisation_id", world.organisations[key]) for key in ("zuid", "bakker")
    ]
    contact = Contact.select().order_by(Contact.id).first()
    place = {"organisation_id": contact.organisation.public_id, "contact_id": contact.public_id}
    wrong = {**place, "organisation_id": Organisation.get(Organisation.kind == "employer").public_id}
    found["contact"] = [Thing("contact", place, contact), Thing("contact under another organisation", wrong)]
    for kind, argument, model in (
        ("shared_need", "need_id", SupportNeed),
        ("shared_measure", "measure_id", MeasureEligibility),
    ):
        rows = model.select().where(model.nomination.in_([world.nominations[key] for key in ("a1", "b1")]))
        found[kind] = [_thing(f"{kind} {one.id}", argument, one) for one in rows.order_by(model.id)]
    found["relay"] = [_thing(f"relay {one.id}", "relay_id", one) for one in Relay.select().order_by(Relay.id)]
    found["paper"] = [_thing(f"paper {one.id} {one.state}", "paper_id", one) for one in _papers(world)]
    found["internship"] = [_thing(f"internship {key}", "internship_id", one) for key, one in world.internships.items()]
    found["follow_up"] = [
        _thing(f"follow-up of {key}", "follow_up_id", FollowUp.get(FollowUp.internship == one))
        for key, one in world.internships.items()
    ]
    found["placement"] = [_thing("placement", "placement_id", Placement.get())]
    found["aftercare"] = [
        _thing(f"aftercare on {one.on}", "moment_id", one)
        for one in AftercareMoment.select().order_by(AftercareMoment.id).limit(2)
    ]
    found["mail"] = [
        _thing(f"mail of {key}", "mail_id", OutboxMail.get(OutboxMail.campaign == world.campaigns[key]))
        for key in ("A", "B")
    ]
    found["batch"] = [
        _thing(f"sending of {key}", "batch_id", MailBatch.get(MailBatch.campaign == world.campaigns[key]))
        for key in ("A", "B")
    ]
    found["account"] = [_thing("account of Pim", "account_id", world.people["pim"])]
    row = MeasureRow.get()
    found["measure"] = [
        Thing("written measure", {"measure_key": row.public_id}, row),
        Thing("shipped measure", {"measure_key": "imw-2023-07-01"}, row),
    ]
    found["site"] = [_thing("site", "site_id", Site.get())]
    waiting = AccessLink.select().where(AccessLink.purpose == Purpose.MAKE_ACCOUNT, AccessLink.used_at.is_null())
    found["account_invitation"] = [
        _thing("invitation to an account", "link_id", one)
        for one in waiting.where(AccessLink.subject.startswith("organisation:"))
    ]
    entry = CalendarEntry.get(CalendarEntry.user == world.people["pim"], CalendarEntry.kind == "interview")
    found["own_appointment"] = [_thing("appointment of Pim", "entry_id", entry)]
    found["given_answer"] = [
        _thing(f"answer {one.standing}", "answer_id", one)
        for one in CalendarAnswer.select().where(CalendarAnswer.standing.in_(("wish", "unverified")))
    ]
    found["waiting_mail"] = [_thing("mail that nobody could read", "mail_id", InboxMail.get())]
    day = world.days
    found["day"] = [Thing(f"day of {key}", {"campaign_id": one.campaign.public_id}, one) for key, one in day.items()]
    found["kind_of_part"] = [
        Thing(f"tables of {key}", {"campaign_id": one.campaign.public_id, "kind": "tables"}, one)
        for key, one in day.items()
    ]
    found["part"] = [
        Thing(
            f"table of {key}",
            {"campaign_id": one.campaign.public_id, "kind": "tables", "part_id": one.tables.first().public_id},
            one,
        )
        for key, one in day.items()
    ]
    where = {"campaign_id": world.campaigns["A"].public_id, "kind": "tables"}
    found["part"].append(Thing("table of B under A", {**where, "part_id": day["B"].tables.first().public_id}))
    found["drafted_day"] = found["day"]
    found["planning_run"] = [
        Thing(
            f"planning of {run.selection_day.campaign.title}",
            {"campaign_id": run.selection_day.campaign.public_id, "run_id": run.public_id},
            run,
        )
        for run in PlanningRun.select().order_by(PlanningRun.id)
    ]
    found["appointment"] = [
        Thing(
            f"appointment of {key}",
            {
                "campaign_id": world.nominations[key].campaign.public_id,
                "appointment_id": Appointment.get(nomination=world.nominations[key]).public_id,
            },
            Appointment.get(nomination=world.nominations[key]),
        )
        for key in ("a1", "b1", "b4")
    ]
    found["attendance"] = [
        Thing(
            f"attendance of {key}",
            {
                "campaign_id": world.nominations[key].campaign.public_id,
                "attendance_id": Attendance.get(nomination=world.nominations[key]).public_id,
            },
            Attendance.get(nomination=world.nominations[key]),
        )
        for key in ("a1", "b1", "b4")
    ]
    found["attendance_step"] = [Thing(one.name, {**one.url, "step": "present"}, one.row) for one in found["attendance"]]
    calls = {key: HelpCall.select().join(Device).where(Device.selection_day == one).get() for key, one in day.items()}
    found["help_call_on_day"] = [
        Thing(f"call on the day of {key}", {"campaign_id": day[key].campaign.public_id, "call_id": one.public_id}, one)
        for key, one in calls.items()
    ]
    mixed = {"campaign_id": world.campaigns["A"].public_id, "call_id": calls["B"].public_id}
    found["help_call_on_day"].append(Thing("call of B under A", mixed))
    found["attendance_part"] = [
        Thing(one.name, {**one.url, "kind": own.kind, "slot": str(own.slot), "step": "seen"}, one.row)
        for one in found["attendance"]
        for own in [Appointment.get(nomination=one.row.nomination)]
    ]
    found["day_kind"] = [Thing(f"talks of {one.name}", {**one.url, "part": "talk"}, one.row) for one in found["day"]]
    found["table_delay"] = [
        Thing(
            f"delay of a table of {key}",
            {"campaign_id": one.campaign.public_id, "table_id": one.tables.first().public_id, "minutes": "10"},
            one,
        )
        for key, one in day.items()
    ]
    crossed_table = {"campaign_id": world.campaigns["A"].public_id, "table_id": day["B"].tables.first().public_id}
    found["table_delay"].append(Thing("delay of a table of B under A", {**crossed_table, "minutes": "10"}))
    found["stand_in"] = [
        Thing(
            f"who stands in at {key}",
            {"campaign_id": one.campaign.public_id, "stand_in_id": StandIn.get(selection_day=one).public_id},
            one,
        )
        for key, one in day.items()
    ]
    found["device"] = [
        _thing(f"tablet of {key}", "device_id", Device.get(Device.selection_day == one)) for key, one in day.items()
    ]
    found["help_call"] = [
        _thing(
            f"call for help of {key}",
            "call_id",
            HelpCall.select().join(Device).where(Device.selection_day == one).get(),
        )
        for key, one in day.items()
    ]
    found["sheet"] = [_thing(f"sheet {one.id}", "sheet_id", one) for one in _sheets(world)]
    found["speeddate"] = [
        Thing(
            f"speeddate of sheet {one.id}",
            {
                "campaign_id": one.nomination.campaign.public_id,
                "nomination_id": one.nomination.public_id,
                "assessor_id": one.assessor.public_id,
            },
            one.nomination.campaign,
        )
        for one in _sheets(world)
    ]
    north = world.organisations["noord"]
    message = {"area": "campaigns", "what": "message_to_partners", "language": "nl"}
    found["text"] = [
        Thing("text of a mail", {**message, "name": ""}, north),
        Thing("text of no mail", {**message, "what": "no_such_mail", "name": ""}),
    ]
    found["text_to_choose"] = [
        Thing("texts to choose from", message, north),
        Thing("texts of a mail that goes out by itself", {**message, "what": "answer_declined"}),
    ]
    found["text_version"] = [_thing("version of a text", "version_id", MailText.get())]
    return found


def _sheets(world: World) -> list[Sheet]:
    """Of one candidate at a table with one assessor, and of one at a table with two of whom one has scored."""
    wanted = [world.nominations[key] for key in ("a1", "b1", "b3")]
    return list(Sheet.select().where(Sheet.nomination.in_(wanted)).order_by(Sheet.id))


def _is_open_to_employer(sheet: Sheet) -> bool:
    """Nobody of the employer sees a score before the own one is in: an empty sheet, or all of the candidate in."""
    empty = Sheet.select().where(Sheet.nomination == sheet.nomination_id, Sheet.version == 0).exists()
    return (sheet.version == 0 and not sheet.is_conflicted) or not empty


def _papers(world: World) -> list[TestPaper]:
    wanted = [world.nominations[key] for key in ("a1", "b1", "b3")]
    return list(TestPaper.select().where(TestPaper.nomination.in_(wanted)).order_by(TestPaper.id))


def _thing(name: str, argument: str, row: Any) -> Thing:
    return Thing(name, {argument: row.public_id}, type(row).get_by_id(row.id))
