"""Asking again who has not answered: by day, at most once in 24 hours, twice in all (req Y-1)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.actions.answers import answer_entry, wish_for
from portal.actions.interviews import cancel_interview
from portal.actions.reminding import running
from portal.actions.reminding.appointments import remind_of_unanswered
from portal.models.outbox import OutboxMail
from portal.rules.answers import is_due, is_hour_to_ask, may_ask_again
from tests.answers.scene import AMINA, PIM, STARTS_AT, Scene, answer_link, newest_mail, text_of
from tests.clock import BRUSSELS, Clock
from tests.outbox.reading import read
from tests.person import Person
from tests.stage import mails


def _asked(email: str = AMINA) -> list[datetime]:
    rows = OutboxMail.select().where(OutboxMail.template == "appointments/reminded", OutboxMail.recipient == email)
    return [row.created_at.astimezone(BRUSSELS) for row in rows.order_by(OutboxMail.id)]


def _let_time_pass(clock: Clock, until: datetime) -> None:
    """The clock's beat, every hour."""
    while clock.now() < until:
        clock.advance(hours=1)
        remind_of_unanswered(clock.now())


def test_who_is_silent_is_asked_twice_at_most_by_day_and_never_after(scene: Scene, clock: Clock) -> None:
    _let_time_pass(clock, STARTS_AT + timedelta(days=2))
    # told on Tuesday 17 at 10:00, begins on Tuesday 24 at 10:00
    assert [f"{at:%d %H}" for at in _asked()] == ["21 10", "23 10"]
    gaps = [later - earlier for earlier, later in zip(_asked(), _asked()[1:], strict=False)]
    assert min(gaps) >= timedelta(hours=24)


def test_doing_it_again_at_once_does_nothing(scene: Scene, clock: Clock) -> None:
    clock.go_to("2026-11-21 12:00")
    assert running.run_due(clock.now())["remind_of_unanswered"] == 3
    assert running.run_due(clock.now())["remind_of_unanswered"] == 0


def test_nobody_is_asked_at_night(scene: Scene, clock: Clock) -> None:
    clock.go_to("2026-11-21 23:00")
    assert remind_of_unanswered(clock.now()) == 0
    clock.go_to("2026-11-22 08:59")
    assert remind_of_unanswered(clock.now()) == 0
    clock.go_to("2026-11-22 09:00")
    assert remind_of_unanswered(clock.now()) == 3


def test_who_answered_or_asked_for_another_moment_is_left_in_peace(scene: Scene, clock: Clock) -> None:
    answer_entry(scene.entry(), "tentative", via="link")
    later = STARTS_AT + timedelta(hours=3)
    wish_for(scene.entry(PIM), later, later + timedelta(minutes=30), via="link")
    _let_time_pass(clock, STARTS_AT)
    assert _asked(AMINA) == _asked(PIM) == []


def test_a_cancelled_appointment_asks_nobody(scene: Scene, clock: Clock) -> None:
    cancel_interview(scene.interview, "", by=scene.stage.people["lotte"])
    _let_time_pass(clock, STARTS_AT)
    assert mails("appointments/reminded") == []


def test_moving_starts_the_asking_afresh_and_counts_as_a_mail(scene: Scene, clock: Clock) -> None:
    clock.go_to("2026-11-21 12:00")
    remind_of_unanswered(clock.now())
    clock.go_to("2026-11-21 14:00")
    scene.move_to(STARTS_AT + timedelta(days=7))
    clock.go_to("2026-11-22 13:00")
    assert remind_of_unanswered(clock.now()) == 0
    clock.go_to("2026-11-28 15:00")
    assert remind_of_unanswered(clock.now()) == 3


def test_the_mail_says_the_date_of_the_last_one_and_carries_the_appointment_unchanged(
    scene: Scene, clock: Clock, visitor: Person
) -> None:
    clock.go_to("2026-11-21 12:00")
    remind_of_unanswered(clock.now())
    first, reminder = newest_mail("interviews/candidate_planned", AMINA), newest_mail("appointments/reminded", AMINA)
    assert "dinsdag 17 november 2026" in text_of(reminder)
    assert _calendar(reminder) == _calendar(first)
    assert (reminder.uid, reminder.sequence, reminder.stamped_at) == (first.uid, first.sequence, first.stamped_at)
    assert "Zomers" not in reminder.subject
    assert reminder.expires_at == STARTS_AT
    visitor.visits(answer_link(AMINA))
    visitor.fills_in("Ik kom")
    assert scene.entry().answer == "accepted"


