"""The link: in the mails of the day, given by the jobcoach, asked again; one link opens one page."""

from collections.abc import Callable

import pytest

from portal.actions.reminding.selection_days import remind_of_selection_days
from portal.models.accounts import AccessLink
from portal.models.outbox import OutboxMail
from portal.models.own_day import OwnDayRequest
from tests.clock import Clock
from tests.own_day.conftest import OwnDays, token_in
from tests.person import Person
from tests.selection_days.scene import text_of
from tests.stage import mails

SAME = "Als we je kennen, krijg je de link"


def _links() -> int:
    return int(AccessLink.select().where(AccessLink.purpose == "own_day").count())


def _newest(template: str) -> OutboxMail:
    query = OutboxMail.select().where(OutboxMail.template == template).order_by(OutboxMail.id.desc())
    found: OutboxMail = query.first()
    return found


def test_the_mail_of_the_day_and_the_reminder_carry_the_link(own_days: OwnDays, clock: Clock) -> None:
    # req Y-1, 001-16
    first = token_in(text_of(_newest("selection_days/your_day")))
    clock.go_to("2026-12-07 10:00")
    remind_of_selection_days(clock.now())
    second = token_in(text_of(_newest("selection_days/your_day_tomorrow")))
    assert first != second
    for path in (first, second):
        assert "is jouw selectiedag bij Bakkerij De Ster" in own_days.new_person().visits(path)


def test_the_jobcoach_makes_a_new_link_and_the_old_ones_stop(own_days: OwnDays) -> None:
    old, coach = own_days.path(), own_days.coach()
    page = coach.visits(f"/nominations/{own_days.nomination().public_id}/own-day")
    assert "Antwoord voor de dag nog geen antwoord" in page
    page = coach.clicks("Maak een nieuwe link")
    assert "<svg" in page.html
    new = token_in(page.html)
    assert own_days.new_person().visits(new).heading == "Dag Jonas"
    gone = own_days.new_person().visits(old, expect=410)
    assert gone.links()["Vraag je link opnieuw"] == "/own-day"


def test_the_jobcoach_mails_a_new_link_where_there_is_an_address(own_days: OwnDays) -> None:
    coach = own_days.coach(1)
    coach.visits(f"/nominations/{own_days.nomination(1).public_id}/own-day")
    for _ in range(3):
        coach.clicks("Mail een nieuwe link")
    assert len(mails("selection_days/your_page")) == 1
    mail = _newest("selection_days/your_page")
    assert "Jonas" not in mail.subject
    assert own_days.new_person().visits(token_in(text_of(mail))).heading == "Dag Jonas"
    coach = own_days.coach(0)
    path = f"/nominations/{own_days.nomination(0).public_id}/own-day"
    assert "Mail een nieuwe link" not in coach.visits(path).buttons
    coach.sends(f"{path}/mail", expect=409)


@pytest.mark.parametrize("who", ["lotte", "joke", "emma", "stan"])
def test_nobody_else_gives_or_previews_it(own_days: OwnDays, who: str) -> None:
    # req P1
    path = f"/nominations/{own_days.nomination(1).public_id}/own-day"
    person = own_days.new_person(f"{who}@mensen.example")
    for page in (path, f"{path}/preview"):
        person.visits(page, expect=403 if who == "lotte" else 404)


def test_the_jobcoach_sees_what_the_candidate_sees(own_days: OwnDays) -> None:
    coach = own_days.coach(1)
    coach.visits(f"/nominations/{own_days.nomination(1).public_id}/own-day")
    page = coach.clicks("Bekijk wat Jonas ziet")
    assert "Korte test op papier" in page
    assert "Ik kom" not in page.buttons


def test_whoever_asks_again_hears_the_same_and_only_the_own_mailbox_gets_it(own_days: OwnDays, visitor: Person) -> None:
    # req Y-1
    before = _links()
    pages = []
    for email in ("kandidaat1@thuis.example", "KANDIDAAT1@thuis.example ", "niemand@thuis.example"):
        visitor.visits("/own-day")
        visitor.fills_in("Vraag de link", email=email)
        pages.append(visitor.page.text)
    assert len(set(pages)) == 1
    assert SAME in pages[0]
    assert [to for to, _ in mails("selection_days/your_page")] == ["kandidaat1@thuis.example"]
    assert _links() == before + 1
    assert own_days.new_person().visits(token_in(text_of(_newest("selection_days/your_page")))).heading == "Dag Jonas"


def test_it_can_be_asked_once_a_day(own_days: OwnDays, visitor: Person, clock: Clock) -> None:
    # req Y-1
    def ask() -> None:
        visitor.visits("/own-day")
        visitor.fills_in("Vraag de link", email="kandidaat1@thuis.example")

    ask()
    clock.advance(hours=23)
    ask()
    assert len(mails("selection_days/your_page")) == 1
    clock.advance(hours=2)
    ask()
    assert len(mails("selection_days/your_page")) == 2


def test_by_phone_number_the_jobcoach_hears_it_and_gets_a_next_step(own_days: OwnDays, visitor: Person) -> None:
    # req Y-1
    own_days.scene.nominations[0].candidate.change(phone="+32 470 12 34 56")
    for phone in ("0470/12.34.56", "0470123456", "0488 00 11 22"):
        visitor.visits("/own-day")
        visitor.fills_in("Vraag de link", phone=phone)
        assert SAME in visitor.page
    coach = own_days.nomination(0).jobcoach
    assert [to for to, _ in mails("selection_days/page_asked")] == [coach.email]
    assert "Fatima" not in _newest("selection_days/page_asked").subject
    person = own_days.coach(0)
    assert "Fatima vraagt de link naar “Mijn dag”" in person.visits("/")
    person.clicks("Geef een nieuwe link Fatima vraagt de link naar “Mijn dag”")
    assert "Fatima vroeg de link opnieuw" in person.page
    person.clicks("Maak een nieuwe link")
    assert OwnDayRequest.get().settled_at is not None
    assert "vraagt de link" not in person.visits("/")


def test_what_is_neither_an_address_nor_a_number_is_asked_again(own_days: OwnDays, visitor: Person) -> None:
    visitor.visits("/own-day")
    visitor.fills_in("Vraag de link")
    assert "Vul je e-mailadres of je telefoonnummer in." in visitor.page
    visitor.fills_in("Vraag de link", phone="12")
    assert "Vul je hele telefoonnummer in" in visitor.page
    visitor.fills_in("Vraag de link", email="geen adres", phone="")
    assert "Dit lijkt geen e-mailadres." in visitor.page


def test_a_link_opens_one_page_for_one_purpose(own_days: OwnDays, new_person: Callable[..., Person]) -> None:
    # req P1, P3
    token = own_days.path().rpartition("/")[2]
    for path in (f"/appointment/{token}", f"/test/{token}", f"/evaluation/{token}"):
        new_person().visits(path, expect=404)
    new_person().visits("/own-day/never-given", expect=404)
