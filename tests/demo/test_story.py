"""The told example keeps what the README promises: told once, on a Saturday morning, by everybody's own actions."""

import io
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pikepdf
import pytest
from flask import Flask

from portal.app import create_app
from portal.calendar.entries import appointment_of
from portal.calendar.feed import feed
from portal.config import SETTINGS, put_in_force, setting
from portal.demo.cast import CAST, HOME
from portal.demo.story import tell
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.database import database as portal_database
from portal.models.day_plans import DayDraft
from portal.models.decisions import Decision, Relay
from portal.models.documents import Document
from portal.models.internships import Evaluation, Internship
from portal.models.interviews import Interview
from portal.models.nominations import Nomination
from portal.models.organisations import Contact, Organisation
from portal.models.outbox import OutboxMail
from portal.models.placements import AftercareMoment, MeasureRequest, Placement
from portal.models.selection_days import Appointment, Attendance, SelectionDay
from portal.models.speeddates import Sheet
from portal.models.tables import all_tables
from portal.models.written_tests import TestPaper
from portal.queries.documents import content_of
from portal.queries.drafts import clashes_of_draft
from portal.queries.feeds import own_entries
from portal.queries.instances import picture_of
from portal.queries.plan_figures import figures_of_day, figures_of_draft
from portal.queries.selection_days import visible_day
from tests.calendar.linter import faults_of_feed, faults_of_mail
from tests.calendar.readers import READERS
from tests.clock import Clock, standing_clock
from tests.databases import FreshDatabase
from tests.person import Person

SATURDAY_MORNING = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LEVELS = 2


@pytest.fixture(scope="module")
def moment() -> Iterator[Clock]:
    """The time stands still on a Saturday: the hardest day for a story in working days."""
    with standing_clock(SATURDAY_MORNING) as hand:
        yield hand


@pytest.fixture(scope="module")
def portal(settings: dict[str, Any], fresh_database: FreshDatabase, instance: Path, moment: Clock) -> Iterator[Flask]:
    """A portal in demo mode in which the story has been told, once for all these tests."""
    fresh_database.restore()
    shutil.rmtree(instance / "cabinet", ignore_errors=True)
    kept = {one.name: setting(one.name) for one in SETTINGS}
    app = create_app({**settings, "DEMO": True})
    fresh_database.point_here()
    portal_database.connect(reuse_if_open=True)
    with app.app_context():
        tell()
    yield app
    put_in_force(kept)


def led_by_lotte() -> dict[str, Campaign]:
    lotte = User.get(User.email == "lotte@demo.example")
    return {one.title: one for one in Campaign.select().where(Campaign.lead == lotte)}


def states(model: Any) -> Counter[str]:
    return Counter(one.state for one in model.select(model.state))


def test_three_campaigns_are_led_one_at_each_stage(portal: Flask) -> None:
    open_now, today, after = (
        [one for one in led_by_lotte().values() if holds(one)]
        for holds in (
            lambda one: one.nominations_open_at <= SATURDAY_MORNING < one.nominations_close_at,
            lambda one: one.selection_day_on == SATURDAY_MORNING.date(),
            lambda one: one.internship_starts_on < SATURDAY_MORNING.date(),
        )
    )
    assert (len(led_by_lotte()), len(open_now), len(today), len(after)) == (3, 1, 1, 1)
    assert {one.state for one in Campaign.select()} == {"running"}


def test_lotte_is_a_partner_in_a_campaign_of_another(portal: Flask) -> None:
    lotte = User.get(User.email == "lotte@demo.example")
    other = Campaign.get(Campaign.lead != lotte)
    assert Invitation.get(Invitation.campaign == other, Invitation.user == lotte).state == "accepted"


def test_the_network_has_its_partners_and_contacts(portal: Flask) -> None:
    partners = Organisation.select().where(Organisation.kind == "mediator", Organisation.name != HOME)
    assert partners.count() >= 12
    assert all(one.region and one.town and one.target_groups for one in partners)
    reached = {contact.organisation_id for contact in Contact.select()}
    assert {one.id for one in partners} <= reached


def test_every_candidate_has_a_cv_and_a_letter_that_can_be_read(portal: Flask) -> None:
    newest = {
        (document.nomination.candidate_id, document.kind): document
        for document in Document.select(Document, Nomination).join(Nomination)
    }
    candidates = list(Candidate.select().join(Nomination).distinct())
    assert len(candidates) >= 50  # of some the term is over
    for candidate in candidates:
        for kind in ("cv", "letter"):
            assert _is_readable(newest[candidate.id, kind], candidate), (candidate.last_name, kind)
    assert {document.media_type for document in newest.values()} == {"application/pdf", WORD}


def _is_readable(document: Document, candidate: Candidate) -> bool:
    content = content_of(document)
    assert content is not None
    if document.media_type == WORD:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return candidate.last_name.replace("'", "&apos;") in archive.read("word/document.xml").decode().replace(
                "'", "&apos;"
            )
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages) == 1


def test_every_mail_left_and_none_failed(portal: Flask) -> None:
    assert {mail.status for mail in OutboxMail.select(OutboxMail.status)} <= {"sent", "superseded"}
    templates = {mail.template for mail in OutboxMail.select(OutboxMail.template)}
    assert {"campaigns/partner_reminded", "decisions/relay_overdue", "selection_days/hours_known"} <= templates


def test_the_window_that_is_open_shows_every_way_to_answer(portal: Flask) -> None:
    campaign = next(one for one in led_by_lotte().values() if one.nominations_close_at > SATURDAY_MORNING)
    answers = Counter(one.state for one in campaign.invitations)
    assert answers["declined"] == 1
    assert answers["invited"] == 1
    assert answers["accepted"] >= 6
    nominations = Counter(one.state for one in campaign.nominations)
    assert nominations["withdrawn"] == 1
    assert nominations["draft"] >= 3
    assert nominations["put_forward"] >= 10


