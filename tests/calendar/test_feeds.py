"""One address in one's own calendar program shows all own appointments, always current (req Y-13)."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.actions.accounts import deactivate, reactivate
from portal.calendar.entries import Attendee, Event, cancel, invite
from portal.calendar.feed import feed
from portal.extensions import limiter
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry, CalendarFeed
from portal.models.database import database as portal_database
from portal.models.database import write_transaction
from portal.rules.answers import Answer
from tests.bench import APPOINTMENTS, calendar_of_many
from tests.calendar.appointments import appointment
from tests.calendar.ics_lines import Part, read, unescaped
from tests.calendar.linter import faults_of_feed
from tests.clock import Clock
from tests.counting import count_queries
from tests.person import Person
from tests.stage import Stage, set_stage

SESSION = Event(
    starts_at=datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
    ends_at=datetime(2026, 11, 24, 10, 0, tzinfo=UTC),
    zone="Europe/Brussels",
    summary="Infosessie bij Bakkerij De Ster",
    location="Ovenstraat 1, Mol",
)


UID = "{}0000000-0000-0000-0000-000000000000@portal.example"


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    return set_stage(app)


@pytest.fixture
def pim(stage: Stage, new_person: Callable[..., Person]) -> Person:
    return new_person("pim@netwerk.example")


def asked(who: User | str, subject: str = "invitation:abc", **changed: Any) -> None:
    """An appointment for somebody, as an action makes it; an address alone is somebody without an account."""
    user = who if isinstance(who, User) else None
    person = Attendee(user.email if user else str(who), user.name if user else "", user)
    with write_transaction():
        invite(person, "info_session", subject, replace(SESSION, **changed))


def made_by(person: Person) -> str:
    """The path of the calendar address that a person makes on her page."""
    person.visits("/calendar/")
    person.fills_in("#make-address")
    return urlsplit(shown_on(person)).path


def shown_on(person: Person) -> str:
    (field,) = [field for field in person.page.tree.iter("input") if field.get("id") == "address"]
    return str(field.get("value"))


def fetched(app: Flask, path: str, *, expect: int = 200, method: str = "GET", known: str = "") -> TestResponse:
    """What a calendar program gets, which has no cookie and knows nobody; `known` is the ETag that it has."""
    headers = {"If-None-Match": known} if known else {}
    answer = app.test_client().open(path, method=method, headers=headers)
    assert answer.status_code == expect, answer
    assert "Set-Cookie" not in answer.headers
    assert "Location" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, must-revalidate"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    return answer


def events(answer: TestResponse) -> list[Part]:
    assert faults_of_feed(answer.data) == []
    return [part for part in read(answer.data).parts if part.name == "VEVENT"]


def titles(answer: TestResponse) -> list[str]:
    return [unescaped(event.value("SUMMARY")) for event in events(answer)]


def test_the_address_shows_ones_own_appointments_and_no_others(app: Flask, stage: Stage, pim: Person) -> None:
    # req Y-13
    asked(stage.people["pim"])
    asked(stage.people["joke"], summary="Van Joke")
    asked("PIM@netwerk.example", "invitation:before-the-account", summary="Van voor het account")
    answer = fetched(app, made_by(pim))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert sorted(titles(answer)) == ["Infosessie bij Bakkerij De Ster", "Van voor het account"]
    calendar = read(answer.data)
    assert calendar.value("METHOD") == "PUBLISH"
    assert calendar.value("NAME") == calendar.value("X-WR-CALNAME") == "Selectiedagen"
    assert calendar.one("REFRESH-INTERVAL").params == {"VALUE": "DURATION"}
    assert calendar.value("REFRESH-INTERVAL") == calendar.value("X-PUBLISHED-TTL") == "PT1H"
    assert b"netwerk.example" not in answer.data.replace(b"\r\n ", b"")


def test_ones_appointments_and_their_address_are_two_clicks_from_home(
    app: Flask, stage: Stage, new_person: Callable[..., Person]
) -> None:
    for email in ("lotte@netwerk.example", "pim@netwerk.example", "emma@netwerk.example"):
        person = new_person(email)
        person.visits("/")
        assert person.clicks("Mijn afspraken").heading == "Mijn afspraken"
        assert person.clicks("In mijn eigen agenda").heading == "Mijn agenda"
        assert person.clicks("Maak mijn adres").heading == "Je agenda-adres"


def test_the_name_is_in_the_readers_language(app: Flask, stage: Stage, pim: Person) -> None:
    path = made_by(pim)
    before = fetched(app, path).headers["ETag"]
    stage.people["pim"].change(language="en")
    answer = fetched(app, path)
    assert read(answer.data).value("NAME") == "Selection days"
    assert answer.headers["ETag"] != before


def test_a_change_is_seen_at_the_next_fetch_and_nothing_else_changes_a_byte(
    app: Flask, stage: Stage, pim: Person, clock: Clock
) -> None:
    # req Y-13
    asked(stage.people["pim"])
    path = made_by(pim)
    first = fetched(app, path)
    clock.advance(hours=5)
    second = fetched(app, path)
    assert (second.data, second.headers["ETag"]) == (first.data, first.headers["ETag"])
    asked(stage.people["pim"], location="Zaal 2")
    moved = fetched(app, path)
    assert moved.headers["ETag"] != first.headers["ETag"]
    (event,) = events(moved)
    assert event.value("LOCATION") == "Zaal 2"
    assert event.value("SEQUENCE") == "1"
    assert event.value("UID") == events(first)[0].value("UID")


def test_what_is_cancelled_or_declined_or_long_past_is_left_out(
    app: Flask, stage: Stage, pim: Person, clock: Clock
) -> None:
    for subject in ("cancelled", "declined", "past", "kept"):
        asked(stage.people["pim"], subject, summary=subject)
    path = made_by(pim)
    marks = [fetched(app, path).headers["ETag"]]
    assert sorted(titles(fetched(app, path))) == ["cancelled", "declined", "kept", "past"]
    with write_transaction():
        entry_about("cancelled").change(answer=Answer.ACCEPTED)
        cancel(entry_about("cancelled"))
        entry_about("declined").change(answer=Answer.DECLINED)
        entry_about("past").change(ends_at=clock.now() - timedelta(days=60, seconds=1))
    marks.append(fetched(app, path).headers["ETag"])
    assert titles(fetched(app, path)) == ["kept"]
    clock.go_to(SESSION.ends_at + timedelta(days=60, seconds=1))
    marks.append(fetched(app, path).headers["ETag"])
    assert titles(fetched(app, path)) == []
    assert len(set(marks)) == 3


def entry_about(subject: str) -> CalendarEntry:
    found: CalendarEntry = CalendarEntry.get(CalendarEntry.subject == subject)
    return found


def test_who_has_the_newest_hears_so_without_it_being_written_out(app: Flask, stage: Stage, pim: Person) -> None:
    # req Y-13
    asked(stage.people["pim"])
    path = made_by(pim)
    tag = fetched(app, path).headers["ETag"]
    assert tag.startswith('"')
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = fetched(app, path, expect=304, known=known)
        assert answer.data == b""
        assert answer.headers["ETag"] == tag
    assert fetched(app, path, known='"other", W/"another"').data
    with count_queries() as few:
        fetched(app, path, expect=304, known=tag)
    with count_queries() as more:
        fetched(app, path)
    assert more.count == few.count + 1
    assert few.count <= 3


@pytest.mark.once  # how much a page asks hangs on no database
def test_the_number_of_queries_does_not_grow(app: Flask, stage: Stage, pim: Person) -> None:
    path = made_by(pim)
    counts = []
    for upto in (1, 30):
        for number in range(upto):
            asked(stage.people["pim"], f"invitation:{number}")
        with count_queries() as queries:
            assert len(events(fetched(app, path))) == upto
        counts.append(queries.count)
    assert counts[0] == counts[1] <= 4


@pytest.mark.once
def test_a_feed_of_five_hundred_is_the_same_bytes_each_time_and_costs_nothing_when_unchanged(
    app: Flask, stage: Stage, pim: Person, clock: Clock
) -> None:
    # req Y-13: measured in `make bench`
    path = calendar_of_many("pim@netwerk.example")
    first = fetched(app, path)
    assert len(events(first)) == APPOINTMENTS == 500
    assert faults_of_feed(first.data) == []
    clock.advance(hours=5)
    again = fetched(app, path)
    assert (again.data, again.headers["ETag"]) == (first.data, first.headers["ETag"])
    with count_queries() as queries:
        unchanged = fetched(app, path, expect=304, known=first.headers["ETag"])
    assert unchanged.data == b""
    assert queries.count <= 3


def test_head_says_as_much_as_get_and_neither_writes(app: Flask, stage: Stage, pim: Person) -> None:
    asked(stage.people["pim"])
    path = made_by(pim)
    before = [tuple(row) for row in portal_database.execute_sql("SELECT * FROM calendar_feed").fetchall()]
    get, head = fetched(app, path), fetched(app, path, method="HEAD")
    assert head.data == b""
    assert {name: get.headers[name] for name in ("ETag", "Content-Type", "Content-Length")} == {
        name: head.headers[name] for name in ("ETag", "Content-Type", "Content-Length")
    }
    assert [tuple(row) for row in portal_database.execute_sql("SELECT * FROM calendar_feed").fetchall()] == before


def test_a_new_address_empties_the_old_one_for_thirty_days_and_then_it_is_gone(
    app: Flask, stage: Stage, pim: Person, clock: Clock
) -> None:
    # req Y-13
    asked(stage.people["pim"])
    old = made_by(pim)
    had = fetched(app, old).headers["ETag"]
    new = made_by(pim)
    assert old != new
    assert len(events(fetched(app, new))) == 1
    emptied = fetched(app, old, known=had)
    assert events(emptied) == []
    fetched(app, old, expect=304, known=emptied.headers["ETag"])
    clock.advance(days=30, seconds=-1)
    assert events(fetched(app, old)) == []
    clock.advance(seconds=1)
    assert fetched(app, old, expect=410).data == b""


def test_who_revokes_the_address_reads_that_it_is_so(app: Flask, stage: Stage, pim: Person) -> None:
    asked(stage.people["pim"])
    path = made_by(pim)
    pim.visits("/calendar/")
    pim.clicks("Trek het adres in")
    assert "Je agenda-adres is ingetrokken." in pim.page
    assert "Maak mijn adres" in pim.page.buttons
    assert events(fetched(app, path)) == []


def test_a_closed_account_gives_nothing_away_from_that_moment(app: Flask, stage: Stage, pim: Person) -> None:
    # req P13
    asked(stage.people["pim"])
    path = made_by(pim)
    stage.people["pim"].change(active=False)  # however it came to be closed
    assert events(fetched(app, path)) == []
    stage.people["pim"].change(active=True)
    assert len(events(fetched(app, path))) == 1
    deactivate(User.get_by_id(stage.people["pim"].id), by=stage.people["lotte"])
    reactivate(User.get_by_id(stage.people["pim"].id), by=stage.people["lotte"])
    assert events(fetched(app, path)) == []


def test_an_address_that_nobody_gave_is_not_there(app: Flask, stage: Stage, pim: Person) -> None:
    path = made_by(pim)
    assert fetched(app, "/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics", expect=404).data == b""
    assert fetched(app, f"{path[:-5]}.ics", expect=404).data == b""
    fetched(app, path)


def test_the_address_is_shown_once_in_every_form_and_only_its_hash_is_kept(
    app: Flask, stage: Stage, pim: Person
) -> None:
    path = made_by(pim)
    address = shown_on(pim)
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    assert len(secret) == 43  # 256 bits
    assert address == f"http://portal.test{path}"
    assert secret not in pim.page.url
    assert pim.page.headers["Referrer-Policy"] == "same-origin", (
        "Google hears of the address only when asked to fetch it"
    )
    assert "no-store" in pim.page.headers["Cache-Control"]
    assert pim.page.links()["Open in mijn agendaprogramma"] == f"webcal://portal.test{path}"
    google = pim.page.links()["Zet in Google Agenda"]
    assert google == f"https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fportal.test{path.replace('/', '%2F')}"
    pim.visits("/calendar/")
    assert secret not in pim.page.html
    assert "dinsdag 17 november, 10.00 uur" in pim.page
    assert "4 tot 24 uur" in pim.page
    kept = repr(portal_database.execute_sql("SELECT * FROM calendar_feed").fetchall())
    assert secret not in kept


def test_a_double_click_makes_one_address(app: Flask, stage: Stage, pim: Person) -> None:
    pim.visits("/calendar/")
    (once,) = [field.get("value") for field in pim.page.tree.iter("input") if field.get("name") == "once"]
    pim.sends("/calendar/", {"once": once})
    first = shown_on(pim)
    pim.visits("/calendar/")
    pim.sends("/calendar/", {"once": once})
    assert shown_on(pim) == first
    assert CalendarFeed.select().count() == 1
    pim.sends("/calendar/revoke")
    pim.sends("/calendar/", {"once": once}, expect=409)
    assert "intussen vernieuwd of ingetrokken" in pim.page


def test_another_ones_form_makes_no_address(
    app: Flask, stage: Stage, pim: Person, new_person: Callable[..., Person]
) -> None:
    made_by(pim)
    joke = new_person("joke@netwerk.example")
    joke.visits("/calendar/")
    joke.sends("/calendar/", {"once": CalendarFeed.get().public_id}, expect=409)
    joke.sends("/calendar/", {"once": "too short"})
    assert joke.page.heading == "Mijn agenda"


@pytest.fixture
def throttled(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    made = make_app(RATE_LIMITS=True)
    yield made
    limiter.reset()
    limiter.enabled = False


@pytest.mark.once
def test_a_program_that_asks_without_end_waits_and_hinders_nobody_else(throttled: Flask, clock: Clock) -> None:
    set_stage(throttled)
    path, other = made_by(Person(throttled).signs_in("pim@netwerk.example")), "/calendar/other.ics"
    for _ in range(60):
        fetched(throttled, path)
    assert fetched(throttled, path, expect=429).data == b""
    fetched(throttled, other, expect=404)


@pytest.mark.once
def test_no_link_stands_in_a_feed_that_lets_in_whoever_has_it() -> None:
    # req P13
    page, link = f"http://portal.test/campaigns/{'a' * 22}", f"http://portal.test/answer/{secrets.token_urlsafe(32)}"
    ics = feed("Alles", [appointment(url=page), appointment(uid=UID.format("a"), url=link)])
    assert [[line.value for line in part.lines if line.name == "URL"] for part in read(ics).parts[1:]] == [[page], []]


@pytest.mark.once
def test_a_feed_is_sorted_has_each_zone_once_and_an_alarm_for_what_takes_time() -> None:
    # req Y-13
    later = {"starts_at": datetime(2026, 12, 1, 9, tzinfo=UTC), "ends_at": datetime(2026, 12, 1, 10, tzinfo=UTC)}
    all_day = appointment(uid=UID.format("d"), all_day=True, transparent=True)
    given = [
        appointment(uid=UID.format("c"), zone="Europe/London", **later),
        appointment(uid=UID.format("b"), **later),
        appointment(uid=UID.format("e"), zone="Africa/Casablanca"),
        all_day,
        appointment(uid=UID.format("a"), **later),
    ]
    ics = feed("Werk; en\r\nX-EVIL:1", given)
    assert faults_of_feed(ics) == []
    assert feed("Werk; en\r\nX-EVIL:1", given[::-1]) == ics
    calendar = read(ics)
    assert unescaped(calendar.value("NAME")) == "Werk; en X-EVIL:1"
    zones = [part.value("TZID") for part in calendar.parts if part.name == "VTIMEZONE"]
    assert zones == ["Europe/Brussels", "Europe/London"]
    found = {part.value("UID")[0]: part for part in calendar.parts if part.name == "VEVENT"}
    assert list(found) == ["d", "e", "a", "b", "c"]
    assert found["e"].value("DTSTART").endswith("Z")  # a zone whose clock follows no yearly rule
    assert found["d"].value("DTSTART") == f"{date(2026, 11, 24):%Y%m%d}"
    assert {key: [part.value("TRIGGER") for part in one.parts] for key, one in found.items()} == {
        "d": [],
        **{key: ["-PT1H"] for key in "eabc"},
    }
