"""“Ik kom / ik kom niet”: one truth with the answers to the appointment, whoever looks (req Y-1)."""

import pytest

from portal.actions.answers import answer_entry
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.outbox import OutboxMail
from portal.queries.own_day import entry_of
from tests.own_day.conftest import OwnDays
from tests.stage import mails

WITH_ADDRESS, WITHOUT = 1, 0


def _entry(own_days: OwnDays, rank: int) -> CalendarEntry:
    found = entry_of(own_days.nomination(rank))
    assert found is not None
    return found


# req P12
def test_looking_writes_nothing_and_a_blind_post_neither(own_days: OwnDays) -> None:
    path, visitor = own_days.path(), own_days.new_person()
    visitor.visits(path)
    assert visitor.client.head(path, base_url="http://portal.test").status_code == 200
    blind = visitor.client.post(path, base_url="http://portal.test", data={"answer": "declined"})
    assert blind.status_code == 400
    assert _entry(own_days, WITH_ADDRESS).answer == ""
    visitor.visits(path)
    visitor.clicks("Ik kom")
    assert "Je zei: ik kom." in visitor.page


@pytest.mark.parametrize("rank", [WITH_ADDRESS, WITHOUT])
def test_a_no_reaches_lead_and_jobcoach_and_each_gets_a_next_step(own_days: OwnDays, rank: int) -> None:
    # req X-06, Y-1
    candidate = own_days.opens(rank)
    candidate.fills_in("Ik kom niet", note="Mijn kind is ziek")
    nomination = own_days.nomination(rank)
    assert f"{nomination.jobcoach.name} weet het en belt je." in candidate.page
    assert {to for to, _ in mails("appointments/declined")} == {"lotte@mensen.example", nomination.jobcoach.email}
    coach = own_days.coach(rank)
    name = nomination.candidate.first_name
    assert f"{name} liet weten niet naar de selectiedag te kunnen komen: bel even" in coach.visits("/")
    lotte = own_days.new_person("lotte@mensen.example")
    assert "Beslis wat er gebeurt nu iemand niet kan komen (selectiedag): 1" in lotte.visits("/")
    assert "1 komt niet" in lotte.visits(own_days.scene.page)
    assert "Mijn kind is ziek" in coach.visits(f"/nominations/{nomination.public_id}/own-day")


@pytest.mark.parametrize("rank", [WITH_ADDRESS, WITHOUT])
def test_changing_ones_mind_works_and_the_newest_answer_counts(own_days: OwnDays, rank: int) -> None:
    candidate = own_days.opens(rank)
    candidate.clicks("Ik kom niet")
    candidate.clicks("Ik kom")
    assert _entry(own_days, rank).answer == "accepted"
    answer_entry(_entry(own_days, rank), "declined", via="link", note="Toch niet")
    assert "Je zei: ik kom niet." in candidate.visits(candidate.page.url)
    assert "Beslis wat er gebeurt" in own_days.new_person("lotte@mensen.example").visits("/")


def test_the_same_answer_twice_is_one(own_days: OwnDays) -> None:
    candidate = own_days.opens()
    for _ in range(3):
        candidate.fills_in("Ik kom niet", note="")
    assert CalendarAnswer.select().count() == 1
    assert len(mails("appointments/declined")) == 2


def test_maybe_and_any_other_word_is_no_answer_here(own_days: OwnDays) -> None:
    candidate = own_days.opens()
    candidate.sends(candidate.page.url, {"answer": "tentative"})
    assert _entry(own_days, WITH_ADDRESS).answer == ""


def test_hostile_words_stay_words(own_days: OwnDays) -> None:
    # req P10
    candidate = own_days.opens()
    candidate.fills_in("Ik kom niet", note='<script>alert(1)</script>\u2028{{ 7*7 }}" onx=')
    assert "<script>alert" not in candidate.page.html
    assert "{{ 7*7 }}" in own_days.coach().visits(f"/nominations/{own_days.nomination().public_id}/own-day")


def test_who_has_no_address_gets_no_mail_and_stands_in_the_list_of_who_comes(own_days: OwnDays) -> None:
    assert not OutboxMail.select().where(OutboxMail.recipient == "").exists()
    lotte = own_days.new_person("lotte@mensen.example")
    assert "6 antwoordden nog niet" in lotte.visits(own_days.scene.page)
