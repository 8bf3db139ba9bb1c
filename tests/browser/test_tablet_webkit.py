"""The tablet's core in a real WebKit, the engine of iPads: keeping, sending, and going on while the server is dead."""

from collections.abc import Iterator
from typing import Any

import pytest

from portal.models.speeddates import Sheet, SheetEntry
from tests.browser.tablet_server import KillablePortal, address, day, portal
from tests.speeddates.day import Day
from tests.tablet.tablets import new_codes
from tests.webkit import WebKit, running_webkit

__all__ = ["address", "day", "portal"]

STATUS = "document.querySelector('#status').textContent"
KEPT = "1 bewaard op deze tablet, wordt verstuurd zodra er netwerk is"


@pytest.fixture
def webkit() -> Iterator[WebKit]:
    """A window of WebKit."""
    with running_webkit() as found:
        yield found


def on_a_sheet(webkit: WebKit, portal: KillablePortal, day: Day) -> Sheet:
    """Pair, choose An's tile and the first candidate."""
    _, code, pin = new_codes(day)
    webkit.opens(f"{portal.address}/tablet/#{code}")
    webkit.waits_for("document.querySelector('#code')?.value === arguments[0]", code)
    webkit.types("#pin", pin)
    webkit.clicks("#screen button[type=submit]")
    webkit.clicks(".tablet-tile")
    webkit.clicks(".tablet-line")
    webkit.waits_for("document.querySelector('h1').textContent === 'Fatima E.'")
    return Sheet.get(Sheet.assessor == day.assessors[0], Sheet.nomination == day.nominations[0])


def taps(webkit: WebKit, day: Day, criterion: int, score: int) -> None:
    webkit.clicks(f".score-choice:has(input[name='{day.criteria[criterion].public_id}'][value='{score}'])")


def is_kept(sheet: Sheet, body: dict[str, Any]) -> None:
    """The sheet says what was tapped, and no step came in twice."""
    kept = Sheet.get_by_id(sheet.id)
    assert (kept.body, kept.is_conflicted) == ({"scores": {}, "note": "", "verdict": None} | body, False)
    steps = [(entry.rev, entry.digest) for entry in SheetEntry.select().order_by(SheetEntry.id)]
    assert len(set(steps)) == len(steps)


# req 001-23, Y-10
def test_in_webkit_what_was_tapped_survives_a_dead_server_and_a_reload(
    webkit: WebKit, portal: KillablePortal, day: Day
) -> None:
    sheet = on_a_sheet(webkit, portal, day)
    first, second = (one.public_id for one in day.criteria[:2])
    webkit.waits_for("navigator.serviceWorker.controller !== null")
    taps(webkit, day, 0, 3)
    webkit.waits_for(f"{STATUS}.startsWith('Alles is binnen (')")
    portal.dies()
    taps(webkit, day, 1, 2)
    webkit.waits_for(f"{STATUS} === arguments[0]", KEPT)
    webkit.reloads()
    webkit.waits_for("document.querySelector('h1').textContent === 'Fatima E.'")
    assert webkit.runs("document.querySelector(`input[name='${arguments[0]}'][value='2']`).checked", second)
    webkit.clicks(".verdict-red")
    webkit.waits_for(f"{STATUS} === arguments[0]", KEPT)
    portal.starts()
    webkit.waits_for(f"{STATUS}.startsWith('Alles is binnen (')")
    is_kept(sheet, {"scores": {first: 3, second: 2}, "verdict": "red"})


def test_in_webkit_an_answer_that_is_lost_after_the_commit_makes_no_second_entry(
    webkit: WebKit, portal: KillablePortal, day: Day
) -> None:
    sheet = on_a_sheet(webkit, portal, day)
    portal.loses_answers = 1
    webkit.clicks(".verdict-green")
    webkit.waits_for(f"{STATUS}.startsWith('Alles is binnen (')")
    assert len(portal.puts) >= 2
    assert SheetEntry.select().count() == 1
    is_kept(sheet, {"verdict": "green"})
