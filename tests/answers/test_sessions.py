"""The info session is answered with the invitation, by the appointment or by mail: it is one answer."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.actions.answers import answer_entry, take_reply
from portal.actions.links import give_link
from portal.actions.partners import answer_invitation, invite_partner
from portal.actions.reminding.appointments import remind_campaign, remind_of_unanswered
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign, Invitation
from portal.models.history import HistoryLine
from portal.models.outbox import OutboxMail
from portal.rules.links import Purpose
from tests.answers.scene import reply
from tests.campaigns.scene import Cast, all_left, make_cast, running_campaign
from tests.clock import Clock
from tests.person import Person

SAM, PIM = "sam@kompas.example", "pim@mensen.example"


@pytest.fixture
def cast(app: Flask, clock: Clock) -> Cast:
    return make_cast(app)


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """Lotte asked Sam, who has no account, and Pim to the info session of Tuesday 24 November, 10:00."""
    campaign = running_campaign(cast)
    for email, name in ((SAM, "Sam Dewolf"), (PIM, "Pim Peeters")):
        invite_partner(campaign, by=cast.lotte, email=email, name=name, organisation=cast.kompas)
    all_left()
    return campaign


def _invitation(campaign: Campaign, email: str = SAM) -> Invitation:
    found: Invitation = Invitation.get(Invitation.campaign == campaign, Invitation.email == email)
    return found


def _entry(email: str = SAM) -> CalendarEntry:
    found: CalendarEntry = CalendarEntry.get(
        CalendarEntry.attendee_key == email, CalendarEntry.subject.startswith("invitation:"),
        CalendarEntry.kind == "info_session",
    )  # fmt: skip
    return found


def _link(email: str = SAM) -> str:
    return f"/appointment/{give_link(Purpose.ANSWER_APPOINTMENT, f'entry:{_entry(email).public_id}')}"


def _calendar_mails(email: str) -> list[str]:
    rows = OutboxMail.select().where(OutboxMail.recipient == email, OutboxMail.method.is_null(False))
    return [f"{row.method} {row.sequence}" for row in rows.order_by(OutboxMail.id)]


def test_coming_to_the_session_is_not_taking_part_in_the_campaign(campaign: Campaign, visitor: Person) -> None:
    visitor.visits(_link())
    visitor.fills_in("Ik kom")
    invitation = _invitation(campaign)
    assert (invitation.comes, invitation.state, invitation.answered_at) == ("yes", "invited", None)
    line = HistoryLine.get(HistoryLine.step == "answer_info_session")
    assert (line.by, line.by_words) == (None, "Sam Dewolf")


def test_a_clicked_no_leaves_the_calendar_and_a_yes_brings_it_back(campaign: Campaign, visitor: Person) -> None:
    link = _link()
    visitor.visits(link)
    visitor.fills_in("Ik kom niet", note="Die dag ben ik weg.")
    assert _invitation(campaign).comes == "no"
    entry = _entry()
    assert (entry.cancelled, entry.answer, entry.answer_note) == (True, "declined", "Die dag ben ik weg.")
    assert _calendar_mails(SAM) == ["REQUEST 0", "CANCEL 1"]
    assert "Je liet weten dat je niet komt" in visitor.page
    visitor.fills_in("Ik kom niet")
    assert len(_calendar_mails(SAM)) == 2
    all_left()
    visitor.fills_in("Ik kom")
    assert (_entry().cancelled, _entry().answer, _invitation(campaign).comes) == (False, "accepted", "yes")
    assert _calendar_mails(SAM)[-1] == "REQUEST 2"


def test_a_mailed_no_is_written_with_the_partner_and_sends_no_cancellation(campaign: Campaign) -> None:
    take_reply(reply(_entry(), "declined"))
    assert _invitation(campaign).comes == "no"
    assert (_entry().cancelled, _entry().answer) == (False, "declined")
    assert _calendar_mails(SAM) == ["REQUEST 0"]


def test_perhaps_is_neither_yes_nor_no(campaign: Campaign) -> None:
    take_reply(reply(_entry(), "accepted"))
    take_reply(reply(_entry(), "tentative", minutes=1))
    assert _invitation(campaign).comes is None
    assert _entry().answer == "tentative"


@pytest.mark.parametrize(("comes", "answer"), [("yes", "accepted"), ("no", "declined")])
def test_the_page_of_the_invitation_writes_the_appointment_too(
    cast: Cast, campaign: Campaign, comes: str, answer: str
) -> None:
    answer_invitation(_invitation(campaign, PIM), by=cast.pim, accepts=True, comes=comes)
    entry = _entry(PIM)
    assert (entry.answer, entry.answered_via, entry.cancelled) == (answer, "portal", comes == "no")


def test_changing_it_on_the_page_changes_the_appointment(cast: Cast, campaign: Campaign) -> None:
    for comes, answer in (("yes", "accepted"), ("no", "declined"), ("yes", "accepted")):
        answer_invitation(_invitation(campaign, PIM), by=cast.pim, accepts=True, comes=comes)
        assert _entry(PIM).answer == answer
        all_left()


def test_the_lead_sees_who_comes_where_partners_are_planned(
    cast: Cast, campaign: Campaign, new_person: Callable[..., Person]
) -> None:
    # req Y-1: shown where the lead plans
    take_reply(reply(_entry(), "declined"))
    lotte = new_person("lotte@mensen.example")
    page = lotte.visits(f"/campaigns/{campaign.public_id}/partners")
    assert "Infosessie: 1 komt niet, " in page
    page = lotte.visits(f"/campaigns/{campaign.public_id}/answers")
    assert "Sam Dewolf" in page
    assert "Pim Peeters" in page


def test_nobody_is_reminded_twice_of_one_session(cast: Cast, campaign: Campaign, clock: Clock) -> None:
    # req Y-1: the reminder of the invitation is the reminder of the session
    answer_entry(_entry(PIM), "accepted", via="portal", by=cast.pim)
    clock.go_to("2026-11-21 11:00")
    assert remind_of_unanswered(clock.now()) == _of_organisers()
    assert remind_campaign(campaign, "info_session", by=cast.lotte) >= 1
    assert [row.template for row in OutboxMail.select().where(OutboxMail.recipient == SAM).order_by(OutboxMail.id)][
        -1
    ] == ("campaigns/partner_reminded")
    before = OutboxMail.select().where(OutboxMail.recipient == SAM).count()
    clock.advance(hours=20)
    remind_campaign(campaign, "info_session", by=cast.lotte)
    assert OutboxMail.select().where(OutboxMail.recipient == SAM).count() == before


def _of_organisers() -> int:
    """How many of those who hold the session were reminded; partners are not among them."""
    rows = OutboxMail.select().where(OutboxMail.template == "appointments/reminded")
    assert not {row.recipient for row in rows} & {SAM, PIM}
    count: int = rows.count()
    return count
