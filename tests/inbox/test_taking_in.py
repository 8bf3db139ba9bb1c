"""What becomes of a mail that came in (req Y-1, Y-15)."""

import logging

import pytest

from portal.actions import incoming
from portal.actions.answers.waiting import settle_mail
from portal.actions.incoming import take_in
from portal.actions.outbox import address_works, send_again
from portal.models.calendar import CalendarAnswer
from portal.models.inbox import InboxMail
from portal.models.outbox import AddressTrouble, OutboxMail
from portal.rules.answers import COUNTER, MailedReply, Standing
from portal.rules.delivery import Reason, Status
from portal.rules.inbox import IncomingStanding, WaitsBecause
from tests.clock import Clock
from tests.inbox import bounces, replies
from tests.inbox.conftest import Invited
from tests.inbox.replies import CLIENTS, calendar, plain, words
from tests.outbox.examples import must_post


def taken(raw: bytes) -> InboxMail:
    row = take_in(raw)
    assert row is not None
    return row


def sent(invited: Invited) -> OutboxMail:
    """As if the mail had left."""
    invited.mail.change(status=Status.SENT)
    return invited.mail


@pytest.mark.parametrize("client", CLIENTS)
def test_an_answer_by_mail_counts(invited: Invited, client: str) -> None:
    # req Y-1
    row = taken(CLIENTS[client](invited.answers(partstat="DECLINED")))
    assert (invited.entry.answer, invited.entry.answered_via) == ("declined", "mail")
    assert (row.standing, row.entry.id, row.answer.standing) == (
        IncomingStanding.TAKEN,
        invited.entry_id,
        Standing.COUNTS,
    )
    assert row.from_address == ""  # the answer says who; nothing is kept twice


def test_the_same_mail_twice_is_one_answer(invited: Invited) -> None:
    raw = replies.gmail(invited.answers())
    assert taken(raw) == taken(raw)
    assert CalendarAnswer.select().count() == 1


def test_a_wish_waits_for_who_plans(invited: Invited) -> None:
    body = calendar(invited.answers(partstat="TENTATIVE"), "DTSTART:20261125T130000Z", method="COUNTER")
    answer = taken(plain(invited.answers(), body)).answer
    assert (answer.answer, answer.standing) == (COUNTER, Standing.WISH)


def test_somebody_the_invitation_was_passed_on_to_does_not_answer_for_who_was_asked(invited: Invited) -> None:
    raw = replies.exchange(invited.answers(email="bo@tandem.example", name="Bo"))
    assert taken(raw).answer.standing == Standing.UNVERIFIED
    assert invited.entry.answer == ""


def test_an_unclear_answer_waits_for_the_lead(invited: Invited) -> None:
    row = taken(plain(invited.answers(), calendar(invited.answers(partstat="DELEGATED"))))
    assert (row.standing, row.reason) == (IncomingStanding.WAITS, WaitsBecause.UNCLEAR_ANSWER)
    assert (row.entry.id, row.mail) == (invited.entry_id, invited.mail)
    assert row.from_address == "pia@tandem.example"
    settle_mail(row, by=invited.lotte)
    assert InboxMail.get_by_id(row.id).standing == IncomingStanding.SETTLED


@pytest.mark.parametrize(
    "raw",
    [replies.gmail(), words(), bounces.postfix(), bounces.postfix("f" * 32)],
    ids=["an unknown UID", "words", "an unknown token", "a forged token"],
)
def test_of_mail_about_nothing_of_ours_nothing_is_kept(invited: Invited, raw: bytes) -> None:
    assert take_in(raw) is None
    assert InboxMail.select().count() == 0


def test_nothing_that_comes_in_is_ever_answered(invited: Invited) -> None:
    mail = sent(invited)
    before = OutboxMail.select().count()
    message_id = f"<{mail.token}@portal.example>"
    for raw in (
        words(answers=message_id, more="Auto-Submitted: auto-replied\n"),
        words(answers=message_id),
        bounces.postfix(mail.token, mail.recipient),
        replies.outlook(invited.answers()),
    ):
        take_in(raw)
    assert OutboxMail.select().count() == before


def test_an_automatic_answer_is_put_aside_and_changes_nothing(invited: Invited) -> None:
    mail = sent(invited)
    raw = words(answers=f"<{mail.token}@portal.example>", more="Auto-Submitted: auto-replied\n")
    assert taken(raw).standing == IncomingStanding.SET_ASIDE
    assert (invited.entry.answer, invited.mail.status) == ("", Status.SENT)


