"""A person in a test fills in forms as a browser does, and cannot do what a browser cannot."""

import socket
from typing import Any

import pytest

from tests.filling_in import CannotFillIn, Form
from tests.page_checks import parse
from tests.sockets import LeavesTheMachine

PAGE = """<!doctype html><html lang="nl"><title>x</title><form id="f" method="post" action="/x">
<input type="hidden" name="csrf_token" value="t"><input name="name" value="Ann"><input name="gone" disabled>
<textarea name="note">een
twee</textarea><input type="checkbox" name="days" value="mon" checked>
<input type="checkbox" name="days" value="tue"><input type="checkbox" name="agree">
<select name="place"><option value="g">Gent</option><option value="a">Aalst</option>
</select><input type="file" name="cv"><button name="do" value="save">Bewaar</button>
<button name="do" value="send" formaction="/send">Verstuur</button>
<button type="button">Toon</button></form></html>"""


@pytest.fixture
def form() -> Form:
    root, _ = parse(PAGE)
    return Form(root.find(".//form"))


def test_an_untouched_form_is_sent_with_what_stands_in_it(form: Form) -> None:
    sent = form.sent_by()
    files = sent.poplist("cv")
    assert sent.to_dict(flat=False) == {
        "csrf_token": ["t"],
        "name": ["Ann"],
        "note": ["een\r\ntwee"],
        "days": ["mon"],
        "place": ["g"],
        "do": ["save"],
    }
    assert [(file.read(), name) for file, name in files] == [(b"", "")]


def test_a_filled_in_form_is_sent_with_the_button_that_was_pressed(form: Form) -> None:
    form.fill_in({"name": "Bo", "days": ["tue"], "agree": True, "place": "Aalst", "cv": (b"%PDF", "cv.pdf")})
    sent = form.sent_by("Verstuur")
    assert (sent["name"], sent.getlist("days"), sent["agree"], sent["place"]) == ("Bo", ["tue"], "on", "a")
    assert sent["do"] == "send"
    assert form.action_of("Verstuur") == "/send"
    assert sent["cv"][1] == "cv.pdf"


@pytest.mark.parametrize(
    "values", [{"surname": "x"}, {"gone": "x"}, {"csrf_token": "x"}, {"place": "Brugge"}, {"days": ["wed"]}]
)
def test_what_is_not_offered_cannot_be_filled_in(form: Form, values: dict[str, Any]) -> None:
    with pytest.raises(CannotFillIn):
        form.fill_in(values)


def test_a_button_that_does_not_send_cannot_be_pressed(form: Form) -> None:
    with pytest.raises(CannotFillIn):
        form.sent_by("Toon")


def test_no_test_reaches_another_machine() -> None:
    with pytest.raises(LeavesTheMachine):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(LeavesTheMachine):
        socket.getaddrinfo("portal.example", 443)
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
