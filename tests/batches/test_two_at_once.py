"""Two windows that press a button at the very same moment: one effect, and no error (promise P7)."""

from collections.abc import Callable

import pytest

from portal.models.calendar import CalendarFeed
from portal.models.campaigns import Campaign
from portal.models.history import HistoryLine
from portal.models.outbox import AddressTrouble, MailBatch, MailText, OutboxMail
from portal.outbox.bounces import came_back
from portal.rules.delivery import Reason, Status
from tests.at_once import press_at_once
from tests.batches.test_following import batch, mails_of, statuses  # noqa: F401 - `batch` is a fixture
from tests.campaigns.scene import Cast
from tests.person import Person

Windows = tuple[Person, Person]
TEXT = "/texts/campaigns/late_granted/nl"


@pytest.fixture
def windows(cast: Cast, signed_in: Callable[[str], Person]) -> Windows:
    """Lotte at two computers."""
    return signed_in("lotte"), signed_in("lotte")


def noted(what: str) -> int:
    return HistoryLine.select().where(HistoryLine.step == what).count()


def both(windows: Windows, page: str, url: str, data: dict[str, str] | None = None) -> list[int]:
    """Both windows look at a page, then press."""
    for one in windows:
        one.visits(page)
    return press_at_once(url, *((one, data or {}) for one in windows))


def test_a_sending_is_stopped_once_and_goes_on_once(batch: MailBatch, windows: Windows) -> None:  # noqa: F811
    # req P7
    page = f"/batches/{batch.public_id}"
    assert both(windows, page, f"{page}/stop") == [302, 409]
    assert (statuses(batch), noted("stop")) == ([Status.WITHHELD] * 3, 1)
    assert both(windows, page, f"{page}/send-the-rest") == [302, 409]
    assert (statuses(batch), noted("send_the_rest")) == ([Status.QUEUED] * 3, 1)


def test_a_mail_goes_again_once(batch: MailBatch, campaign: Campaign, windows: Windows) -> None:  # noqa: F811
    # req P7
    mail = mails_of(batch)[0]
    mail.change(status=Status.FAILED, reason=Reason.RECIPIENT_REFUSED)
    page = f"/campaigns/{campaign.public_id}/mail"
    assert both(windows, page, f"/mail/{mail.public_id}/send-again") == [302, 409]
    assert statuses(batch) == [Status.QUEUED] * 3
    mails_of(batch)[0].change(status=Status.FAILED, reason=Reason.RECIPIENT_REFUSED)
    assert both(windows, page, f"/mail/{mail.public_id}/not-needed") == [302, 302]
    assert (statuses(batch)[0], noted("set_aside")) == (Status.SET_ASIDE, 1)


def test_an_address_is_cleared_once(batch: MailBatch, campaign: Campaign, windows: Windows) -> None:  # noqa: F811
    mail = mails_of(batch)[0]
    mail.change(status=Status.SENT)
    came_back(mail, "5.1.1", "550 unknown")
    page = f"/campaigns/{campaign.public_id}/mail"
    assert both(windows, page, f"/mail/{mail.public_id}/address-is-right") == [302, 302]
    assert AddressTrouble.select().where(AddressTrouble.cleared_at.is_null()).count() == 0


def test_a_message_to_partners_leaves_once(batch: MailBatch, campaign: Campaign, windows: Windows) -> None:  # noqa: F811
    # req P7
    page = f"/campaigns/{campaign.public_id}/partners/message"
    first, second = windows
    for one in windows:
        one.visits(page)
    fields = {field.get("name"): field.get("value", "") for field in first.page.tree.iter("input") if field.get("name")}
    fields |= {field.get("name"): field.text or "" for field in first.page.tree.iter("textarea")}
    fields |= {"audience": "asked", "batch_step": "send"}
    del fields["csrf_token"]
    before = OutboxMail.select().count()
    assert max(press_at_once(page, (first, fields), (second, fields))) == 302
    messages = OutboxMail.select().where(OutboxMail.template == "campaigns/message_to_partners")
    readers = [one.recipient for one in messages]
    assert len(readers) == len(set(readers)) == OutboxMail.select().count() - before > 0


def test_the_same_words_are_one_version_and_other_words_meet_each_other(
    cast: Cast, signed_in: Callable[[str], Person]
) -> None:
    # req P7
    karels = signed_in("karel"), signed_in("karel")
    for one in karels:
        one.visits(TEXT)
    seen = karels[0].page.tree.xpath("//input[@name='seen']/@value")[0]
    body = "Dag ((name)),\n\nTot ((until)).\n\n[[Draag voor ((link))]]"
    same = {"seen": seen, "subject": "Meer tijd", "body": body}
    assert press_at_once(TEXT, *((one, same) for one in karels)) == [302, 302]
    assert MailText.select().count() == 1
    now_seen = karels[0].visits(TEXT).tree.xpath("//input[@name='seen']/@value")[0]
    karels[1].visits(TEXT)
    others = [{**same, "seen": now_seen, "subject": f"Tijd tot morgen {number}"} for number in (1, 2)]
    assert press_at_once(TEXT, *zip(karels, others, strict=True))[0] in (200, 409)
    assert MailText.select().count() == 2


def test_two_windows_that_make_an_address_leave_one_that_works(windows: Windows) -> None:
    # req P7
    onces = []
    for one in windows:
        one.visits("/calendar/")
        onces.append({"once": one.page.tree.xpath("//input[@name='once']/@value")[0]})
    assert press_at_once("/calendar/", *zip(windows, onces, strict=True)) == [200, 200]
    assert CalendarFeed.select().where(CalendarFeed.revoked_at.is_null()).count() == 1
    for one in windows:
        one.visits("/calendar/")
    assert press_at_once("/calendar/", *((one, onces[0]) for one in windows))[0] in (200, 409)
    assert CalendarFeed.select().where(CalendarFeed.revoked_at.is_null()).count() == 1