@pytest.mark.parametrize("server", bounces.SERVERS)
def test_a_mail_that_came_back_says_so_and_marks_the_address(invited: Invited, server: str) -> None:
    # req Y-15
    mail = sent(invited)
    row = taken(bounces.SERVERS[server](mail.token, mail.recipient))
    assert (row.standing, row.mail) == (IncomingStanding.TAKEN, mail)
    assert (invited.mail.status, invited.mail.reason) == (Status.BOUNCED, Reason.NO_SUCH_ADDRESS)
    trouble = AddressTrouble.get()
    assert (trouble.address_key, trouble.mail) == ("pia@tandem.example", mail)
    assert trouble.code.startswith("5.1.1")


def test_a_full_mailbox_does_not_mark_the_address(invited: Invited) -> None:
    mail = sent(invited)
    taken(bounces.postfix(mail.token, mail.recipient, status="5.2.2", diagnostic="smtp; 552 5.2.2 full"))
    assert (invited.mail.status, invited.mail.reason) == (Status.BOUNCED, Reason.MAILBOX_FULL)
    assert AddressTrouble.select().count() == 0


def test_a_delay_is_a_note_until_the_mail_arrives(invited: Invited) -> None:
    mail = sent(invited)
    taken(bounces.postfix(mail.token, mail.recipient, action="delayed", status="4.4.1"))
    assert (invited.mail.status, invited.mail.reason) == (Status.SENT, Reason.DELAYED)
    taken(bounces.postfix(mail.token, mail.recipient, action="delivered", status="2.1.5"))
    assert (invited.mail.status, invited.mail.reason) == (Status.SENT, "")


def test_a_report_about_another_address_waits_for_a_person(invited: Invited) -> None:
    mail = sent(invited)
    row = taken(bounces.postfix(mail.token, "iemand@elders.example"))
    assert (row.standing, row.reason) == (IncomingStanding.WAITS, WaitsBecause.OTHER_RECIPIENT)
    assert invited.mail.status == Status.SENT
    assert AddressTrouble.select().count() == 0


def test_a_mail_that_never_left_does_not_come_back(invited: Invited) -> None:
    mail = invited.mail
    taken(bounces.postfix(mail.token, mail.recipient, status="5.2.2"))
    assert invited.mail.status == Status.QUEUED


def came_back(invited: Invited) -> OutboxMail:
    mail = sent(invited)
    taken(bounces.postfix(mail.token, mail.recipient))
    return mail


def test_later_mail_to_the_address_is_held_back_until_somebody_says_it_works(
    invited: Invited, templates: object
) -> None:
    # req Y-15
    waiting = must_post(unique_key="before", to="Pia@tandem.example")
    came_back(invited)
    later = must_post(unique_key="after", to="pia@Tandem.example")
    other = must_post(unique_key="other", to="bo@tandem.example")
    for mail, status in ((waiting, Status.WITHHELD), (later, Status.WITHHELD), (other, Status.QUEUED)):
        found = OutboxMail.get_by_id(mail.id)
        assert found.status == status
        assert found.reason == (Reason.ADDRESS_BOUNCED if status is Status.WITHHELD else "")
    assert address_works(later, by=invited.lotte) == 2
    assert {OutboxMail.get_by_id(mail.id).status for mail in (waiting, later)} == {Status.QUEUED}
    assert AddressTrouble.get().cleared_by == invited.lotte
    assert must_post(unique_key="again", to="pia@tandem.example").status == Status.QUEUED


def test_who_sends_again_says_that_the_address_works(invited: Invited, templates: object) -> None:
    mail = came_back(invited)
    later = must_post(unique_key="after", to="pia@tandem.example")
    send_again(invited.mail, by=invited.lotte)
    assert [OutboxMail.get_by_id(one.id).status for one in (mail, later)] == [Status.QUEUED, Status.QUEUED]
    assert AddressTrouble.select().where(AddressTrouble.cleared_at.is_null()).count() == 0


def test_an_address_that_fails_again_is_marked_again(invited: Invited) -> None:
    came_back(invited)
    send_again(invited.mail, by=invited.lotte)
    mail = sent(invited)
    taken(bounces.exchange(mail.token, mail.recipient))
    assert AddressTrouble.select().count() == 2
    assert invited.mail.status == Status.BOUNCED


def test_what_goes_wrong_with_one_mail_is_told_without_its_words_and_waits(
    invited: Invited, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(reply: MailedReply) -> None:
        raise ValueError(reply.attendee_email)

    monkeypatch.setattr(incoming, "take_reply", broken)
    with caplog.at_level(logging.ERROR):
        row = taken(replies.gmail(invited.answers()))
    assert (row.standing, row.reason) == (IncomingStanding.WAITS, WaitsBecause.STUMBLED)
    assert "ValueError" in caplog.text
    assert "tandem" not in caplog.text
    assert taken(replies.gmail(invited.answers())) == row


def test_an_answer_to_an_older_version_does_not_count(invited: Invited, clock: Clock) -> None:
    invited.entry.change(sequence=2)
    assert taken(replies.gmail(invited.answers(sequence=1))).answer.standing == Standing.OUTDATED
    assert invited.entry.answer == ""
