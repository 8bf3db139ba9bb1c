"""Due mails leave, each once, in order, and what goes wrong is said (req Y-15)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from portal import worker
from portal.models.database import write_transaction
from portal.models.outbox import DeliveryPause
from portal.outbox import claims, delivery
from portal.outbox.delivery import Delivered, deliver_due
from portal.outbox.standing import standing
from portal.rules.delivery import LEASE, Reason, Status
from tests.clock import Clock
from tests.outbox.examples import RESULT, STARTS_AT, again, must_post, posted, revision
from tests.outbox.servers import Sink, drip, failing_server, hang, hang_up

Outbox = Callable[[], list[Status]]
InForce = Callable[..., None]


def test_a_due_mail_arrives_byte_for_byte(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    # req Y-15
    mail = must_post(calendar=revision(0))
    assert deliver_due(clock.now()) == Delivered(sent=1)
    (arrived,) = sink.arrived
    assert arrived.raw == again(mail).raw
    assert arrived.recipient == "pim@tandem.example"
    assert arrived.envelope_from == f"bounce+{mail.token}@portal.example"
    assert (again(mail).status, again(mail).sent_at) == (Status.SENT, clock.now())


def test_what_was_sent_is_not_sent_again(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    must_post()
    deliver_due(clock.now())
    assert deliver_due(clock.now()) == Delivered()
    assert len(sink.arrived) == 1


def test_a_hundred_mails_share_a_connection(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    for number in range(105):
        must_post(RESULT, unique_key=f"decision:{number}")
    assert deliver_due(clock.now()).sent == 100
    assert deliver_due(clock.now()).sent == 5
    assert [mail.connection for mail in sink.arrived] == [1] * 100 + [2] * 5


def test_without_a_mail_server_everything_waits_and_says_so(outbox: Outbox, in_force: InForce, clock: Clock) -> None:
    # req Y-15
    must_post()
    assert deliver_due(clock.now()).stopped is Reason.NO_SERVER
    assert outbox() == [Status.QUEUED]
    assert (standing().waiting, standing().stopped) == (1, Reason.NO_SERVER)
    assert standing().oldest_waiting_at == clock.now()


def test_in_demo_mode_the_built_in_mailbox_takes_them(outbox: Outbox, in_force: InForce, clock: Clock) -> None:
    in_force(DEMO=True)
    mail = must_post(calendar=revision(0))
    assert deliver_due(clock.now()) == Delivered(sent=1)
    assert again(mail).raw == mail.raw


def test_a_refused_recipient_is_said_and_does_not_hold_up_the_others(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    # req Y-15
    sink.refused["weg@tandem.example"] = "550 5.1.1 No such user"
    gone = must_post(to="weg@tandem.example")
    must_post()
    assert deliver_due(clock.now()) == Delivered(sent=1, failed=1)
    assert (again(gone).reason, again(gone).detail) == (Reason.RECIPIENT_REFUSED, "550 5.1.1 No such user")
    assert sink.recipients == ["pim@tandem.example"]


def test_refused_content_is_said(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    sink.answers_to_data.append("554 looks like spam")
    mail = must_post()
    assert deliver_due(clock.now()) == Delivered(failed=1)
    assert (again(mail).status, again(mail).reason) == (Status.FAILED, Reason.CONTENT_REFUSED)


def test_a_temporary_refusal_is_tried_again_at_the_agreed_times(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    # req Y-15
    sink.refused["pim@tandem.example"] = "451 try later"
    mail = must_post()
    waits = []
    while deliver_due(clock.now()).later:
        waits.append((again(mail).due_at - clock.now()).total_seconds() / 60)
        assert again(mail).status == Status.RETRY
        assert deliver_due(clock.now()) == Delivered()
        clock.go_to(again(mail).due_at)
    assert waits == [1, 5, 15, 60, 240, 720]
    assert (again(mail).status, again(mail).reason) == (Status.FAILED, Reason.GAVE_UP)


def test_an_invitation_is_given_up_an_hour_before_the_event(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    # req Y-15
    sink.refused["pim@tandem.example"] = "451 try later"
    clock.go_to(STARTS_AT - timedelta(minutes=63))
    mail = must_post(calendar=revision(0))
    assert deliver_due(clock.now()) == Delivered(later=1)
    assert deliver_due(clock.advance(minutes=1)) == Delivered(failed=1)
    assert again(mail).reason == Reason.GAVE_UP


def test_after_a_greylisting_the_mail_arrives(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    sink.answers_to_data.append("451 greylisted")
    mail = must_post()
    assert deliver_due(clock.now()).later == 1
    assert deliver_due(clock.advance(minutes=1)).sent == 1
    assert sink.arrived[0].raw == mail.raw


def test_a_reminder_whose_moment_has_passed_is_held_back(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    # req Y-14
    mail = must_post(expires_at=clock.now() + timedelta(hours=1))
    assert deliver_due(clock.advance(hours=2)) == Delivered(withheld=1)
    assert (again(mail).status, again(mail).reason, sink.arrived) == (Status.WITHHELD, Reason.EXPIRED, [])


def test_mails_of_one_appointment_leave_in_order(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    # req Y-13
    sink.answers_to_data.append("451 later")
    must_post(calendar=revision(0))
    must_post(unique_key="reminder:abc", calendar=revision(0))
    assert deliver_due(clock.now()) == Delivered(later=1)
    assert deliver_due(clock.now()) == Delivered(), "the reminder does not overtake the invitation"
    clock.advance(minutes=1)
    assert deliver_due(clock.now()).sent == 1
    assert deliver_due(clock.now()).sent == 1


def test_an_update_posted_while_the_invitation_is_leaving_takes_its_place(outbox: Outbox, clock: Clock) -> None:
    # req Y-13
    leaving = must_post(calendar=revision(0))
    claimed = claims.claim(leaving.id)
    assert claimed is not None
    must_post(calendar=revision(1))
    assert outbox() == [Status.SENDING, Status.QUEUED]
    assert claims.due_mails(clock.now(), 10) == [], "the update waits until the invitation is settled"
    claims.settle_later(claimed, Reason.NOT_NOW, "451")
    assert outbox() == [Status.SUPERSEDED, Status.QUEUED]


def test_a_superseded_mail_cannot_be_claimed(outbox: Outbox, clock: Clock) -> None:
    batched = must_post(calendar=revision(0))
    must_post(calendar=revision(1))
    assert claims.claim(batched.id) is None


def test_two_workers_never_have_the_same_mail(outbox: Outbox, clock: Clock) -> None:
    mail = must_post()
    assert claims.claim(mail.id) is not None
    assert claims.claim(mail.id) is None


def test_a_worker_that_lost_its_mail_does_not_undo_what_the_other_did(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    mail = must_post()
    slow = claims.claim(mail.id)
    assert slow is not None
    assert deliver_due(clock.advance(seconds=LEASE.total_seconds())).sent == 1
    claims.settle(slow, Status.FAILED, Reason.CONTENT_REFUSED)
    assert outbox() == [Status.SENT]


def test_after_a_crash_a_mail_goes_again_and_a_decision_waits_for_a_person(
    outbox: Outbox, sink: Sink, clock: Clock
) -> None:
    # req Y-15
    # req Y-7
    mail, decision = must_post(calendar=revision(0)), must_post(RESULT)
    assert claims.claim(mail.id) is not None
    assert claims.claim(decision.id) is not None
    assert deliver_due(clock.advance(seconds=LEASE.total_seconds() - 1)) == Delivered(), "still leased"
    assert deliver_due(clock.advance(seconds=1)) == Delivered(sent=1, in_doubt=1)
    assert outbox() == [Status.SENT, Status.IN_DOUBT]
    assert sink.arrived[0].raw == mail.raw
    assert again(decision).reason == Reason.CRASHED


def test_a_mail_that_crashes_its_sender_each_time_stops(outbox: Outbox, clock: Clock) -> None:
    mail = must_post()
    for _ in range(7):
        assert claims.claim(mail.id) is not None
        claims.recover_abandoned(clock.advance(seconds=LEASE.total_seconds()))
    assert outbox() == [Status.IN_DOUBT]


@pytest.mark.parametrize("fail", [hang, hang_up])
def test_a_line_cut_during_the_content_leaves_a_decision_in_doubt(
    outbox: Outbox,
    in_force: InForce,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    fail: Callable[..., None],
) -> None:
    # req Y-15
    monkeypatch.setattr(delivery, "SECONDS_FOR_A_MAIL", 0.3)
    decision, mail = must_post(RESULT), must_post()
    with failing_server(fail, after=b".") as port:
        in_force(MAIL_SERVER="127.0.0.1", MAIL_PORT=port)
        assert deliver_due(clock.now()).in_doubt == 1
        assert deliver_due(clock.advance(minutes=1)).later == 1
    assert outbox() == [Status.IN_DOUBT, Status.RETRY]
    assert again(decision).possibly_sent
    assert again(mail).possibly_sent


def test_a_line_cut_before_the_content_lets_a_decision_go_again(
    outbox: Outbox, in_force: InForce, clock: Clock
) -> None:
    with failing_server(hang_up, after=b"RCPT") as port:
        in_force(MAIL_SERVER="127.0.0.1", MAIL_PORT=port)
        decision = must_post(RESULT)
        assert deliver_due(clock.now()) == Delivered(later=1)
    assert not again(decision).possibly_sent


@pytest.mark.parametrize("fail", [hang, drip])
@pytest.mark.parametrize("after", [b"", b"EHLO", b"MAIL", b"RCPT"])
def test_a_silent_server_frees_the_worker_and_rests(
    outbox: Outbox,
    in_force: InForce,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    after: bytes,
    fail: Callable[..., None],
) -> None:
    # req Y-15
    monkeypatch.setattr(delivery, "SECONDS_TO_CONNECT", 0.3)
    monkeypatch.setattr(delivery, "SECONDS_FOR_A_MAIL", 0.3)
    must_post()
    with failing_server(fail, after=after) as port:
        in_force(MAIL_SERVER="127.0.0.1", MAIL_PORT=port)
        assert deliver_due(clock.now()).stopped is Reason.UNREACHABLE
        assert deliver_due(clock.now()).stopped is Reason.UNREACHABLE
    assert set(outbox()) <= {Status.QUEUED, Status.RETRY}


def test_no_server_holds_the_worker_for_twenty_seconds() -> None:
    # A round that begins its last mail in time, that mail, the clean envelope after a refusal, and the good-bye; each
    # is cut when its seconds are over (the test above).
    last_mail = max(worker.SECONDS_OF_A_ROUND, delivery.SECONDS_TO_CONNECT)
    assert last_mail + delivery.SECONDS_FOR_A_MAIL + 2 * delivery.SECONDS_TO_TIDY < 20
    assert timedelta(seconds=3 * delivery.SECONDS_FOR_A_MAIL) < LEASE


def test_a_dead_server_is_tried_again_later_and_later_and_mails_are_given_up_after_a_day(
    outbox: Outbox, in_force: InForce, clock: Clock
) -> None:
    # req Y-15
    in_force(MAIL_SERVER="127.0.0.1", MAIL_PORT=9)
    mail = must_post()
    rests = []
    for _ in range(4):
        assert deliver_due(clock.now()).stopped is Reason.UNREACHABLE
        pause = DeliveryPause.get()
        rests.append((pause.retry_at - clock.now()).total_seconds() / 60)
        clock.go_to(pause.retry_at)
    assert rests == [1, 5, 15, 15]
    assert (again(mail).status, again(mail).attempts) == (Status.QUEUED, 0), "the mail has nothing to do with it"
    assert standing().stopped is Reason.UNREACHABLE
    clock.advance(hours=24)
    assert deliver_due(clock.now()).failed == 1
    assert again(mail).reason == Reason.GAVE_UP


def test_when_the_server_is_back_everything_leaves(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    must_post()
    claims.pause_server(Reason.UNREACHABLE, "gone")
    assert deliver_due(clock.now()).stopped is Reason.UNREACHABLE
    assert deliver_due(clock.advance(minutes=1)).sent == 1
    assert standing().stopped is None


def test_a_refused_sender_stops_the_queue_and_blames_no_mail(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    # req Y-15
    sink.answers_to_mail.append("550 you may not send as portal.example")
    must_post()
    assert deliver_due(clock.now()).stopped is Reason.SENDER_REFUSED
    assert outbox() == [Status.QUEUED]
    assert "550 you may not send" in standing().detail


def test_a_domain_that_asks_for_rest_gets_it_and_others_go_on(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    sink.refused["pim@tandem.example"] = "421 too many from you"
    must_post()
    must_post(to="an@tandem.example")
    must_post(to="joke@kompas.example")
    assert deliver_due(clock.now()).later == 1
    assert deliver_due(clock.now()).sent == 1
    assert sink.recipients == ["joke@kompas.example"]
    sink.refused.clear()
    assert deliver_due(clock.advance(minutes=5)).sent == 2


def test_no_more_leave_in_a_minute_than_agreed(outbox: Outbox, sink: Sink, in_force: InForce, clock: Clock) -> None:
    in_force(MAIL_PER_MINUTE=3)
    for number in range(5):
        must_post(RESULT, unique_key=f"decision:{number}")
    assert deliver_due(clock.now()).sent == 3
    assert deliver_due(clock.advance(seconds=59)).sent == 0
    assert deliver_due(clock.advance(seconds=1)).sent == 2


def test_told_to_stop_it_finishes_the_mail_that_is_leaving(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    for number in range(5):
        must_post(RESULT, unique_key=f"decision:{number}")
    assert deliver_due(clock.now(), stop=lambda: len(sink.arrived) == 2).sent == 2
    assert outbox() == [Status.SENT] * 2 + [Status.QUEUED] * 3


def test_no_mail_leaves_inside_a_transaction(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    with write_transaction(), pytest.raises(RuntimeError, match="outside transactions"):
        deliver_due(clock.now())


def test_the_bytes_of_mails_are_emptied_after_a_week_but_not_of_those_that_wait(
    outbox: Outbox, sink: Sink, clock: Clock
) -> None:
    sent = must_post()
    deliver_due(clock.now())
    waiting = must_post(unique_key="other")
    assert claims.forget_bodies(clock.advance(days=6, hours=23)) == 0
    assert claims.forget_bodies(clock.advance(hours=1)) == 1
    assert (bytes(again(sent).raw), again(sent).subject) == (b"", "Infosessie bij Bakkerij De Korenbloem")
    assert again(waiting).raw == waiting.raw


def test_a_cancellation_after_delivery_reaches_the_reader(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    # req Y-13
    must_post(calendar=revision(0))
    deliver_due(clock.now())
    assert posted(calendar=revision(1, "CANCEL")) is not None
    assert deliver_due(clock.now()).sent == 1
    assert b'method="CANCEL"' in sink.arrived[1].raw


@pytest.mark.once
def test_five_hundred_mails_leave_in_order_a_hundred_on_each_connection(
    outbox: Outbox, sink: Sink, clock: Clock
) -> None:
    # req Y-15
    with write_transaction():
        for number in range(500):
            must_post(RESULT, unique_key=f"decision:{number}", to=f"coach{number}@tandem.example")
    assert [deliver_due(clock.now()).sent for _ in range(5)] == [100] * 5
    assert sink.recipients == [f"coach{number}@tandem.example" for number in range(500)]
    assert [mail.connection for mail in sink.arrived] == [1 + number // 100 for number in range(500)]
