"""Is everything in? Who owes a sheet, who is reminded, and the second copy of a tablet (req 001-23)."""

import json
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

from flask import Flask

from portal.actions.owed_sheets import remind_assessors
from portal.actions.speeddates import set_criteria
from portal.models.accounts import User
from portal.models.outbox import OutboxMail
from portal.models.selection_days import Appointment, Assessor, TourLine
from portal.models.speeddates import Device, Sheet, SheetEntry
from portal.rules.scoring import TOUR_TEMPLATES, Part
from tests.clock import Clock
from tests.person import Person
from tests.speeddates.day import Day
from tests.tablet.tablets import Tablet, paired_tablet


def everything(day: Day, tablet: Tablet) -> None:
    """Each assessor's sheet of each candidate, complete."""
    for date in tablet.reads()["speeddates"]:
        for who, sheet in date["sheets"].items():
            assert tablet.puts(sheet | {"assessor": who}, day.whole()).status_code == 200


# req 001-23
def test_the_lead_sees_who_owes_a_sheet_of_a_talk_that_has_begun(
    app: Flask, day: Day, lotte: Person, clock: Clock
) -> None:
    clock.advance(minutes=50)
    tablet, _ = paired_tablet(app, day)
    tablet.puts(tablet.sheet_of("Fatima", "An"), day.whole())
    lotte.visits(f"{day.path}/sheets")
    assert "1 van 7 bladen zijn volledig." in lotte.page
    assert "Nog niet alles is binnen" in lotte.page
    assert "3 mensen zijn nog een blad schuldig." in lotte.page
    assert lotte.page.text.count("10.15 uur") == 2  # of Bo, both at table 1
    assert "Fatima" not in lotte.page.text  # hours and tables are enough


def test_everything_is_in_once_each_sheet_is_and_no_tablet_holds_one_back(
    app: Flask, day: Day, lotte: Person, emma: Person, clock: Clock
) -> None:
    clock.advance(minutes=110)
    tablet, _ = paired_tablet(app, day)
    everything(day, tablet)
    tablet.sends("POST", "hello", {"pending": 2})
    lotte.visits(f"{day.path}/sheets")
    assert "Op de tablets staan nog 2 bladen die niet verstuurd zijn." in lotte.page
    assert "nog 2 te versturen" in lotte.page
    tablet.sends("POST", "hello", {"pending": 0})
    for person in (lotte, emma):
        person.visits(f"{day.path}/sheets")
        assert "Elk blad is volledig en geen enkele tablet moet nog iets versturen." in person.page
    assert "Neem de kopie op" not in emma.page


# req Y-1
def test_who_owes_a_sheet_gets_one_mail_in_24_hours_in_the_own_language(day: Day, lotte: Person, clock: Clock) -> None:
    Assessor.update(email="an@bakkerij.example").where(Assessor.id == day.assessors[0].id).execute()
    Assessor.update(email="chris@bakkerij.example", language="en").where(Assessor.id == day.assessors[2].id).execute()
    clock.advance(minutes=110)
    lotte.visits(f"{day.path}/sheets")
    lotte.clicks("Stuur een herinnering")
    assert "3 herinneringen gestuurd." in lotte.page
    mails = {mail.recipient: mail for mail in OutboxMail.select()}
    assert set(mails) == {"an@bakkerij.example", "chris@bakkerij.example", day.emma.email}
    assert mails["an@bakkerij.example"].subject.startswith("Er ontbreekt nog een beoordeling")
    assert mails["chris@bakkerij.example"].subject.startswith("An assessment")
    assert "Stuur een herinnering" not in lotte.page
    lotte.sends(f"{day.path}/sheets/remind", {})
    assert OutboxMail.select().count() == 3
    clock.advance(hours=25)
    assert remind_assessors(day.day, by=day.lotte) == 3
    assert OutboxMail.select().count() == 6


# req Y-1, Y-9
def test_of_who_has_no_address_the_employer_hears_or_the_lead_calls(day: Day, lotte: Person, clock: Clock) -> None:
    day.emma.change(phone="0470 12 34 56")
    clock.advance(minutes=50)  # An and Bert owe three, Chris one
    page = lotte.visits(f"{day.path}/sheets")
    assert "Zonder e-mailadres: An Jacobs, Bert Willems, Chris Daems." in page
    assert "Of bel: Emma Claes 0470 12 34 56." in page
    lotte.clicks("Stuur een herinnering")
    (mail,) = OutboxMail.select()
    assert mail.recipient == day.emma.email
    body = message_from_bytes(bytes(mail.raw), policy=policy.default).get_body(("plain",))
    assert body is not None
    words = body.get_content()
    assert "Bert Willems, Tafel 1: 3" in words
    assert "Chris Daems, Tafel 2: 1" in words
    assert "Fatima" not in words
    assert "via het bedrijf" in lotte.page
    User.update(active=False).where(User.id == day.emma.id).execute()
    assert "spreek hen zelf aan" in lotte.visits(f"{day.path}/sheets")
    clock.advance(hours=25)
    assert remind_assessors(day.day, by=day.lotte) == 0


