"""Guessing is slow: failed tries are counted per address and per account (memory counts per web process)."""

from collections.abc import Callable

from flask import Flask, abort, g, request, session
from flask_login import current_user
from limits import parse
from werkzeug.wrappers import Response

from portal.extensions import limiter

PER_ADDRESS = parse("60 per 15 minutes")  # an office full of colleagues shares one address
PER_ACCOUNT = parse("10 per 15 minutes")
MAILS_PER_ACCOUNT = parse("5 per hour")


def _account_typed() -> str:
    return request.form.get("email", "").strip().lower()


def _account_half_signed_in() -> str:
    return str(session.get("tf_user_id", ""))


def _account_signed_in() -> str:
    return str(current_user.get_id() or "")


# Where tries count, and whose account they are about.
WATCHED: dict[str, Callable[[], str]] = {
    "security.login": _account_typed,
    "accounts.sign_in_again": _account_typed,
    "security.two_factor_token_validation": _account_half_signed_in,
    "security.mf_recovery": _account_half_signed_in,
    "security.two_factor_rescue": _account_half_signed_in,
    "security.verify": _account_signed_in,
    "security.change_password": _account_signed_in,
}
ASKS_FOR_MAIL = "security.forgot_password"


def register(app: Flask) -> None:
    """Count failed tries, and refuse (429) who tries too often. Signing in well costs nothing."""
    if not app.config["RATE_LIMITS"]:
        return

    @app.before_request
    def refuse_too_many() -> None:
        if request.method != "POST":
            return
        g.tries = [(limit, key) for limit, key in _counted() if key]
        if not all(limiter.limiter.test(limit, key) for limit, key in g.tries):
            abort(429)

    @app.after_request
    def count(response: Response) -> Response:
        went_well = response.status_code in {302, 303} or g.get("signed_in_now")
        if request.endpoint == ASKS_FOR_MAIL or not went_well:
            for limit, key in g.get("tries", []):
                limiter.limiter.hit(limit, key)
        return response


def _counted() -> list[tuple[object, str]]:
    address = f"address:{request.remote_addr}"
    if request.endpoint == ASKS_FOR_MAIL:
        return [(PER_ADDRESS, f"mail:{address}"), (MAILS_PER_ACCOUNT, f"mail:{_account_typed()}")]
    if request.endpoint in WATCHED:
        account = WATCHED[request.endpoint]()
        return [(PER_ADDRESS, address), (PER_ACCOUNT, f"account:{account}" if account else "")]
    return []