def test_the_selection_day_of_today_is_half_way(portal: Flask) -> None:
    day = SelectionDay.get(SelectionDay.on == SATURDAY_MORNING.date())
    assert (day.state, day.unscheduled) == ("published", [])
    here = Counter(one.state for one in Attendance.select().where(Attendance.selection_day == day))
    assert here["absent"] == 1
    assert here["late"] == 1
    assert here["present"] >= 15
    papers = Counter(
        one.state for one in TestPaper.select().join(Nomination).where(Nomination.campaign == day.campaign_id)
    )
    assert papers["handed_in"] >= 1
    assert papers["rated"] >= 1
    sheets = list(Sheet.select().join(Nomination).where(Nomination.campaign == day.campaign_id))
    scored = [sheet for sheet in sheets if sheet.version]
    assert 0 < len(scored) < len(sheets)
    assert not any(sheet.is_conflicted for sheet in sheets)
    kinds = {one.kind for one in Appointment.select().where(Appointment.selection_day == day)}
    assert kinds == {"talk", "tour", "test", "speeddate"}


def test_a_draft_of_a_coming_day_waits_to_be_compared(portal: Flask) -> None:
    # req Y-12
    draft = DayDraft.get()
    with portal.app_context():
        day = visible_day(User.get(User.email == "lotte@demo.example"), draft.selection_day.campaign.public_id)
        assert day is not None
        in_force, drafted = figures_of_day(day), figures_of_draft(draft, picture_of(day))
        clashes = clashes_of_draft(draft, picture_of(day))
    assert in_force is not None
    assert drafted is not None
    assert drafted.end < in_force.end, "one table more makes the day shorter"
    assert (clashes, day.state, len(draft.pins)) == ([], "draft", 1)


def test_the_internships_show_each_stage(portal: Flask) -> None:
    assert set(states(Internship)) == {"planned", "running", "ended", "stopped"}
    complete = {
        internship.id
        for internship in Internship.select().where(Internship.state == "running")
        if {one.state for one in Evaluation.select().where(Evaluation.internship == internship)} == {"handed_in"}
    }
    assert len(complete) == 1
    hired = Placement.select().where(Placement.outcome == "hired", Placement.contract_on.is_null(False)).get()
    assert MeasureRequest.select().where(MeasureRequest.placement == hired).count() == 1


def test_talks_before_the_day_were_held_and_are_to_come(portal: Flask) -> None:
    assert set(states(Interview)) == {"planned", "held"}
    coming = Interview.get(Interview.state == "planned")
    assert coming.starts_at > SATURDAY_MORNING
    assert CalendarEntry.select().where(CalendarEntry.subject == f"interview:{coming.public_id}").count() == 3


def test_who_is_hired_is_followed(portal: Flask) -> None:
    hired = Placement.get(Placement.contract_on.is_null(False))
    moments = list(AftercareMoment.select().where(AftercareMoment.placement == hired))
    assert len(moments) == 5
    assert CalendarEntry.select().where(CalendarEntry.kind == "aftercare").count() == 5


def test_results_were_told_in_time_but_one(portal: Flask) -> None:
    told = Relay.select().where(Relay.state == "told")
    late = [relay for relay in told if relay.told_at > relay.due_at]
    assert [relay.escalated_at is not None for relay in late] == [True]
    assert Relay.select().where(Relay.state == "due").count() == 1
    assert Decision.select().where(Decision.state == "pending").count() == 2


def test_nothing_is_told_about_the_future(portal: Flask) -> None:
    assert Appointment.select().where(Appointment.created_at > SATURDAY_MORNING).count() == 0
    assert OutboxMail.select().where(OutboxMail.sent_at > SATURDAY_MORNING).count() == 0


def test_a_second_telling_changes_nothing(portal: Flask) -> None:
    before = {table.__name__: table.select().count() for table in all_tables()}
    with portal.app_context():
        tell()
    assert {table.__name__: table.select().count() for table in all_tables()} == before


@pytest.mark.once  # every page is opened on both databases by tests/permissions
@pytest.mark.parametrize("email", [member.email for member in CAST])
def test_every_page_near_home_can_be_opened(portal: Flask, email: str) -> None:
    person = Person(portal).signs_in(email)
    opened: set[str] = set()
    waiting = {"/"}
    for _ in range(LEVELS + 1):
        found: set[str] = set()
        for path in sorted(waiting - opened):
            opened.add(path)
            found |= _links(person, path)
        waiting = found
    assert len(opened) > 5


def _links(person: Person, path: str) -> set[str]:
    """Open a page and collect where it leads, within the portal."""
    page = person.visits(path)
    if page.root is None:
        return set()
    links = (link.get("href") for link in page.root.iter("a") if link.get("href"))
    addresses = (urldefrag(urljoin(page.url, link)).url for link in links)
    return {one for one in addresses if not urlsplit(one).scheme and not one.startswith("/static/")}


@pytest.mark.once
def test_every_mail_and_every_calendar_of_the_story_is_in_order(portal: Flask) -> None:
    # req Y-13
    raws = [bytes(mail.raw) for mail in OutboxMail.select() if mail.raw]
    faults = {fault for raw in raws for fault in faults_of_mail(raw)}
    assert faults == set()
    assert sum(b"text/calendar" in raw for raw in raws) > 50
    shown = 0
    for user in User.select():
        ics = feed("Selectiedagen", map(appointment_of, own_entries(user, SATURDAY_MORNING)))
        assert faults_of_feed(ics) == []
        first, second = (reader(ics) for reader in READERS.values())
        assert first == second
        shown += len(first)
    assert shown > 50
