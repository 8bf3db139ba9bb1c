"""What travels with every answer, errors and files included (promise P16)."""

from collections.abc import Iterator

from werkzeug.test import TestResponse

from tests.permissions.asking import ask
from tests.permissions.reading import Harvest
from tests.permissions.world import World

STRICT = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'", "require-trusted-types-for 'script'",
}  # fmt: skip
SANDBOXED = {"sandbox", "default-src 'none'"}  # a document of somebody: nothing in it runs
# A mail as it will be read: the styles stand on its elements. Nothing in it runs, calls out or is sent.
AS_MAIL = SANDBOXED | {"style-src 'unsafe-inline'", "base-uri 'none'", "form-action 'none'"}
FILES = ("static", "security.static")


def _wrong(answer: TestResponse, *, is_file: bool = False) -> Iterator[str]:
    headers = answer.headers
    policy = {part.strip() for part in headers.get("Content-Security-Policy", "").split(";")}
    if not (policy in (SANDBOXED, AS_MAIL) or (policy >= STRICT and "unsafe" not in str(policy))):
        yield f"policy {sorted(policy)}"
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "may be sniffed"
    if headers.get("Referrer-Policy") != "same-origin":
        yield "tells others where people come from"
    is_calendar = answer.mimetype == "text/calendar"  # kept by the program that fetched it, which asks again each time
    is_code = answer.mimetype == "text/javascript"  # the tablet's worker: nobody's data, asked for again each time
    kept = "private, must-revalidate" if is_calendar else "no-cache" if is_code else "no-store"
    if not is_file and kept not in headers.get("Cache-Control", ""):
        yield f"may be stored: {headers.get('Cache-Control')}"
    for cookie in headers.getlist("Set-Cookie"):
        parts = {part.strip().lower() for part in cookie.split(";")}
        if "httponly" not in parts or not parts & {"samesite=lax", "samesite=strict"}:
            yield f"cookie {cookie.partition('=')[0]} is loose"


def test_each_page_is_fenced_in(harvest: Harvest) -> None:
    wrong = {f"{one.endpoint} ({one.status}): {said}" for one in harvest.answers for said in _wrong(one.response)}
    assert not wrong, "\n".join(sorted(wrong))


def test_errors_are_fenced_in_too(world: World) -> None:
    lotte, visitor = world.browsers["lotte"], world.browsers["visitor"]
    answers = {
        "not found": ask(visitor, "/nowhere"),
        "wrong method": ask(visitor, "/campaigns", method="PUT"),
        "no token": ask(lotte, "/campaigns/new", method="POST", data={"title": "x"}),
        "too large": ask(lotte, "/campaigns/new", method="POST", data={"title": "x" * 25_000_000}),
        "options": ask(visitor, "/login", method="OPTIONS"),
        "no such file": ask(visitor, "/static/nothing.css"),
        "outside": ask(visitor, "/static/../../etc/passwd"),
        "json": ask(visitor, "/nowhere", headers={"Accept": "application/json"}),
    }
    wrong = [
        f"{name} ({one.status_code}): {said}"
        for name, one in answers.items()
        for said in _wrong(one, is_file=one.request.path.startswith("/static"))
    ]
    assert not wrong, "\n".join(wrong)
    assert {name for name, one in answers.items() if one.status_code >= 500} == set()


def test_files_are_fenced_in_too(world: World) -> None:
    visitor = world.browsers["visitor"]
    folder = world.app.static_folder or ""
    names = ("css/tokens.css", "css/base.css", "js/page.js")
    answers = [ask(visitor, f"/static/{name}") for name in names]
    assert [one.status_code for one in answers] == [200, 200, 200], folder
    wrong = [f"{one.request.path}: {said}" for one in answers for said in _wrong(one, is_file=True)]
    assert not wrong, "\n".join(wrong)


def test_no_answer_is_an_unforeseen_error(harvest: Harvest) -> None:
    broken = {f"{one.endpoint} for {one.who} ({one.thing.name})" for one in harvest.answers if one.status >= 500}
    assert {one for one in broken if not one.startswith("health.show")} == set()
