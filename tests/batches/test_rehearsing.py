"""Seeing what would leave, before anything leaves: how many, who is left out and why, one real mail; and no trace."""

import re
import sqlite3
from collections.abc import Callable

import pytest

from portal.actions.campaigns import publish_agreement, set_dates
from portal.actions.decisions import decide, publish_decisions
from portal.actions.partners import invite_contacts, invite_partner
from portal.models.campaigns import Campaign, Invitation
from portal.models.database import database, is_sqlite, write_transaction
from portal.models.organisations import Contact
from portal.models.outbox import AddressTrouble, OutboxMail
from portal.outbox.batches import Rehearsal, leave_out, rehearse
from portal.rules.decisions import Outcome
from portal.rules.delivery import Reason
from portal.rules.refusals import Refused
from tests.campaigns.scene import Cast, mails_to, session_dates
from tests.permissions.fingerprints import changes_since, state_of_the_database
from tests.person import Person
from tests.stage import Stage, set_stage

LINK = re.compile(r"http://portal\.test(\S+)")


@pytest.fixture
def rehearsed(cast: Cast, campaign: Campaign, contacts: list[Contact]) -> Callable[[], Rehearsal]:
    """Inviting three contacts, for nothing."""
    return lambda: rehearse(lambda: invite_contacts(campaign, contacts, by=cast.lotte))


def test_it_tells_how_many_mails_leave_and_to_whom(rehearsed: Callable[[], Rehearsal]) -> None:
    found = rehearsed()
    assert [one.name for one in found.leaving] == ["Pim Peeters", "Sam Dewolf", "Noor Bos"]
    assert found.counts == {"campaigns/partner_invited": 3}
    assert found.result == 3
    assert all(one.has_appointment for one in found.leaving)


def test_afterwards_nothing_is_left_of_it(rehearsed: Callable[[], Rehearsal]) -> None:
    before = state_of_the_database()
    assert len(rehearsed().leaving) == 3
    assert changes_since(before) == []


def test_an_action_on_what_is_there_leaves_no_trace_either(cast: Cast, campaign: Campaign) -> None:
    # Dates that move an appointment raise its SEQUENCE; a new version of the agreements gets a number.
    invite_partner(campaign, by=cast.lotte, email="sam@kompas.example", name="Sam", organisation=cast.kompas)
    before = state_of_the_database()
    moved = rehearse(lambda: set_dates(Campaign.get_by_id(campaign.id), session_dates(25), by=cast.lotte))
    rehearse(lambda: publish_agreement(Campaign.get_by_id(campaign.id), "Anders.", by=cast.lotte, seen=1))
    assert "campaigns/dates_changed" in {one.template for one in moved.leaving}
    assert changes_since(before) == []


def test_doing_it_then_sends_just_what_was_rehearsed(
    cast: Cast, campaign: Campaign, contacts: list[Contact], rehearsed: Callable[[], Rehearsal]
) -> None:
    example = rehearsed().examples[0]
    before = OutboxMail.select().count()
    invite_contacts(campaign, contacts, by=cast.lotte)
    assert OutboxMail.select().count() - before == 3
    (mail,) = mails_to("pim@mensen.example")
    token = mail.link.rpartition("/")[2]
    assert (mail.row.subject, mail.text.replace("\r\n", "\n").replace(token, "voorbeeldlink").strip()) == (
        example.words.subject,
        example.words.text.strip(),
    )


def test_no_link_of_the_example_opens_anything(rehearsed: Callable[[], Rehearsal], visitor: Person) -> None:
    (example,) = rehearsed().examples
    links = LINK.findall(example.words.text)
    assert links == ["/answer/voorbeeldlink"]
    assert "/answer/voorbeeldlink" in example.words.html
    visitor.visits(links[0], expect=404)


def test_who_was_invited_already_is_left_out_and_it_says_why(
    cast: Cast, campaign: Campaign, rehearsed: Callable[[], Rehearsal]
) -> None:
    invite_partner(campaign, by=cast.lotte, email="sam@kompas.example", name="Sam Dewolf", organisation=cast.kompas)
    Invitation.update(state="accepted").where(Invitation.email == "sam@kompas.example").execute()
    found = rehearsed()
    assert [one.name for one in found.leaving] == ["Pim Peeters", "Noor Bos"]
    assert [(one.name, one.reason) for one in found.left_out] == [("Sam Dewolf", "Doet al mee.")]


def test_a_mail_to_an_address_in_trouble_is_told_apart(rehearsed: Callable[[], Rehearsal]) -> None:
    AddressTrouble.create(address_key="noor@brug.example", code="5.1.1")
    found = rehearsed()
    assert [one.name for one in found.leaving] == ["Pim Peeters", "Sam Dewolf"]
    assert [(one.name, one.withheld) for one in found.withheld] == [("Noor Bos", Reason.ADDRESS_BOUNCED)]


def test_another_reader_makes_another_fingerprint(
    cast: Cast, campaign: Campaign, rehearsed: Callable[[], Rehearsal]
) -> None:
    before = rehearsed().fingerprint
    assert rehearsed().fingerprint == before
    invite_partner(campaign, by=cast.lotte, email="sam@kompas.example", name="Sam", organisation=cast.kompas)
    assert rehearsed().fingerprint != before


def test_candidates_without_a_decision_are_left_out(app: object, clock: object) -> None:
    stage: Stage = set_stage(app)  # type: ignore[arg-type]
    lotte = stage.people["lotte"]
    decide(
        stage.decidable("Bram"),
        Outcome.RETAINED,
        vacancy=stage.vacancies[0],
        motivation="Pakt aan.",
        words_for_candidate="",
        seen_version=0,
        by=lotte,
    )
    found = rehearse(lambda: publish_decisions(stage.campaign, by=lotte))
    assert [one.template for one in found.leaving] == ["decisions/result_published"]
    assert [one.name for one in found.left_out] == ["Amina Zomers", "Carla Zomers", "Dries Zomers"]
    assert "/relays/voorbeeldlink" in found.examples[0].words.text
    assert "Bram" not in found.examples[0].words.subject + found.examples[0].words.text


def test_a_refusal_comes_through_and_leaves_nothing(cast: Cast, campaign: Campaign) -> None:
    emma = Contact.create(organisation=cast.bakery, name="Emma Claes", email="emma@mensen.example")
    before = state_of_the_database()
    with pytest.raises(Refused, match="geen bemiddelaar"):
        rehearse(lambda: invite_contacts(campaign, [cast.sam_contact, emma], by=cast.lotte))
    assert changes_since(before) == []


def test_a_rehearsal_inside_a_transaction_would_roll_that_back_and_is_refused(database: object) -> None:
    with write_transaction(), pytest.raises(RuntimeError, match="of its own"):
        rehearse(lambda: None)


def test_outside_a_rehearsal_nobody_hears_who_is_left_out(database: object) -> None:
    leave_out("Sam", "Doet al mee.")
    assert rehearse(lambda: None).left_out == ()


def test_the_next_writer_need_not_wait_for_anything(rehearsed: Callable[[], Rehearsal]) -> None:
    rehearsed()
    assert not database.in_transaction()
    if is_sqlite():
        other = sqlite3.connect(database.obj.database, timeout=0)
        try:
            other.execute("BEGIN IMMEDIATE")
            other.rollback()
        finally:
            other.close()
