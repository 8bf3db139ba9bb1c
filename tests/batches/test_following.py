"""Seeing many mails go: how far they are, what failed and why, stopping what has not left, and the rest after all."""

from collections.abc import Callable

import pytest

from portal import clock
from portal.actions.batches import send_the_rest, send_together, stop_batch
from portal.actions.campaigns import set_dates
from portal.actions.partners import invite_contacts
from portal.models.campaigns import Campaign
from portal.models.history import HistoryLine
from portal.models.organisations import Contact
from portal.models.outbox import MailBatch, OutboxMail
from portal.outbox import claims
from portal.outbox.delivery import deliver_due
from portal.queries.batches import progress_of
from portal.rules.batches import Batch
from portal.rules.delivery import Reason, Status
from portal.rules.refusals import Refused
from tests.campaigns.scene import Cast, session_dates
from tests.counting import count_queries
from tests.person import Person

SignedIn = Callable[[str], Person]


@pytest.fixture
def batch(cast: Cast, campaign: Campaign, contacts: list[Contact]) -> MailBatch:
    """Three invitations on their way, sent by Lotte."""
    OutboxMail.update(status=Status.SENT).execute()
    sent = send_together(
        Batch.INVITATIONS, campaign, lambda: invite_contacts(campaign, contacts, by=cast.lotte), by=cast.lotte
    )
    assert sent.batch is not None
    return sent.batch


def mails_of(batch: MailBatch) -> list[OutboxMail]:
    return list(OutboxMail.select().where(OutboxMail.batch == batch).order_by(OutboxMail.id))


def statuses(batch: MailBatch) -> list[str]:
    return [mail.status for mail in mails_of(batch)]


def first_leaves(batch: MailBatch, status: Status = Status.SENT, reason: str = "") -> OutboxMail:
    mail = mails_of(batch)[0]
    mail.change(status=status, reason=reason, sent_at=clock.now())
    return mail


def test_one_sees_how_far_it_is_and_what_failed(batch: MailBatch, signed_in: SignedIn) -> None:
    first_leaves(batch)
    mails_of(batch)[1].change(status=Status.FAILED, reason=Reason.RECIPIENT_REFUSED)
    lotte = signed_in("lotte")
    page = lotte.visits(f"/batches/{batch.public_id}")
    assert page.heading == "Uitnodigingen aan partners"
    assert "1 van 3" in page
    assert "Het adres werd geweigerd." in page
    assert "Verstuurd door Lotte Maes" in page
    assert 'data-follow="3"' in page.html


def test_when_all_have_left_it_says_so_and_asks_no_more(batch: MailBatch, signed_in: SignedIn) -> None:
    OutboxMail.update(status=Status.SENT, sent_at=clock.now()).where(OutboxMail.batch == batch).execute()
    page = signed_in("lotte").visits(f"/batches/{batch.public_id}")
    assert "Alles is vertrokken" in page
    assert "data-follow=" not in page.html
    assert "Stop wat nog niet vertrok" not in page


def test_why_nothing_leaves_is_said(batch: MailBatch, signed_in: SignedIn) -> None:
    # The tests' portal has no mail server.
    assert "Er is nog geen mailserver ingesteld." in signed_in("lotte").visits(f"/batches/{batch.public_id}")


def test_what_has_not_left_is_stopped_and_it_says_who_did_it_and_what_it_means(
    cast: Cast, batch: MailBatch, signed_in: SignedIn
) -> None:
    first_leaves(batch)
    lotte = signed_in("lotte")
    lotte.visits(f"/batches/{batch.public_id}")
    page = lotte.clicks("Hou 2 mails tegen")
    assert "2 mails tegengehouden." in page
    assert "Lotte Maes stopte het versturen" in page
    assert "weet niet dat je hem of haar uitnodigde" in page
    assert statuses(batch) == ["sent", "withheld", "withheld"]
    assert {mail.reason for mail in mails_of(batch)[1:]} == {Reason.STOPPED_BY_PERSON}
    assert HistoryLine.get(HistoryLine.subject == "MailBatch").step == "stop"
    page = lotte.clicks("Verstuur de rest toch")
    assert "2 mails vertrekken alsnog." in page
    assert statuses(batch) == ["sent", "queued", "queued"]
    assert MailBatch.get_by_id(batch.id).stopped_at is None


def test_a_mail_that_is_leaving_still_leaves(cast: Cast, batch: MailBatch) -> None:
    leaving = claims.claim(mails_of(batch)[0].id)
    assert leaving is not None
    assert stop_batch(batch, by=cast.lotte) == 2
    claims.settle_sent(leaving)
    assert statuses(batch) == ["sent", "withheld", "withheld"]


def test_stopped_mails_do_not_leave(cast: Cast, batch: MailBatch, campaign: Campaign) -> None:
    stop_batch(batch, by=cast.lotte)
    deliver_due(clock.now())
    assert set(statuses(batch)) == {"withheld"}


def test_stopping_when_nothing_waits_and_going_on_when_nothing_is_held_is_refused(cast: Cast, batch: MailBatch) -> None:
    with pytest.raises(Refused, match="niets meer dat je nog kunt versturen"):
        send_the_rest(batch, by=cast.lotte)
    stop_batch(batch, by=cast.lotte)
    with pytest.raises(Refused, match="niets meer tegen te houden"):
        stop_batch(batch, by=cast.lotte)


def test_a_newer_mail_takes_the_place_of_one_that_was_stopped(cast: Cast, campaign: Campaign, batch: MailBatch) -> None:
    # req Y-13
    stop_batch(batch, by=cast.lotte)
    set_dates(Campaign.get_by_id(campaign.id), session_dates(25), by=cast.lotte)
    assert set(statuses(batch)) == {"superseded"}
    with pytest.raises(Refused):
        send_the_rest(batch, by=cast.lotte)


def test_another_campaigns_people_do_not_find_it(batch: MailBatch, signed_in: SignedIn) -> None:
    for name in ("pim", "emma", "ada"):
        signed_in(name).visits(f"/batches/{batch.public_id}", expect=404)


def test_the_coordinator_follows_but_does_not_stop(batch: MailBatch, signed_in: SignedIn) -> None:
    karel = signed_in("karel")
    page = karel.visits(f"/batches/{batch.public_id}")
    assert page.buttons.count("Hou 3 mails tegen") == 0
    karel.sends(f"/batches/{batch.public_id}/stop", expect=403)


def test_the_campaigns_mail_page_lists_the_sendings(batch: MailBatch, campaign: Campaign, signed_in: SignedIn) -> None:
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/mail")
    page = lotte.clicks("Uitnodigingen aan partners")
    assert page.url == f"/batches/{batch.public_id}"


def test_the_list_of_sendings_asks_the_same_whatever_its_length(
    cast: Cast, batch: MailBatch, campaign: Campaign, signed_in: SignedIn
) -> None:
    lotte = signed_in("lotte")
    lotte.visits(f"/campaigns/{campaign.public_id}/mail")
    with count_queries() as one:
        lotte.visits(f"/campaigns/{campaign.public_id}/mail")
    for _ in range(4):
        MailBatch.create(what="message", campaign=campaign, by=cast.lotte)
    with count_queries() as five:
        lotte.visits(f"/campaigns/{campaign.public_id}/mail")
    assert one.count == five.count


def test_progress_counts_each_mail_once(batch: MailBatch) -> None:
    first_leaves(batch, Status.IN_DOUBT, Reason.CRASHED)
    progress = progress_of(batch)
    assert (progress.troubled, progress.waiting, progress.total, progress.is_running) == (1, 2, 3, True)
