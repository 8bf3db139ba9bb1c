"""Reading a real mailbox: what is for the portal is taken and put aside, all else is left alone (req Y-1)."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from portal import clock as portal_clock
from portal import worker
from portal.inbox import mailbox as imap
from portal.inbox.polling import Polled, poll
from portal.inbox.progress import polled_mailbox
from portal.models.calendar import CalendarAnswer
from portal.models.inbox import InboxMail, PolledMailbox
from portal.rules.delivery import Status
from portal.rules.inbox import HEADERS_A_ROUND, LARGEST_MAIL, MAILS_A_ROUND, MailboxReason, WaitsBecause
from portal.worker import _take_in
from tests.clock import Clock
from tests.inbox import bounces, replies
from tests.inbox.between import line_to, listening
from tests.inbox.conftest import Invited
from tests.inbox.dovecot import PASSWORD, Dovecot, TestMailbox, running_dovecot
from tests.inbox.replies import Answering, words
from tests.inbox.test_hostile import HOSTILE
from tests.outbox.certificates import Authority

InForce = Callable[..., None]


def look() -> Polled:
    """One look, as the worker does it."""
    return poll(portal_clock.now(), _take_in)


def kept() -> PolledMailbox:
    found = polled_mailbox()
    assert found is not None
    return found


def foreign(number: int) -> bytes:
    return words(Answering(name=f"Iemand {number}"), text=f"Mail {number}")


def test_answers_of_every_program_come_back_by_themselves(invited: Invited, mailbox: TestMailbox) -> None:
    # req Y-1
    stamps = iter(range(10, 60))
    mails = [
        make(invited.answers(stamp=f"20261117T09{next(stamps)}00Z", partstat="DECLINED"))
        for make in replies.CLIENTS.values()
    ]
    mailbox.receives(*mails)
    done = look()
    assert (done.fetched, done.put_aside, done.trouble) == (5, 5, None)
    assert invited.entry.answer == "declined"
    assert CalendarAnswer.select().count() == 5
    assert (mailbox.contents(), len(mailbox.contents("Portaal"))) == ([], 5)


def test_other_mail_is_left_as_it_was(invited: Invited, mailbox: TestMailbox) -> None:
    # req Y-1
    invited.mail.change(status=Status.SENT)
    question = words(answers=f"<{invited.mail.token}@portal.example>", text="Mag ik iemand meebrengen?")
    others = [foreign(1), question, replies.gmail(), bounces.postfix("f" * 32)]
    mailbox.receives(*others)
    look()
    assert sorted(mailbox.contents()) == sorted(others)
    assert mailbox.unread() == 4
    assert InboxMail.select().count() == 0
    assert kept().unread == 4


def test_what_was_looked_at_is_not_fetched_again(invited: Invited, mailbox: TestMailbox) -> None:
    mailbox.receives(foreign(1), replies.gmail())
    assert look().looked == 2
    assert look().looked == 0
    mailbox.receives(replies.gmail(invited.answers()))
    done = look()
    assert (done.looked, done.put_aside) == (1, 1)


def test_a_mailbox_full_of_other_mail_is_read_in_a_few_questions(
    invited: Invited, mailbox: TestMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    # req Y-1
    fetched: list[int] = []
    whole = imap.OpenMailbox.whole

    def counted(opened: imap.OpenMailbox, uid: int) -> bytes:
        fetched.append(uid)
        return whole(opened, uid)

    monkeypatch.setattr(imap.OpenMailbox, "whole", counted)
    mailbox.receives(*map(foreign, range(2000)), replies.outlook(invited.answers()))
    begin = time.process_time()
    first, second = look(), look()
    # At most a minute behind: the end of a look, the rest until the next, and that one.
    spare = 60 - worker.SECONDS_BETWEEN_LOOKS - worker.SECONDS_BETWEEN_ROUNDS
    assert time.process_time() - begin < spare
    assert (first.looked, first.fetched, first.more) == (HEADERS_A_ROUND, 0, True)
    assert (second.looked, second.put_aside, second.more) == (1, 1, False)
    assert len(fetched) == 1
    assert invited.entry.answer == "accepted"
    assert (mailbox.unread(), kept().unread) == (2000, 2000)
    assert (InboxMail.select().count(), PolledMailbox.select().count()) == (1, 1)


def test_at_most_fifty_mails_are_taken_in_at_once(invited: Invited, mailbox: TestMailbox) -> None:
    stamps = [f"20261117T0{hour}{minute:02}00Z" for hour in (7, 8) for minute in range(30)]
    mailbox.receives(*(replies.exchange(invited.answers(stamp=stamp)) for stamp in stamps))
    first, second = look(), look()
    assert (first.fetched, first.more) == (MAILS_A_ROUND, True)
    assert (second.fetched, second.more) == (10, False)
    assert CalendarAnswer.select().count() == 60


def test_another_validity_means_reading_again_and_changes_nothing(invited: Invited, mailbox: TestMailbox) -> None:
    unclear = replies.gmail(invited.answers(partstat="DELEGATED"))
    mailbox.receives(foreign(1), unclear)
    look()
    for name in ("dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache"):
        (mailbox.folder / name).unlink(missing_ok=True)
    before = kept().uid_validity
    for path in list((mailbox.folder / "cur").iterdir()):
        path.rename(mailbox.folder / "new" / f"9{path.name.partition(':')[0]}")
    PolledMailbox.update(highest_uid=9999).execute()
    assert look().looked == 2
    assert kept().uid_validity != before
    assert kept().highest_uid == 2
    assert InboxMail.select().count() == 1


def test_a_mail_too_big_is_not_fetched(invited: Invited, mailbox: TestMailbox) -> None:
    invited.mail.change(status=Status.SENT)
    marks = f"In-Reply-To: <{invited.mail.token}@portal.example>\r\nFrom: ".encode()
    ours, theirs = replies.gmail(invited.answers()).replace(b"From: ", marks), replies.gmail()
    padding = b"x" * 76 + b"\r\n"
    mailbox.receives(*(mail + padding * (LARGEST_MAIL // 78 + 10) for mail in (ours, theirs)))
    look()
    row = InboxMail.get()
    assert (InboxMail.select().count(), row.reason, row.mail) == (1, WaitsBecause.TOO_BIG, invited.mail)
    assert len(mailbox.contents()) == 2


def test_hostile_mail_does_not_stop_what_comes_after(invited: Invited, mailbox: TestMailbox) -> None:
    mailbox.receives(*(make() for make in HOSTILE.values()), replies.apple(invited.answers()))
    done = look()
    assert (done.trouble, done.put_aside, invited.entry.answer) == (None, 1, "accepted")


def test_the_folder_for_what_is_done_is_made(invited: Invited, mailbox: TestMailbox, in_force: InForce) -> None:
    in_force(IMAP_DONE_FOLDER="Verwerkt")
    assert not mailbox.has_folder("Verwerkt")
    mailbox.receives(replies.gmail(invited.answers()))
    look()
    assert len(mailbox.contents("Verwerkt")) == 1


def test_a_server_without_move_copies_and_takes_only_ours_away(
    invited: Invited, authority: Authority, mailbox: TestMailbox, in_force: InForce
) -> None:
    more = 'protocol imap {\n  imap_capability = "IMAP4rev1 LITERAL+ NAMESPACE UIDPLUS"\n}\n'
    with running_dovecot(authority.server_file(), separator=".", prefix="INBOX.", more=more) as old:
        made = old.new_mailbox()
        made.receives(foreign(1), replies.gmail(invited.answers()))
        in_force(IMAP_PORT=old.tls_port, IMAP_USERNAME=made.name)
        assert look().put_aside == 1
        assert made.contents() == [foreign(1)]
        assert len(made.contents("Portaal")) == 1


def test_what_cannot_be_put_aside_is_read_all_the_same(
    invited: Invited, mailbox: TestMailbox, in_force: InForce
) -> None:
    in_force(IMAP_DONE_FOLDER="INBOX/")  # no name of a folder
    mailbox.receives(replies.gmail(invited.answers()))
    assert look().trouble is None
    assert (invited.entry.answer, kept().reason) == ("accepted", MailboxReason.NOT_MOVED)
    in_force(IMAP_DONE_FOLDER="Portaal")
    look()
    assert kept().reason == ""


# What is wrong with the mailbox, and how it mends.


def test_without_a_mailbox_nothing_happens(invited: Invited) -> None:
    assert look() == Polled()
    assert PolledMailbox.select().count() == 0


def test_a_refused_login_is_said_and_mends_by_itself(
    invited: Invited, mailbox: TestMailbox, in_force: InForce, clock: Clock
) -> None:
    mailbox.receives(replies.gmail(invited.answers()))
    password: Any = {"IMAP_PASSWORD": "fout"}
    in_force(**password)
    assert look().trouble is MailboxReason.LOGIN_REFUSED
    assert (kept().reason, kept().since) == (MailboxReason.LOGIN_REFUSED, clock.now())
    in_force(IMAP_PASSWORD=PASSWORD)
    clock.advance(seconds=59)
    assert look().trouble is MailboxReason.LOGIN_REFUSED  # it rests: a login that fails each half minute is an attack
    clock.advance(seconds=1)
    assert look().put_aside == 1
    assert (kept().reason, kept().attempts, kept().since) == ("", 0, None)


def test_the_rests_are_one_five_and_fifteen_minutes(mailbox: TestMailbox, in_force: InForce, clock: Clock) -> None:
    in_force(IMAP_PASSWORD="fout")
    rests = []
    since = clock.now()
    for _ in range(4):
        look()
        rests.append((kept().retry_at - clock.now()).total_seconds() / 60)
        clock.go_to(kept().retry_at)
    assert rests == [1, 5, 15, 15]
    assert kept().since == since


@pytest.mark.parametrize(
    ("certificate", "trusted"),
    [({"address": "127.0.0.2"}, True), ({"days": -1}, True), ({}, False)],
    ids=["another host's", "expired", "of an unknown authority"],
)
@pytest.mark.parametrize("is_tls", [False, True], ids=["TLS", "STARTTLS"])
def test_a_wrong_certificate_gets_no_password(
    invited: Invited,
    mailbox: TestMailbox,
    authority: Authority,
    in_force: InForce,
    certificate: dict[str, Any],
    trusted: bool,
    is_tls: bool,
) -> None:
    with running_dovecot(authority.server_file(**certificate)) as wrong:
        in_force(IMAP_PORT=wrong.port if is_tls else wrong.tls_port, IMAP_USE_TLS=is_tls)
        if not trusted:
            in_force(IMAP_CA_FILE="")
        assert look().trouble is MailboxReason.CERTIFICATE
        assert "Login" not in (wrong.folder / "log").read_text()


def test_mail_is_read_over_starttls(
    invited: Invited, mailbox: TestMailbox, dovecot: Dovecot, in_force: InForce
) -> None:
    in_force(IMAP_PORT=dovecot.port, IMAP_USE_TLS=True)
    mailbox.receives(replies.gmail(invited.answers()))
    assert look().put_aside == 1


def test_a_server_without_tls_gets_no_password_when_tls_is_asked_for(
    mailbox: TestMailbox, authority: Authority, in_force: InForce
) -> None:
    with running_dovecot(authority.server_file(), more="ssl = no\n") as bare:
        in_force(IMAP_PORT=bare.port, IMAP_USE_TLS=True)
        assert look().trouble is MailboxReason.NO_TLS


def test_a_password_is_not_sent_in_the_clear_to_another_machine(
    mailbox: TestMailbox, dovecot: Dovecot, in_force: InForce, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "_LOOPBACK", frozenset())
    in_force(IMAP_PORT=dovecot.port, IMAP_USE_SSL=False)
    assert look().trouble is MailboxReason.LOGIN_IN_THE_CLEAR


def test_a_folder_that_is_not_there_is_said(mailbox: TestMailbox, in_force: InForce) -> None:
    in_force(IMAP_FOLDER="Antwoorden")
    assert look().trouble is MailboxReason.NO_FOLDER
    assert kept().detail == "Antwoorden"


def test_a_server_that_is_silent_is_left_after_a_while(
    mailbox: TestMailbox, in_force: InForce, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "SECONDS_TO_WAIT", 0.3)
    with listening() as silent:
        for is_ssl in (True, False):
            in_force(IMAP_PORT=silent.getsockname()[1], IMAP_USE_SSL=is_ssl)
            assert look().trouble is MailboxReason.SILENT


def test_a_server_that_goes_silent_in_the_middle_is_left_too(
    invited: Invited, mailbox: TestMailbox, dovecot: Dovecot, in_force: InForce, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "SECONDS_TO_WAIT", 0.5)
    mailbox.receives(replies.gmail(invited.answers()))
    with line_to(dovecot.port, b"FETCH") as line:
        in_force(IMAP_PORT=line.port, IMAP_USE_SSL=False)
        assert look().trouble is MailboxReason.SILENT


def test_no_server_is_said(mailbox: TestMailbox, in_force: InForce) -> None:
    with listening() as closed:
        port = closed.getsockname()[1]
    in_force(IMAP_PORT=port)
    assert look().trouble is MailboxReason.UNREACHABLE


@pytest.mark.parametrize("word", [b"LOGIN", b"SELECT", b"SEARCH", b"FETCH", b"BODY.PEEK[]", b"MOVE", b"STATUS"])
def test_a_line_that_is_cut_anywhere_loses_nothing(
    invited: Invited, mailbox: TestMailbox, dovecot: Dovecot, in_force: InForce, clock: Clock, word: bytes
) -> None:
    # req Y-15
    mailbox.receives(foreign(1), replies.gmail(invited.answers()))
    with line_to(dovecot.port, word, cuts=True) as line:
        in_force(IMAP_PORT=line.port, IMAP_USE_SSL=False)
        assert look().trouble is MailboxReason.UNREACHABLE
        assert line.reached.is_set()
    in_force(IMAP_PORT=dovecot.port)
    PolledMailbox.update(name=imap.mailbox_name()).execute()
    clock.advance(minutes=1)
    assert look().trouble is None
    assert invited.entry.answer == "accepted"
    assert (mailbox.contents(), len(mailbox.contents("Portaal"))) == ([foreign(1)], 1)
    assert (CalendarAnswer.select().count(), InboxMail.select().count()) == (1, 1)
