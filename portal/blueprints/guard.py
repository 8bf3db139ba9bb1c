"""The door of every view: who may enter, and through which finder the thing is found.

A view carries exactly one guard: `@requires`, `@by_link`, `@by_device` or `@public("reason")`. `check_guards` stops
start-up when one has none; `policy_table` is the list that `portal permissions` prints and the permission test walks.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, abort, g, jsonify, redirect, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from portal import clock
from portal.blueprints.accounts.resuming import ask_to_sign_in_again
from portal.models.accounts import User
from portal.queries.links import link_of_token, standing_of_link
from portal.queries.restrictions import is_out_of_sight, is_set_apart
from portal.queries.tablets import device_of_token, standing_of_device
from portal.rules.links import Purpose
from portal.rules.permissions import PERMISSIONS, May, may
from portal.rules.restrictions import STILL_OPEN, refuse_while_restricted

View = Callable[..., Any]
Finder = Callable[..., Any]

# Views of libraries, each with the reason why it has no guard of ours.
LIBRARY_VIEWS = {
    "static": "style sheets, scripts and pictures: nobody's data",
}
LIBRARY_BLUEPRINTS = {
    "security": "Flask-Security guards its own pages: sign-in, passwords, second factor",
}


@dataclass(frozen=True)
class Guard:
    """What a view asks. `kind`: requires, by_link, by_device or public."""

    kind: str
    permission: May | None = None
    finder: Finder | None = None
    purpose: Purpose | None = None
    reason: str = ""


class LinkGone(Exception):
    """A link that opens nothing: `standing` is unknown, used, revoked or expired."""

    def __init__(self, standing: str, purpose: Purpose) -> None:
        super().__init__(standing)
        self.standing = standing
        self.purpose = purpose


class UnguardedView(Exception):
    """A view without a guard; the portal does not start."""


def requires(permission: May, on: Finder | None = None) -> Callable[[View], View]:
    """Only for who has this permission on what `on(user, **url arguments)` finds.

    Not signed in: to the sign-in page and back. Not found for this person: 404. Found but not permitted: 403. What is
    about a candidate whose file is set apart is not found by anybody but the own organisation, and only read there
    (409 for the rest). The view is called with what was found, if there is a finder, and `g.user` is the person.
    """

    def guarding(view: View) -> View:
        @functools.wraps(view)
        def guarded(**url: Any) -> Any:
            if not current_user.is_authenticated:
                return ask_to_sign_in()
            g.user = current_user._get_current_object()
            if on is None:
                if not may(g.user, permission):
                    abort(403)
                return view(**url)
            thing = on(g.user, **url)
            if thing is None or is_out_of_sight(g.user, thing):
                abort(404)
            if not may(g.user, permission, thing):
                abort(403)
            if is_set_apart(thing):
                refuse_while_restricted(permission)
            return view(thing)

        guarded.guard = Guard("requires", permission, on)  # type: ignore[attr-defined]
        return guarded

    return guarding


def by_link(purpose: Purpose, on: Finder) -> Callable[[View], View]:
    """For whoever holds an open link of this purpose; the token is the URL argument `token`.

    `on(subject)` finds the thing from the link's subject; None when it is gone. The view is called with both.
    GET and HEAD must change nothing: mail scanners open links.
    """

    def guarding(view: View) -> View:
        @functools.wraps(view)
        def guarded(token: str, **url: Any) -> Any:
            link = link_of_token(token, purpose)
            standing = "unknown" if link is None else standing_of_link(link, clock.now())
            thing = on(link.subject) if link is not None and standing == "open" else None
            if link is None or thing is None or is_set_apart(thing):
                raise LinkGone(standing if standing != "open" else "revoked", purpose)
            g.link, g.thing_of_link = link, thing
            return view(link, thing, **url)

        guarded.guard = Guard("by_link", finder=on, purpose=purpose)  # type: ignore[attr-defined]
        return guarded

    return guarding


def by_device(on: Finder | None = None) -> Callable[[View], View]:
    """For a paired tablet: its token comes in the Authorization header, never by itself as a cookie would.

    Revoked, closed or unknown: 401 and a word why, in JSON; the tablet keeps what it holds. `on(device, **url
    arguments)` finds the thing within the tablet's own day, else 404. The view is called with the device, and with the
    thing if there is a finder.
    """

    def guarding(view: View) -> View:
        @functools.wraps(view)
        def guarded(**url: Any) -> Any:
            scheme, _, token = request.headers.get("Authorization", "").partition(" ")
            device = device_of_token(token) if scheme == "Bearer" and token else None
            standing = "unknown" if device is None else standing_of_device(device, clock.now())
            if device is None or standing != "open":
                return jsonify(error=standing), 401, {"WWW-Authenticate": "Bearer"}
            if on is None:
                return view(device)
            thing = on(device, **url)
            if thing is None:
                return jsonify(error="not_found"), 404
            return view(device, thing)

        guarded.guard = Guard("by_device", finder=on, reason="a paired tablet, within its own day")  # type: ignore[attr-defined]
        return guarded

    return guarding


def public(reason: str) -> Callable[[View], View]:
    """For everybody, and why."""

    def guarding(view: View) -> View:
        view.guard = Guard("public", reason=reason)  # type: ignore[attr-defined]
        return view

    return guarding


def ask_to_sign_in() -> Response | tuple[str, int]:
    """To the sign-in page and back to where the person was. What was typed in a form is kept on the way."""
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    return ask_to_sign_in_again()


def signed_in_user() -> User | None:
    """The person who is signed in, or None."""
    return current_user._get_current_object() if current_user and current_user.is_authenticated else None


def can(permission: May, thing: Any = None) -> bool:
    """For templates: whether the signed-in person may; a button needs this and the state.

    Nobody changes a file that is set apart.
    """
    user = signed_in_user()
    if user is None or not may(user, permission, thing):
        return False
    return permission in STILL_OPEN or not is_set_apart(thing)


def guard_of(app: Flask, endpoint: str) -> Guard | None:
    """The guard of an endpoint; a library's view has one that says so."""
    found = getattr(app.view_functions[endpoint], "guard", None)
    if found:
        return found
    library = LIBRARY_VIEWS.get(endpoint) or LIBRARY_BLUEPRINTS.get(endpoint.partition(".")[0])
    return Guard("public", reason=library) if library else None


def check_guards(app: Flask) -> None:
    """Stop start-up when a view has no guard, or a permission has no sentence."""
    bare = sorted({rule.endpoint for rule in app.url_map.iter_rules() if guard_of(app, rule.endpoint) is None})
    if bare:
        raise UnguardedView(f"no guard on: {', '.join(bare)}")
    wordless = [permission for permission in May if permission not in PERMISSIONS]
    if wordless:
        raise UnguardedView(f"no sentence for: {', '.join(wordless)}")


def policy_table(app: Flask) -> list[tuple[str, str, str, str]]:
    """(methods, path, endpoint, who) of every route, sorted by path."""
    rows = []
    for rule in app.url_map.iter_rules():
        guard = guard_of(app, rule.endpoint)
        assert guard is not None
        methods = " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        if guard.permission:
            who = f"{guard.permission}: {PERMISSIONS[guard.permission].words}"
        elif guard.purpose:
            who = f"link: {guard.purpose}"
        else:
            who = f"{guard.kind}: {guard.reason}"
        rows.append((methods, rule.rule, rule.endpoint, who))
    return sorted(rows, key=lambda row: (row[1], row[0]))
