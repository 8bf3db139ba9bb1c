"""A tablet calls for help, and somebody goes there."""

import secrets

from flask import Flask

from portal.models.speeddates import Device, HelpCall
from tests.person import Person
from tests.speeddates.day import Day
from tests.tablet.tablets import Tablet, paired_tablet


def asks(tablet: Tablet, nonce: str, assessor: str = "") -> None:
    answer = tablet.sends("POST", "help", {"nonce": nonce, "assessor": assessor})
    assert (answer.status_code, answer.get_json()) == (200, {"nonce": nonce, "called": True})


# req Y-15
def test_the_lead_sees_at_which_table_help_is_asked_and_says_that_somebody_went(
    app: Flask, day: Day, lotte: Person
) -> None:
    tablet, _ = paired_tablet(app, day, "Tablet 3")
    asks(tablet, secrets.token_hex(16), day.assessors[2].public_id)
    lotte.visits(f"{day.path}/tablets")
    assert "Hulp gevraagd: Tafel 2" in lotte.page
    lotte.clicks("Iemand is er Tafel 2")
    assert "Genoteerd: iemand is gaan helpen aan Tafel 2." in lotte.page
    assert "Hulp gevraagd" not in lotte.page
    assert HelpCall.get().settled_by == day.lotte


def test_asking_again_is_the_same_call_until_somebody_went(app: Flask, day: Day, lotte: Person) -> None:
    tablet, device = paired_tablet(app, day)  # promise P7
    first, second = secrets.token_hex(16), secrets.token_hex(16)
    for nonce in (first, first, second):
        asks(tablet, nonce)
    assert HelpCall.select().count() == 1
    lotte.visits(f"{day.path}/tablets")
    assert f"Hulp gevraagd: {device.label}" in lotte.page  # no tile was chosen
    lotte.clicks(f"Iemand is er {device.label}")
    asks(tablet, first)  # it came late: it is the call of before
    assert HelpCall.select().where(HelpCall.settled_at.is_null()).count() == 0
    asks(tablet, second)
    assert HelpCall.select().where(HelpCall.settled_at.is_null()).count() == 1


def test_a_call_without_a_name_of_its_own_is_refused(app: Flask, day: Day) -> None:
    tablet, _ = paired_tablet(app, day)
    assert tablet.sends("POST", "help", {"nonce": "kort"}).status_code == 400
    assert HelpCall.select().count() == 0


# req X-04
def test_a_tablet_that_was_locked_opens_nothing_any_more(app: Flask, day: Day) -> None:
    tablet, device = paired_tablet(app, day)
    assert tablet.sends("POST", "lock", {}).get_json() == {"device": device.public_id, "locked": True}
    assert tablet.sends("GET", "day").get_json() == {"error": "revoked"}
    assert Device.get_by_id(device.id).revoked_at is not None
