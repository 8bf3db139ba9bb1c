"""An installation begins at the terminal: a link for the first administrator, who invites everybody else."""

from flask import Flask

from portal.cli import administrator
from portal.models.accounts import User
from portal.models.organisations import Organisation
from tests.person import Person

ARGUMENTS = ["ada@netwerk.example", "--name", "Ada Peeters", "--organisation", "Werkwijzer"]


def _asks(app: Flask, *more: str) -> str:
    with app.app_context():
        answer = app.test_cli_runner().invoke(administrator, [*ARGUMENTS, *more])
    return str(answer.output).strip()


def test_the_link_makes_an_administrator(app: Flask, visitor: Person) -> None:
    visitor.visits(_asks(app))
    visitor.fills_in(password="vier woorden maken een zin", password_confirm="vier woorden maken een zin")
    made = User.get()
    assert (made.email, made.role, made.organisation.name) == ("ada@netwerk.example", "administrator", "Werkwijzer")
    visitor.visits("/administration/accounts")


def test_asking_again_gives_another_link_and_no_second_organisation(app: Flask) -> None:
    assert _asks(app) != _asks(app)
    assert Organisation.select().count() == 1


def test_who_has_an_account_is_told_so(app: Flask, visitor: Person) -> None:
    visitor.visits(_asks(app))
    visitor.fills_in(password="vier woorden maken een zin", password_confirm="vier woorden maken een zin")
    assert "heeft al een account" in _asks(app)
