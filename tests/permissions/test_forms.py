"""Every form that the world offers, sent three times in a row, has one effect (promise P7)."""
# req Y-11

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import Client, TestResponse

from portal.models.accounts import Look, SignIn
from portal.models.database import database
from portal.models.tables import all_tables
from tests.databases import FreshDatabase
from tests.filling_in import Form
from tests.permissions.asking import BASE_URL, ask
from tests.permissions.conftest import Told, bring_back
from tests.permissions.guessing import guess
from tests.permissions.reading import Answer, Harvest
from tests.permissions.world import World

# Each sending gives out another link, on purpose: only its hash is kept, so an older one cannot be shown again.
GIVES_LINKS = {
    "written_tests.personal_link",
    "written_tests.slips",
    "internships.candidate_link",
    "partners.join_by_link",
    "own_day.renew",
}
# Ends or renews the session of the browser that sends it: tried in tests/accounts.
OF_THE_SESSION = {"accounts.sign_out", "accounts.sign_out_elsewhere"}
# Offered on a page, but refused in this world, each for a reason of its own.
REFUSED_HERE = {
    "internships.evaluate_as_jobcoach": "both internships that run or ended have this evaluation",
    "owed_sheets.take": "only a tablet's own copy is taken; tests/tablet/test_owed_sheets.py sends one twice",
    "placements.settle": "the one internship with three evaluations is settled",
}
MOST_TRIES = 6


@dataclass(frozen=True)
class Offer:
    """A form on a page that somebody was shown."""

    who: str
    page: str
    place: int  # which form of the page
    endpoint: str
    button: str


@pytest.mark.once  # what a page offers and refuses hangs on no database; that it works on both, hostile forms show
def test_three_times_is_once(
    told: Told, world: World, harvest: Harvest, fresh_database: FreshDatabase, instance: Path
) -> None:
    wrong: list[str] = []
    done: set[str] = set()
    before = _counts()
    for offer in offers(world, harvest):
        if (offer.endpoint + offer.button) in done:
            continue
        bring_back(told, fresh_database, instance)
        sender = _sender(world, offer)
        if sender is None:
            continue
        first = sender()
        if first.status_code >= 500:
            wrong.append(f"{offer.who} sends {offer.endpoint}: {first.status_code}")
        if not _is_done(first):
            continue
        done.add(offer.endpoint + offer.button)
        once = _counts()
        again = [sender(), sender()]
        wrong += [f"{offer.endpoint} again: {one.status_code}" for one in again if one.status_code >= 500]
        thrice = _counts()
        for table in once:
            if thrice[table] != once[table] and not (table == "AccessLink" and offer.endpoint in GIVES_LINKS):
                made = f"{before[table]}, {once[table]}, {thrice[table]}"
                wrong.append(f"{offer.who} sends {offer.endpoint} {offer.button!r} three times: {table} {made}")
    bring_back(told, fresh_database, instance)
    assert not wrong, "\n".join(wrong)
    offered = {one.endpoint for one in offers(world, harvest)}
    never = {one for one in offered if not any(name.startswith(one) for name in done)}
    assert sorted(never) == sorted(REFUSED_HERE)


def _is_done(answer: TestResponse) -> bool:
    if answer.status_code in (302, 303):
        return "/login" not in answer.headers["Location"]
    return answer.status_code == 200 and b"error-summary" not in answer.get_data()


def _counts() -> dict[str, int]:
    """How many rows each table has, in one question."""
    tables = [table for table in all_tables() if table not in (Look, SignIn)]
    counted = ", ".join(f'(SELECT COUNT(*) FROM "{table._meta.table_name}")' for table in tables)
    (row,) = database.execute_sql(f"SELECT {counted}").fetchall()
    return dict(zip((table.__name__ for table in tables), row, strict=True))


def offers(world: World, harvest: Harvest) -> list[Offer]:
    """A few offers of each form, from the pages that were read; one per button."""
    found: dict[tuple[str, str], list[Offer]] = {}
    seen: set[tuple[str, str]] = set()
    for answer in harvest.answers:
        page = answer.response.request.path
        if answer.status != 200 or b"<form" not in answer.body or (answer.who, page) in seen:
            continue
        seen.add((answer.who, page))
        for place, form in enumerate(forms_of(answer.body)):
            if form.method == "post":
                for offer in _buttons(world, answer, page, place, form):
                    there = found.setdefault((offer.endpoint, offer.button), [])
                    is_new = (page, place) not in {(one.page, one.place) for one in there}
                    if is_new and len(there) < MOST_TRIES and offer.endpoint not in OF_THE_SESSION:
                        there.append(offer)
    return [offer for offers in found.values() for offer in offers]


def forms_of(body: bytes) -> list[Form]:
    return [Form(element) for element in lxml.html.fromstring(body).iter("form")]


def _buttons(world: World, answer: Answer, page: str, place: int, form: Form) -> list[Offer]:
    endpoint = _endpoint(world.app, urljoin(page, form.action))
    names = {button.get("name", "") + button.get("value", "") for button in form._submitters()}
    return [Offer(answer.who, page, place, endpoint, name if len(names) > 1 else "") for name in sorted(names)]


def _endpoint(app: Flask, url: str) -> str:
    found, _ = app.url_map.bind("portal.test").match(urlsplit(url).path, method="POST")
    return str(found)


def _sender(world: World, offer: Offer) -> Callable[[], TestResponse] | None:
    """Opens the page, fills the form in, and sends the very same each time; None when it is not there."""
    browser: Client = world.browsers[offer.who] if offer.who in world.browsers else world.app.test_client()
    page = ask(browser, offer.page)
    forms = forms_of(page.get_data()) if page.status_code == 200 else []
    if offer.place >= len(forms):
        return None
    form = forms[offer.place]
    words = next((one for one in form.buttons if not offer.button), None)
    guess(form, offer.endpoint)
    data = form.sent_by(words if words and form.buttons.count(words) == 1 else None)
    if offer.button:
        for button in form._submitters():
            name, value = button.get("name", ""), button.get("value", "")
            data.poplist(name)
            if name + value == offer.button:
                data.add(name, value)
    kept = [(name, value) for name, value in data.items(multi=True)]
    url = urljoin(offer.page, form.action)

    def send() -> TestResponse:
        fresh: MultiDict[str, object] = MultiDict()
        for name, value in kept:
            fresh.add(name, rewound(value))
        return ask(browser, url, method="POST", data=fresh, headers={"Referer": BASE_URL + offer.page})

    return send


def rewound(value: object) -> object:
    """A file for one more sending: sending closes it."""
    if isinstance(value, tuple):
        content, name = value
        return type(content)(content.getvalue()), name
    return value


def test_the_pages_offer_forms(world: World, harvest: Harvest) -> None:
    assert len({one.endpoint for one in offers(world, harvest)}) > 50