def _calendar(mail: OutboxMail) -> bytes:
    (part,) = [part for part in read(bytes(mail.raw)).walk() if part.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def test_by_hand_the_lead_sees_first_who_is_asked_and_who_is_left_out_and_why(
    scene: Scene, clock: Clock, new_person: Callable[..., Person]
) -> None:
    answer_entry(scene.entry(PIM), "accepted", via="link")
    clock.go_to("2026-11-18 15:00")
    lotte = new_person("lotte@netwerk.example")
    page = lotte.visits(f"/campaigns/{scene.stage.campaign.public_id}/answers")
    assert "1 komt, 2 antwoordden nog niet" in page
    page = lotte.clicks("Herinner wie nog niet antwoordde Preselectiegesprekken")
    assert "Er vertrekken 2 mails" in page
    assert mails("appointments/reminded") == []
    assert "Wie komt?" in lotte.clicks("Wijzig").heading
    lotte.clicks("Herinner wie nog niet antwoordde Preselectiegesprekken")
    lotte.fills_in("Verstuur 2 mails")
    assert sorted(to for to, _ in mails("appointments/reminded")) == [AMINA, "karel@netwerk.example"]
    clock.advance(hours=3)
    lotte.signs_in("lotte@netwerk.example")
    lotte.visits(f"/campaigns/{scene.stage.campaign.public_id}/answers")
    page = lotte.clicks("Herinner wie nog niet antwoordde Preselectiegesprekken")
    assert "Niemand krijgt nu een herinnering" in page
    assert len(mails("appointments/reminded")) == 2


# ---- the rule alone ----

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
hours = st.integers(0, 24 * 30)


@pytest.mark.once
@given(until=hours, day_before=st.booleans(), first=hours)
def test_however_the_clock_beats_nobody_is_asked_too_often(until: int, day_before: bool, first: int) -> None:
    starts, told, reminded = NOON + timedelta(hours=until), NOON, None
    asked: list[datetime] = []
    for hour in range(first, 24 * 31, 5):
        now = NOON + timedelta(hours=hour)
        if is_due(told, reminded, starts, now, day_before=day_before):
            asked.append(now)
            reminded = now
    assert len(asked) <= (2 if day_before else 1)
    assert all(now < starts for now in asked)
    assert all(later - earlier >= timedelta(hours=24) for earlier, later in zip([told, *asked], asked, strict=False))


@pytest.mark.once
def test_24_hours_are_24_hours_on_the_days_that_the_clock_changes() -> None:
    for told in (datetime(2026, 10, 24, 9, tzinfo=BRUSSELS), datetime(2027, 3, 27, 9, tzinfo=BRUSSELS)):
        since = told.astimezone(UTC)
        assert not may_ask_again(since, since + timedelta(hours=24, seconds=-1))
        assert may_ask_again(since, since + timedelta(hours=24))


@pytest.mark.once
def test_day_is_day_on_the_clock_of_the_site() -> None:
    # 8:30 UTC on the day after the clock went back is 9:30 in Brussels; the day before it was 10:30
    assert is_hour_to_ask(datetime(2026, 10, 25, 8, 30, tzinfo=UTC), "Europe/Brussels")
    assert not is_hour_to_ask(datetime(2026, 10, 25, 7, 30, tzinfo=UTC), "Europe/Brussels")
    assert is_hour_to_ask(datetime(2026, 10, 24, 7, 30, tzinfo=UTC), "Europe/Brussels")
    assert not is_hour_to_ask(datetime(2026, 10, 25, 8, 30, tzinfo=UTC), "Europe/Lisbon")


def test_what_is_over_has_no_button_to_remind(scene: Scene, clock: Clock, new_person: Callable[..., Person]) -> None:
    clock.go_to("2026-11-24 11:00")
    lotte = new_person("lotte@netwerk.example")
    page = lotte.visits(f"/campaigns/{scene.stage.campaign.public_id}/answers")
    assert "3 antwoordden niet" in page
    assert not [words for words in page.buttons if words.startswith("Herinner")]