def test_guides_who_are_asked_what_they_saw_are_waited_for_too(
    app: Flask, day: Day, lotte: Person, clock: Clock
) -> None:
    set_criteria(day.campaign, TOUR_TEMPLATES, by=day.lotte, part=Part.TOUR)
    gust = TourLine.create(selection_day=day.day, guide_name="Gust Peters", guide_email="gust@bakkerij.example")
    first = Appointment.select().order_by(Appointment.id).get()
    hours = {"start_at": first.start_at - timedelta(hours=1), "end_at": first.start_at}
    Appointment.create(selection_day=day.day, nomination=first.nomination_id, kind="tour", tour_line=gust, **hours)
    lotte.visits(f"{day.path}/sheets")
    assert "0 van 8 bladen zijn volledig." in lotte.page
    assert "Gust Peters" in lotte.page
    assert remind_assessors(day.day, by=day.lotte) >= 1
    assert "9.00 uur: rondleiding" in str(OutboxMail.get(recipient="gust@bakkerij.example").raw, "utf-8")


def copy_of(device: Device, records: list[dict[str, Any]]) -> tuple[bytes, str]:
    """The file as the tablet saves it."""
    whole = {"selectiedag": 1, "device": device.public_id, "made": "2026-11-17T10:00:00Z", "sheets": records}
    return json.dumps(whole).encode(), "selectiedag-tablet-202611171000.json"


def brings(lotte: Person, day: Day, file: tuple[bytes, str], *, expect: int = 200) -> None:
    lotte.visits(f"{day.path}/sheets")
    lotte.fills_in("Neem de kopie op", file=file, expect=expect)


# req Y-10
def test_a_second_copy_comes_in_through_the_same_door_and_counts_once(app: Flask, day: Day, lotte: Person) -> None:
    tablet, device = paired_tablet(app, day)
    sent, held = tablet.sheet_of("Fatima", "An"), tablet.sheet_of("Bo", "An")
    tablet.puts(sent, day.whole(4), rev=3)
    Device.update(last_seen_at=None).execute()
    records = [
        {
            "id": one["id"],
            "rev": rev,
            "acked": 0,
            "version": 0,
            "body": day.whole(score),
            "owner": one["assessor"],
            "ts": "t",
        }
        for one, rev, score in ((sent, 3, 4), (held, 2, 1))
    ]
    records.append({**records[1], "id": "x" * 22})
    records.append({**records[1], "rev": 0})
    brings(lotte, day, copy_of(device, records))
    assert "1 blad was nieuw en is bewaard. 1 blad hoort niet bij deze dag." in lotte.page
    assert SheetEntry.select().count() == 2
    assert Sheet.get(Sheet.public_id == held["id"]).body == day.whole(1)
    assert Device.get().last_seen_at is None  # a file is not the tablet
    brings(lotte, day, copy_of(device, records[:2]))
    assert "Alles op deze kopie was al binnen." in lotte.page
    assert SheetEntry.select().count() == 2
    # The tablet finds its network after all: it sends what it held, and nothing is there twice.
    assert tablet.puts(held, day.whole(1), rev=2).get_json()["repeat"] is True


def test_what_is_no_copy_of_a_tablet_of_this_day_is_refused(app: Flask, day: Day, lotte: Person) -> None:
    _, device = paired_tablet(app, day)
    device.public_id = "van-een-andere-dag"
    brings(lotte, day, copy_of(device, []), expect=409)
    assert "Deze kopie komt niet van een tablet van deze selectiedag." in lotte.page
    for text in (
        "nee",
        "[]",
        "{}",
        '{"device": 5, "sheets": []}',
        '{"device": "x", "sheets": [{"rev": 1}]}',
        "[" * 5000,
    ):
        brings(lotte, day, (text.encode(), "kopie.json"), expect=409)
        assert "Dit bestand is geen kopie van een tablet." in lotte.page
    assert SheetEntry.select().count() == 0
