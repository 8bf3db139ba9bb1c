"""One answer per person and appointment, whatever came in, however, and in whatever order."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.actions.answers import answer_entry, confirm_answer, dismiss_answer, take_reply, wish_for
from portal.actions.interviews import cancel_interview
from portal.models.calendar import CalendarAnswer
from portal.rules.answers import COUNTER, Answer, Said, counting, newest_wish
from portal.rules.refusals import ChangedMeanwhile
from tests.answers.scene import AMINA, STARTS_AT, Scene, reply, standings
from tests.clock import Clock
from tests.stage import mails

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)


# ---- the rule alone ----


said = st.builds(
    Said,
    number=st.integers(0, 10**6),
    answer=st.sampled_from([*Answer, COUNTER]).map(str),
    sequence=st.integers(0, 2),
    stamped_at=st.integers(0, 5).map(lambda minute: NOON + timedelta(minutes=minute)),
    key=st.sampled_from("abcdefgh"),
)


@pytest.mark.once
@given(st.lists(said, max_size=8), st.randoms(), st.integers(0, 2))
def test_the_order_in_which_answers_come_in_never_matters(found: list[Said], random: object, sequence: int) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for rule in (counting, newest_wish):
        one, other = rule(found, sequence), rule(shuffled, sequence)
        assert (one and one.rank) == (other and other.rank)
        assert one is None or one.sequence >= sequence


# ---- through the actions, in a database ----


@pytest.fixture
def undone(scene: Scene) -> Callable[[], None]:
    """Calls that put the answers back to none, so that many orders can be tried on one appointment."""

    def undo() -> None:
        CalendarAnswer.delete().execute()
        scene.entry().change(
            answer="", answered_at=None, answered_via="", answer_sequence=None, answer_stamp=None, answer_note=""
        )

    return undo


# (what, minutes): a mail stamped then, or a click then. Delivered later, in any order; clicks happen when they happen.
HISTORY = (
    ("mail", "accepted", 1),
    ("mail", "declined", 3),
    ("click", "tentative", 4),
    ("mail", "accepted", 4),
    ("mail", "tentative", 9),
    ("click", "accepted", 7),
)
EARLIER_CLICK_LAST = (("click", "declined", 5), ("mail", "accepted", 2), ("mail", "tentative", 4))


@pytest.mark.parametrize("history", [HISTORY, EARLIER_CLICK_LAST])
def test_any_order_of_delivery_ends_in_the_same_answer(
    scene: Scene, clock: Clock, undone: Callable[[], None], history: tuple[tuple[str, str, int], ...]
) -> None:
    begin = clock.now()
    outcomes = set()
    mailed = [one for one in history if one[0] == "mail"]
    for delays in _orders(len(mailed)):
        undone()
        clock.go_to(begin)
        replies = {one: reply(scene.entry(), one[1], minutes=one[2], key=f"{one}") for one in mailed}
        # every mail arrives some minutes after it was written; what is between waits on its way
        events: list[tuple[float, str, object]] = [
            (float(at), "click", answer) for how, answer, at in history if how == "click"
        ]
        events += [(one[2] + 0.5 + 20 * delays[number], "mail", one) for number, one in enumerate(mailed)]
        for at, how, what in sorted(events, key=lambda event: event[0]):
            clock.go_to(begin + timedelta(minutes=at))
            if how == "click":
                answer_entry(scene.entry(), str(what), via="link")
            else:
                take_reply(replies[what])  # type: ignore[index]
        entry = scene.entry()
        outcomes.add((entry.answer, entry.answer_stamp))
    newest = max(history, key=lambda one: one[2])
    assert outcomes == {(newest[1], begin + timedelta(minutes=newest[2]))}


def _orders(count: int) -> list[list[int]]:
    """Delays that make the mails arrive in every rotation, forwards and backwards."""
    straight = [[(number + turn) % count for number in range(count)] for turn in range(count)]
    return straight + [order[::-1] for order in straight] + [[0] * count]


def test_a_mailed_answer_counts_and_says_how_it_came(scene: Scene) -> None:
    found = take_reply(reply(scene.entry(), "accepted", note="Graag"))
    assert found is not None
    assert found.standing == "counts"
    entry = scene.entry()
    assert (entry.answer, entry.answered_via, entry.answer_note) == ("accepted", "mail", "Graag")


def test_reading_the_same_mail_twice_is_one_answer(scene: Scene) -> None:  # req Y-15
    first = take_reply(reply(scene.entry(), "accepted", key="same"))
    again = take_reply(reply(scene.entry(), "accepted", key="same"))
    assert first == again
    assert CalendarAnswer.select().count() == 1


def test_an_unknown_appointment_is_none(scene: Scene) -> None:
    assert take_reply(reply(scene.entry(), "accepted", uid="somebody-elses@calendar")) is None


def test_an_answer_to_an_older_version_is_kept_and_does_not_count(scene: Scene, clock: Clock) -> None:
    about_the_old_time = reply(scene.entry(), "accepted")
    clock.advance(hours=1)
    scene.move_to(STARTS_AT + timedelta(days=1))
    take_reply(about_the_old_time)
    assert scene.entry().answer == ""
    assert standings(scene.entry()) == [("accepted", "outdated")]


def test_moving_asks_again_and_correcting_words_does_not(scene: Scene, clock: Clock) -> None:
    answer_entry(scene.entry(), "accepted", via="link")
    clock.advance(hours=1)
    scene.move_to(STARTS_AT + timedelta(hours=2))
    assert scene.entry().answer == ""


def test_a_click_is_later_than_a_mail_with_a_clock_that_runs_ahead(scene: Scene) -> None:
    take_reply(reply(scene.entry(), "accepted", minutes=600))
    answer_entry(scene.entry(), "declined", via="link")
    assert scene.entry().answer == "declined"


def test_a_mail_that_was_older_than_the_click_does_not_overturn_it(scene: Scene) -> None:
    answer_entry(scene.entry(), "declined", via="link")
    take_reply(reply(scene.entry(), "accepted", minutes=-5))
    assert scene.entry().answer == "declined"


def test_the_same_click_again_is_later_than_a_mail_still_on_its_way(scene: Scene, clock: Clock) -> None:
    answer_entry(scene.entry(), "accepted", via="link")
    late = reply(scene.entry(), "declined", minutes=10)
    clock.advance(minutes=20)
    answer_entry(scene.entry(), "accepted", via="link")
    take_reply(late)
    assert scene.entry().answer == "accepted"
    assert CalendarAnswer.select().where(CalendarAnswer.via == "link").count() == 1


def test_a_reply_to_what_is_cancelled_or_past_is_kept_and_does_not_count(scene: Scene, clock: Clock) -> None:
    late = reply(scene.entry(), "declined")
    clock.go_to("2026-11-24 10:30")
    assert take_reply(late) is not None
    assert standings(scene.entry()) == [("declined", "outdated")]
    assert mails("appointments/declined") == []
    clock.go_to("2026-11-17 12:00")
    cancel_interview(scene.interview, "", by=scene.stage.people["lotte"])
    take_reply(reply(scene.entry(), "accepted", key="after"))
    assert scene.entry().answer == ""


def test_a_forged_answer_waits_for_a_person(scene: Scene) -> None:
    found = take_reply(reply(scene.entry(), "declined", is_verified=False, from_address="boef@elders.example"))
    assert found is not None
    assert found.standing == "unverified"
    assert scene.entry().answer == ""
    confirm_answer(found, by=scene.stage.people["lotte"])
    assert scene.entry().answer == "declined"
    with pytest.raises(ChangedMeanwhile):
        dismiss_answer(found, by=scene.stage.people["lotte"])


def test_what_was_put_aside_never_counts_and_cannot_be_confirmed(scene: Scene) -> None:
    found = take_reply(reply(scene.entry(), "declined", is_verified=False))
    assert found is not None
    dismiss_answer(found, by=scene.stage.people["lotte"])
    with pytest.raises(ChangedMeanwhile):
        confirm_answer(found, by=scene.stage.people["lotte"])
    assert scene.entry().answer == ""
    row = CalendarAnswer.get()
    assert (row.standing, row.settled_by) == ("dismissed", scene.stage.people["lotte"])


def test_a_confirmed_answer_that_is_overtaken_does_not_count(scene: Scene, clock: Clock) -> None:
    found = take_reply(reply(scene.entry(), "declined", is_verified=False))
    assert found is not None
    clock.advance(minutes=5)
    answer_entry(scene.entry(), "accepted", via="link")
    confirm_answer(found, by=scene.stage.people["lotte"])
    assert scene.entry().answer == "accepted"


def _counter(scene: Scene, hours: int, **values: object) -> CalendarAnswer:
    starts = STARTS_AT + timedelta(hours=hours)
    found = take_reply(
        reply(scene.entry(), COUNTER, wish_starts_at=starts, wish_ends_at=starts + timedelta(hours=1), **values)  # type: ignore[arg-type]
    )
    assert found is not None
    return found


def test_the_newest_wish_takes_the_older_ones_place(scene: Scene, clock: Clock) -> None:
    first = _counter(scene, 2, minutes=2, key="second")
    older = _counter(scene, 5, minutes=1, key="first")
    assert (first.standing, older.standing) == ("wish", "outdated")
    newest = _counter(scene, 3, minutes=3, key="third")
    assert newest.standing == "wish"
    assert CalendarAnswer.get_by_id(first.id).standing == "outdated"
    assert scene.entry().answer == ""


def test_whoever_comes_after_all_has_no_open_wish(scene: Scene, clock: Clock) -> None:
    _counter(scene, 2)
    clock.advance(minutes=1)
    answer_entry(scene.entry(), "accepted", via="link")
    assert standings(scene.entry()) == [("counter", "outdated"), ("accepted", "counts")]


def test_a_wish_by_link_twice_is_one_wish(scene: Scene) -> None:
    starts = STARTS_AT + timedelta(hours=2)
    for _ in range(2):
        wish_for(scene.entry(AMINA), starts, starts + timedelta(minutes=30), via="link", note="Trein")
    assert standings(scene.entry()) == [("counter", "wish")]


def test_an_answer_about_a_version_that_was_never_sent_does_not_outlive_the_one_that_was(
    scene: Scene, clock: Clock
) -> None:
    take_reply(reply(scene.entry(), "accepted", sequence=50))
    assert scene.entry().answer == "accepted"
    clock.advance(hours=1)
    scene.move_to(STARTS_AT + timedelta(hours=2))
    take_reply(reply(scene.entry(), "declined"))
    assert scene.entry().answer == "declined"


def test_a_mail_from_the_far_future_does_not_outweigh_all_that_follow(scene: Scene, clock: Clock) -> None:
    take_reply(reply(scene.entry(), "accepted", stamped_at=datetime(2099, 1, 1, tzinfo=UTC), key="far"))
    clock.advance(hours=1)
    take_reply(reply(scene.entry(), "declined"))
    assert scene.entry().answer == "declined"
