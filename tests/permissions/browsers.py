"""Browsers in which the people of the world are signed in."""

from werkzeug.test import Client

from portal.models.accounts import User
from tests.permissions.asking import ask, token_on
from tests.permissions.world import PASSWORD, World

# They stand as somebody else does: Julia as Karel and Petra, Zoe as Joke.
UNSEEN = {"julia", "zoe"}


def sign_everybody_in(world: World) -> None:
    """A browser for each person, and one in which nobody is."""
    for key in sorted(world.people.keys() - UNSEEN):
        person = world.people[key]
        world.browsers[key] = signed_in_browser(world, person)
    world.browsers["visitor"] = world.app.test_client()


def signed_in_browser(world: World, person: User) -> Client:
    """A browser in which somebody has just signed in; it says a canary about itself."""
    browser = world.app.test_client()
    data = {"csrf_token": token_on(ask(browser, "/login")), "email": person.email, "password": PASSWORD}
    headers = {"User-Agent": world.canary("SignIn.browser", "Firefox")}
    answer = ask(browser, "/login", method="POST", data=data, headers=headers)
    assert answer.status_code == 302, f"{person.email} was not let in"
    return browser
