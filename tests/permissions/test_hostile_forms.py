"""Every form that the world offers, with odd and endless words in every field: a page, never an error (promise P10)."""

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from portal.models.outbox import OutboxMail
from tests.calendar.linter import faults_of_mail
from tests.databases import FreshDatabase
from tests.filling_in import Form
from tests.outbox.limits import broken_limits
from tests.permissions.asking import BASE_URL, ask
from tests.permissions.conftest import Told, bring_back
from tests.permissions.guessing import guess
from tests.permissions.reading import Harvest
from tests.permissions.test_forms import Offer, forms_of, offers, rewound
from tests.permissions.world import World

ODD = (
    "Nul\x00 \"aan\" 'haal'\r\nBcc: boef@slecht.example\r\n\r\n\u2028een\u2029\u0085 👩🏽\u200d🍳 "
    "مرحبا \u202etxt\u202c ((name)) <b>"
)
ENDLESS = {
    "every odd sign": ODD,
    "400 kB of words": "woord " * 66_000,
    "10,000 placeholders": "((naam)) " * 10_000,
    "brackets that never close": "[[a" + " " * 9_000 + "((" * 5_000,
}
TYPED = {"text", "search", "tel", "email", "url", "textarea"}
MOST_SECONDS = 5.0  # of the processor, for one answer: what grows with the square of what is typed takes longer


def test_no_words_break_a_form_or_what_it_sends(
    told: Told, world: World, harvest: Harvest, fresh_database: FreshDatabase, instance: Path
) -> None:
    wrong: list[str] = []
    tried: set[str] = set()
    is_changed = True
    for offer in offers(world, harvest):
        if offer.endpoint + offer.button in tried:
            continue
        for name, text in ENDLESS.items():
            if is_changed:
                bring_back(told, fresh_database, instance)
            last = OutboxMail.select().order_by(OutboxMail.id.desc()).first()
            answer, spent = _sent(world, offer, text)
            if answer is None:
                break
            tried.add(offer.endpoint + offer.button)
            is_changed = answer.status_code in (302, 303)
            said = f"{offer.who} sends {offer.endpoint} {offer.button!r} with {name}"
            if answer.status_code >= 500:
                wrong.append(f"{said}: {answer.status_code}")
            if spent > MOST_SECONDS:
                wrong.append(f"{said}: {spent:.1f} s")
            for mail in OutboxMail.select().where(OutboxMail.id > (last.id if last else 0)):
                raw = bytes(mail.raw)
                wrong += [f"{said}: {mail.template}: {one}" for one in (*faults_of_mail(raw), *broken_limits(raw))]
    bring_back(told, fresh_database, instance)
    assert not wrong, "\n".join(wrong)
    assert len(tried) > 30


def _sent(world: World, offer: Offer, text: str) -> tuple[TestResponse | None, float]:
    """The answer to a form with this text in each field that takes words; None where there is no such field."""
    browser = world.browsers[offer.who] if offer.who in world.browsers else world.app.test_client()
    page = ask(browser, offer.page)
    forms = forms_of(page.get_data()) if page.status_code == 200 else []
    if offer.place >= len(forms):
        return None, 0.0
    form = forms[offer.place]
    names = {field.get("name") for field in form._fields() if _is_typed(field)} - {"csrf_token"}
    if not names:
        return None, 0.0
    guess(form, offer.endpoint)
    data: MultiDict[str, object] = MultiDict()
    for name, value in form.sent_by(None).items(multi=True):
        data.add(name, text if name in names else rewound(value))
    begin = time.process_time()
    answer = ask(
        browser, urljoin(offer.page, form.action), method="POST", data=data, headers={"Referer": BASE_URL + offer.page}
    )
    return answer, time.process_time() - begin


def _is_typed(field: object) -> bool:
    kind = field.tag if field.tag != "input" else field.get("type", "text")  # type: ignore[attr-defined]
    return kind in TYPED


def searches(harvest: Harvest) -> Iterator[tuple[str, str, Form]]:
    """(who, address, form) of each form that looks for words, one per page that has it."""
    seen = set()
    for answer in harvest.answers:
        if answer.status != 200 or b"<form" not in answer.body or answer.endpoint in seen:
            continue
        for form in forms_of(answer.body):
            if form.method == "get" and any(_is_typed(field) for field in form._fields()):
                seen.add(answer.endpoint)
                yield answer.who, answer.response.request.path, form


@pytest.mark.parametrize("words", ["a " * 1_300, ODD, "x" * 3_000], ids=["many", "odd", "long"])
def test_no_words_break_a_search(world: World, harvest: Harvest, words: str) -> None:
    wrong, found = [], 0
    for who, page, form in searches(harvest):
        browser = world.browsers[who] if who in world.browsers else world.app.test_client()
        query = MultiDict(form.sent_by(None))
        for field in form._fields():
            if _is_typed(field):
                query[field.get("name")] = words
        answer = ask(browser, f"{urljoin(page, form.action)}?{form.as_query(query)}")
        found += 1
        if answer.status_code >= 500:
            wrong.append(f"{who} searches {page}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    assert found > 5
