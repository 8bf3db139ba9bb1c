"""Who is signed in: the cookie holds a token, the server decides what it still opens (promise P13)."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g, request, session
from flask_login import user_logged_in, user_logged_out
from flask_security.utils import set_request_attr
from peewee import OperationalError

from portal import clock
from portal.actions.accounts import begin_sign_in, end_sign_in, note_seen
from portal.models.accounts import User
from portal.queries.accounts import sign_in_of

TOKEN = "sign_in"
NOTE_EVERY = timedelta(minutes=1)  # a click is not a write: the time of the last one is kept to the minute


def idle_limit() -> timedelta:
    """How long a session lives without a click."""
    return timedelta(minutes=current_app.config["IDLE_MINUTES"])


def account_of_session(uniquifier: str) -> User | None:
    """The account whose browser this is, or None when the session ended, lay idle, or is from before a new
    password or role.
    """
    token = session.get(TOKEN)
    if not token:
        return None
    now = clock.now()
    found = sign_in_of(token, now, idle_limit(), timedelta(hours=current_app.config["SESSION_HOURS"]))
    if found is None or found.user.fs_uniquifier != uniquifier:
        return None
    if now - found.seen_at > NOTE_EVERY:
        with suppress(OperationalError):  # a full disk must not keep anybody from reading
            note_seen(found)
    g.sign_in = found
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    return found.user


def register(app: Flask) -> None:
    """Keep sign-ins on the server from the moment that somebody signs in until she signs out."""
    app.login_manager.user_loader(account_of_session)  # type: ignore[attr-defined]

    def signed_in(sender: Any, user: User, **kept: Any) -> None:
        if session.get(TOKEN):
            end_sign_in(session[TOKEN])
        session[TOKEN] = begin_sign_in(user, request.user_agent.string)
        g.signed_in_now = True

    def signed_out(sender: Any, user: Any, **kept: Any) -> None:
        token = session.pop(TOKEN, None)
        if token:
            end_sign_in(token)

    user_logged_in.connect(signed_in, app, weak=False)
    user_logged_out.connect(signed_out, app, weak=False)
