"""The first administrator, as whoever installs the portal asks for one: everybody else comes in by invitation."""

from flask import Flask

from portal.cli import administrator as command
from tests.person import Person
from tests.stories.telling import Somebody


def install(app: Flask, administrator: Somebody, organisation: str) -> None:
    """At the terminal: a link for the one person whom nobody can invite, who makes the account with it."""
    asked = [administrator.email, "--name", administrator.name, "--organisation", organisation]
    answer = app.test_cli_runner().invoke(command, asked)
    assert answer.exit_code == 0, answer.output
    browser = Person(app)
    browser.visits(str(answer.output).strip())
    browser.fills_in(password=Person.PASSWORD, password_confirm=Person.PASSWORD)
