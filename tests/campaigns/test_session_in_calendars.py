"""The info session: in the calendar of the lead, of the employer, and of partners who come."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.actions.accounts import deactivate, reactivate
from portal.actions.administration import change_site
from portal.actions.campaigns import (
    cancel_campaign,
    change_campaign,
    close_campaign,
    hand_over_campaign,
    set_dates,
    start_campaign,
)
from portal.actions.partners import answer_invitation, invite_partner
from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.outbox import OutboxMail
from portal.rules.campaigns import Dates, dates_of
from tests.calendar.posted import all_left, told
from tests.campaigns.scene import Cast, mails_to, own_invitation_of, ready_campaign
from tests.clock import Clock

PIM, LOTTE, EMMA, NELE = (f"{name}@mensen.example" for name in ("pim", "lotte", "emma", "nele"))
STARTS = datetime(2026, 11, 24, 9, tzinfo=UTC)


def move_session(campaign: Campaign, cast: Cast, **more: object) -> None:
    dates = dates_of(campaign)
    assert dates.info_session_at is not None
    moved = {"info_session_at": dates.info_session_at + timedelta(days=1)} | more
    set_dates(campaign, replace(dates, **moved), by=cast.lotte)  # type: ignore[arg-type]


@pytest.fixture
def sent(campaign: Campaign) -> Campaign:
    """The running campaign; the mails of starting it have left."""
    all_left()
    return campaign


@pytest.fixture
def pims(cast: Cast, sent: Campaign) -> Invitation:
    """Pim is invited; the mail has left."""
    invitation = invite_partner(sent, by=cast.lotte, email=PIM, name="Pim Peeters", organisation=cast.kompas)
    all_left()
    return invitation


# req 001-10, Y-13
def test_from_the_start_lead_and_employer_have_it_in_their_calendar(cast: Cast):
    campaign = ready_campaign(cast)
    assert not OutboxMail.select().exists()
    start_campaign(campaign, by=cast.lotte)
    (leads,), (emmas,) = told(LOTTE), told(EMMA)
    for one in (leads, emmas):
        assert (one.starts, one.ends, one.sequence) == (STARTS, STARTS + timedelta(minutes=90), 0)
        assert one.summary == "Infosessie bij Bakkerij De Ster"
        assert "Ovenstraat 1" in one.place
    assert leads.uid != emmas.uid
    assert (leads.asks, emmas.asks) == ("FALSE", "TRUE")
    assert "We komen bij jullie" in emmas.text
    assert "Lotte Maes: +32 9 123 45 67" in emmas.text
    assert "/appointment/" in emmas.text
    assert "Lotte Maes:" not in leads.text  # nobody calls herself
    assert "/appointment/" not in leads.text


def test_it_moves_with_the_date_and_says_how_many_are_invited(cast: Cast, sent: Campaign, pims: Invitation):
    move_session(sent, cast, info_session_place="Zaal De Oven")
    for address in (LOTTE, EMMA):
        first, moved = told(address)
        assert (moved.template, moved.uid, moved.sequence) == ("campaigns/session_moved", first.uid, 1)
        assert (moved.starts, moved.place) == (STARTS + timedelta(days=1), "Zaal De Oven")
        assert "Uitgenodigde partners: 1" in moved.text


def test_the_same_dates_again_tell_nobody(cast: Cast, sent: Campaign):
    set_dates(sent, dates_of(sent), by=cast.lotte)
    assert (len(told(LOTTE)), len(told(EMMA))) == (1, 1)


def test_the_employer_reads_it_in_the_own_language(cast: Cast):
    cast.emma.change(language="en")
    start_campaign(ready_campaign(cast), by=cast.lotte)
    (one,) = told(EMMA)
    assert one.summary == "Info session at Bakkerij De Ster"
    assert "We come to you" in one.text


def test_a_session_that_is_dropped_leaves_every_calendar_and_comes_back_under_the_same_uid(
    cast: Cast, sent: Campaign, pims: Invitation
):
    change_campaign(sent, sent.version, by=cast.lotte, has_info_session=False)
    for address in (LOTTE, EMMA, PIM):
        assert (told(address)[-1].cancelled, told(address)[-1].sequence) == (True, 1)
    assert "Er komt geen infosessie." in told(EMMA)[-1].text
    all_left()
    change_campaign(sent, sent.version, by=cast.lotte, has_info_session=True)
    for address in (LOTTE, EMMA, PIM):
        first, again = told(address)[0], told(address)[-1]
        assert (again.uid, again.sequence, again.cancelled, again.starts) == (first.uid, 2, False, STARTS)


def test_a_campaign_that_is_cancelled_takes_it_along_in_the_mail_that_says_why(cast: Cast, sent: Campaign):
    cancel_campaign(sent, "De bakkerij sluit.", by=cast.lotte)
    gone = told(EMMA)[-1]
    assert (gone.template, gone.cancelled) == ("campaigns/employer_told_of_cancellation", True)
    assert len(mails_to(EMMA, "employer_told_of_cancellation")) == 1
    assert told(EMMA, "campaigns/session_dropped") == []
    assert (told(LOTTE)[-1].template, told(LOTTE)[-1].cancelled) == ("campaigns/session_dropped", True)


def test_the_employer_hears_of_a_cancelled_campaign_also_when_the_session_is_past(
    cast: Cast, sent: Campaign, clock: Clock
):
    clock.advance(days=8)
    cancel_campaign(sent, "De bakkerij sluit.", by=cast.lotte)
    assert len(mails_to(EMMA, "employer_told_of_cancellation")) == 1
    assert not any(one.cancelled for one in told(EMMA))


def test_a_campaign_that_is_closed_takes_it_along(cast: Cast, sent: Campaign):
    close_campaign(sent, by=cast.lotte)
    assert "De instroomactie is afgesloten." in told(EMMA)[-1].text
    assert told(EMMA)[-1].cancelled


def test_another_lead_has_it_and_the_earlier_one_no_longer(cast: Cast, sent: Campaign):
    hand_over_campaign(sent, cast.nele, by=cast.lotte)
    gone, (new,) = told(LOTTE)[-1], told(NELE, "campaigns/session_planned")
    assert (gone.template, gone.cancelled, gone.sequence) == ("campaigns/session_dropped", True, 1)
    assert "Nele Vos trekt de instroomactie nu." in gone.text
    assert (new.starts, new.sequence) == (STARTS, 0)


def test_a_new_lead_who_was_asked_as_a_partner_has_it_once(cast: Cast, sent: Campaign):
    invite_partner(sent, by=cast.lotte, email=NELE, name="Nele Vos", organisation=cast.network)
    all_left()
    hand_over_campaign(sent, cast.nele, by=cast.lotte)
    move_session(sent, cast)
    assert len({one.uid for one in told(NELE)}) == 1
    assert told(NELE)[-1].starts == STARTS + timedelta(days=1)


# req 001-10
def test_who_takes_part_but_does_not_come_has_it_no_longer_and_gets_it_again(
    cast: Cast, sent: Campaign, pims: Invitation, clock: Clock
):
    answer_invitation(pims, by=cast.pim, accepts=True, comes="no")
    accepted = told(PIM, "campaigns/answer_accepted")[-1]
    assert (accepted.cancelled, accepted.sequence, accepted.starts) == (True, 1, STARTS)
    assert "Je komt niet naar de infosessie." in accepted.text
    assert "10.00–11.30" not in accepted.text
    all_left()
    clock.advance(minutes=5)
    answer_invitation(own_invitation_of(sent, PIM), by=cast.pim, accepts=True, comes="yes")
    again = told(PIM, "campaigns/session_joined")[-1]
    assert (again.uid, again.sequence, again.cancelled) == (accepted.uid, 2, False)
    all_left()
    clock.advance(minutes=5)
    answer_invitation(own_invitation_of(sent, PIM), by=cast.pim, accepts=True, comes="no")
    left = told(PIM, "campaigns/session_left")[-1]
    assert (left.uid, left.sequence, left.cancelled) == (accepted.uid, 3, True)


def test_a_yes_to_what_stands_already_is_no_mail(cast: Cast, sent: Campaign, pims: Invitation):
    answer_invitation(pims, by=cast.pim, accepts=True)
    all_left()
    before = OutboxMail.select().count()
    answer_invitation(own_invitation_of(sent, PIM), by=cast.pim, accepts=True, comes="yes")
    assert OutboxMail.select().count() == before


def test_the_confirmation_goes_out_also_when_the_invitation_never_left(cast: Cast, sent: Campaign):
    invitation = invite_partner(sent, by=cast.lotte, email=PIM, name="Pim Peeters", organisation=cast.kompas)
    answer_invitation(invitation, by=cast.pim, accepts=True, comes="no")
    assert len(mails_to(PIM, "answer_accepted")) == 1
    assert told(PIM, "campaigns/answer_accepted") == []


def test_a_session_that_moves_asks_everybody_again(cast: Cast, sent: Campaign, pims: Invitation):
    answer_invitation(pims, by=cast.pim, accepts=True, comes="no")
    all_left()
    move_session(sent, cast)
    (moved,) = told(PIM, "campaigns/dates_changed")
    assert (moved.cancelled, moved.sequence, moved.starts) == (False, 2, STARTS + timedelta(days=1))


def test_another_address_of_the_site_is_another_place_in_every_calendar(cast: Cast, sent: Campaign, pims: Invitation):
    change_site(cast.site, by=cast.ada, street="Molenstraat 9")
    for address in (LOTTE, EMMA, PIM):
        assert "Molenstraat 9" in told(address)[-1].place
        assert (told(address)[-1].sequence, told(address)[-1].starts) == (1, STARTS)
    assert len(told(PIM)) == 2


def test_another_name_of_the_lead_is_a_correction_that_asks_nothing(cast: Cast, sent: Campaign, clock: Clock):
    clock.advance(minutes=5)
    cast.lotte.change(name="Lotte Maes-Claes")
    fresh = Campaign.get_by_id(sent.id)
    set_dates(fresh, replace(dates_of(fresh), internship_working_days=9), by=cast.lotte)
    corrected = told(EMMA)[-1]
    assert (corrected.sequence, corrected.uid) == (0, told(EMMA)[0].uid)
    assert corrected.stamp > told(EMMA)[0].stamp


def test_a_closed_account_has_nothing_ahead_and_gets_it_back_when_it_opens(
    cast: Cast, sent: Campaign, pims: Invitation
):
    for user in (cast.emma, cast.pim):
        deactivate(user, by=cast.ada)
        gone = told(user.email)[-1]
        assert (gone.template, gone.cancelled, gone.sequence) == ("accounts/appointment_withdrawn", True, 1)
        assert gone.starts == STARTS
    all_left()
    move_session(sent, cast)
    assert told(EMMA)[-1].cancelled
    assert told(PIM)[-1].cancelled
    for user in (cast.emma, cast.pim):
        reactivate(user, by=cast.ada)
        back = told(user.email)[-1]
        assert (back.sequence, back.cancelled, back.starts) == (2, False, STARTS + timedelta(days=1))


def test_another_address_of_an_account_cancels_the_old_and_invites_the_new(cast: Cast, sent: Campaign):
    cast.emma.change(email="emma.claes@mensen.example")
    move_session(sent, cast)
    assert (told(EMMA)[-1].template, told(EMMA)[-1].cancelled) == ("campaigns/session_dropped", True)
    (new,) = told("emma.claes@mensen.example")
    assert (new.sequence, new.starts) == (0, STARTS + timedelta(days=1))


def test_who_gets_an_account_at_the_employer_later_gets_it_too(cast: Cast, sent: Campaign):
    password = User.get_by_id(cast.emma.id).password
    elke = User.create(
        email="elke@mensen.example", password=password, fs_uniquifier="e" * 32, name="Elke Bos", active=False,
        organisation=cast.bakery, role="employer",
    )  # fmt: skip
    reactivate(elke, by=cast.ada)
    assert [one.template for one in told("elke@mensen.example")] == ["campaigns/session_planned"]
    assert len(told(EMMA)) == 1


def test_a_session_without_a_date_tells_nobody(cast: Cast):
    campaign = ready_campaign(cast, has_info_session=False)
    start_campaign(campaign, by=cast.lotte)
    set_dates(campaign, Dates(**{**vars(dates_of(campaign)), "internship_working_days": 8}), by=cast.lotte)
    assert told(LOTTE) == []
