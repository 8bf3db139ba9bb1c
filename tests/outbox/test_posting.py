"""A mail is a row of the action that sends it: once, whole, and the newest revision alone (req Y-15)."""

from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from portal.models.database import writes
from portal.models.outbox import OutboxMail
from portal.outbox.headers import BadAddress
from portal.outbox.markup import BadPlaceholder
from portal.outbox.posting import CannotPost, post, send_again
from portal.rules.delivery import Reason, Status
from tests.clock import Clock
from tests.outbox.examples import INVITED, RESULT, again, must_post, posted, revision

Outbox = Callable[[], list[Status]]


def test_a_posted_mail_is_whole_and_waits(outbox: Outbox, clock: Clock) -> None:
    # req Y-15
    mail = must_post(calendar=revision(0))
    message = message_from_bytes(mail.raw, policy=policy.default)
    assert mail.status == Status.QUEUED
    assert message["To"] == "Pim de Wit <pim@tandem.example>"
    assert message["Subject"] == mail.subject == "Infosessie bij Bakkerij De Korenbloem"
    assert message["Date"] == "Tue, 17 Nov 2026 09:00:00 +0000"
    assert message["Message-ID"] == f"<{mail.token}@portal.example>"
    assert mail.raw == again(mail).raw


def test_posting_twice_is_one_mail(outbox: Outbox, clock: Clock) -> None:
    # req Y-15
    first = must_post(calendar=revision(0))
    clock.advance(hours=1)
    assert must_post(calendar=revision(0)) == first
    assert must_post(to="PIM@tandem.example", calendar=revision(0)) == first
    assert outbox() == [Status.QUEUED]


def test_another_occasion_reader_or_template_is_another_mail(outbox: Outbox) -> None:
    must_post()
    must_post(unique_key="invitation:def")
    must_post(to="joke@kompas.example")
    must_post(RESULT, unique_key=INVITED.unique_key)
    assert outbox() == [Status.QUEUED] * 4


def test_a_mail_is_posted_inside_an_action_only(outbox: Outbox) -> None:
    with pytest.raises(CannotPost, match="inside an action"):
        post(INVITED)
    with pytest.raises(CannotPost, match="occasion"):
        posted(unique_key="")


def test_an_action_that_fails_sends_nothing(outbox: Outbox) -> None:
    # req Y-15
    @writes
    def fail() -> None:
        post(INVITED)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert outbox() == []


def test_a_newer_revision_takes_the_place_of_one_that_waits(outbox: Outbox) -> None:
    # req Y-13
    first = must_post(calendar=revision(0))
    other = must_post(to="joke@kompas.example", calendar=revision(0, uid="another@portal.example"))
    must_post(calendar=revision(1))
    assert outbox() == [Status.SUPERSEDED, Status.QUEUED, Status.QUEUED]
    assert again(first).reason == Reason.NEWER
    assert again(other).status == Status.QUEUED


def test_a_correction_with_the_same_sequence_takes_its_place_too(outbox: Outbox) -> None:
    must_post(calendar=revision(0))
    newer = revision(1)
    must_post(calendar=type(newer)(sequence=0, stamped_at=newer.stamped_at))
    assert outbox() == [Status.SUPERSEDED, Status.QUEUED]


def test_a_reminder_that_carries_the_same_revision_leaves_the_invitation_alone(outbox: Outbox) -> None:
    must_post(calendar=revision(0))
    must_post(unique_key="reminder:abc:1", calendar=revision(0))
    assert outbox() == [Status.QUEUED, Status.QUEUED]


def test_cancelling_what_never_left_takes_both_out(outbox: Outbox) -> None:
    # req Y-13
    first = must_post(calendar=revision(0))
    assert posted(calendar=revision(1, "CANCEL")) is None
    assert outbox() == [Status.SUPERSEDED]
    assert again(first).reason == Reason.NOTHING_TO_CANCEL


@pytest.mark.parametrize("status", [Status.SENT, Status.SENDING, Status.IN_DOUBT])
def test_cancelling_what_may_have_left_is_sent(outbox: Outbox, status: Status) -> None:
    # req Y-13
    must_post(calendar=revision(0)).change(status=status)
    must_post(calendar=revision(1, "CANCEL"))
    assert outbox() == [status, Status.QUEUED]


def test_cancelling_what_perhaps_arrived_before_a_line_was_cut_is_sent(outbox: Outbox) -> None:
    # req Y-13
    must_post(calendar=revision(0)).change(status=Status.RETRY, possibly_sent=True)
    must_post(calendar=revision(1, "CANCEL"))
    assert outbox() == [Status.SUPERSEDED, Status.QUEUED]


def test_an_update_that_waits_goes_and_the_cancellation_of_the_sent_one_stays(outbox: Outbox) -> None:
    must_post(calendar=revision(0)).change(status=Status.SENT)
    must_post(calendar=revision(1))
    must_post(calendar=revision(2, "CANCEL"))
    assert outbox() == [Status.SENT, Status.SUPERSEDED, Status.QUEUED]


@pytest.mark.parametrize(
    "address",
    [
        "pim@tandem.example\r\nBcc: boef@slecht.example",
        "pim@tandem.example, boef@slecht.example",
        "Pim <pim@tandem.example>",
        "pim\x00@tandem.example",
        "pim\u2028@tandem.example",
        "pim@tan dem.example",
        "pim..wit@tandem.example",
        "piëm@tandem.example",
        "pim",
        "@tandem.example",
        "",
    ],
)
def test_what_is_not_one_plain_address_is_refused(outbox: Outbox, address: str) -> None:
    with pytest.raises(BadAddress):
        posted(to=address)
    assert outbox() == []


def test_a_domain_with_accents_travels_in_its_plain_form(outbox: Outbox) -> None:
    assert must_post(to="pim@café.example").recipient == "pim@xn--caf-dma.example"


def test_a_mail_without_a_value_is_not_posted(outbox: Outbox) -> None:
    # req Y-15
    with pytest.raises(BadPlaceholder, match=r"examples/invited \(nl\): no value for \(\(employer\)\)"):
        posted(values={})
    assert outbox() == []


def test_a_blank_mail_is_not_posted(outbox: Outbox, templates: Path) -> None:
    # req Y-15
    (templates / "examples/result/nl/body.txt").write_text("((link))\n")
    with pytest.raises(BadPlaceholder, match="blank"):
        posted(RESULT, values={"link": ""})


@pytest.mark.parametrize("status", [Status.FAILED, Status.WITHHELD, Status.IN_DOUBT])
def test_a_person_can_send_a_mail_again_with_the_same_bytes(outbox: Outbox, status: Status) -> None:
    # req Y-15
    mail = must_post(calendar=revision(0))
    mail.change(status=status, attempts=6, reason=Reason.GAVE_UP)
    assert send_again(mail)
    assert (again(mail).status, again(mail).attempts, again(mail).raw) == (Status.QUEUED, 0, mail.raw)


def test_a_mail_with_a_newer_revision_cannot_be_sent_again(outbox: Outbox) -> None:
    mail = must_post(calendar=revision(0))
    mail.change(status=Status.FAILED)
    must_post(calendar=revision(1))
    assert again(mail).status == Status.SUPERSEDED
    mail.change(status=Status.FAILED)
    assert not send_again(mail)


@pytest.mark.parametrize("status", [Status.SENT, Status.QUEUED, Status.SUPERSEDED])
def test_what_left_or_waits_is_not_sent_again(outbox: Outbox, status: Status) -> None:
    mail = must_post()
    mail.change(status=status)
    assert not send_again(mail)
    assert OutboxMail.get().status == status
