"""The authenticator app: its QR code, codes that work once, and who must use one."""

import base64
import hashlib
from typing import Any, cast

from flask import Flask, flash, redirect, request, url_for
from flask_babel import gettext
from flask_login import current_user
from flask_security import Totp
from flask_security.proxies import _security
from markupsafe import Markup
from passlib.totp import TotpMatch
from werkzeug.wrappers import Response

from portal.actions.accounts import use_code
from portal.blueprints.qr import qr_code
from portal.models.accounts import User

# Where somebody may go who still has to set up a second factor.
OPEN_MEANWHILE = ("security", "accounts", "health", "demo")


class AuthenticatorApp(Totp):
    """Flask-Security's codes, each taken once only; the QR code is an SVG that our policy lets through."""

    def generate_qrcode(self, username: str, totp: str) -> Markup:
        """The QR code as inline SVG without style attributes."""
        return qr_code(self.get_totp_uri(username, totp))

    def get_last_counter(self, user: Any) -> int | None:
        return cast("int | None", user.totp_counter)

    def set_last_counter(self, user: Any, tmatch: TotpMatch) -> None:
        use_code(user, tmatch.counter)


def settings(secret: str) -> dict[str, Any]:
    """The library's settings; what it keeps is encrypted with keys made from our secret."""
    key = base64.urlsafe_b64encode(hashlib.sha256(f"recovery codes {secret}".encode()).digest())
    return {
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "SECURITY_TOTP_SECRETS": {"1": hashlib.sha256(f"totp {secret}".encode()).hexdigest()},
        "SECURITY_TOTP_ISSUER": "Selectiedagportaal",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": 8,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [key],
    }


def code_holds(user: User, code: str) -> bool:
    """Whether this is the app's code of now, or one of the recovery codes; either is used up by it."""
    code = code.strip()
    if _security.totp_factory.verify_totp(token=code, totp_secret=user.tf_totp_secret, user=user, window=30):
        return True
    if _security.mf_recovery_codes_util.check_recovery_code(user, code):
        return bool(_security.mf_recovery_codes_util.delete_recovery_code(user, code))
    return False


def register(app: Flask) -> None:
    """Send people who need a second factor, and have none, to the page that sets it up."""

    @app.before_request
    def ask_for_second_factor() -> Response | None:
        if not app.config["REQUIRE_SECOND_FACTOR"] or request.endpoint in (None, "static"):
            return None
        if request.blueprint in OPEN_MEANWHILE:
            return None
        if not current_user.is_authenticated or current_user.tf_primary_method:
            return None
        if not current_user.check_tf_required_setup():
            return None
        flash(
            gettext("Stel eerst een tweede stap in. Jouw account geeft toegang tot gegevens van kandidaten."),
            "warning",
        )
        return redirect(url_for("security.two_factor_setup"))
