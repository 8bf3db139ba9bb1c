"""Flask-Security's mails leave through our outbox, in our words and in the reader's language."""

from typing import Any

from flask import current_app
from flask_security import MailUtil

from portal.actions.accounts import mail_new_password_link, mail_password_changed, mail_second_factor_lost


class OutboxLetters(MailUtil):
    """Posts a row instead of sending: nothing leaves during a request."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: Any,
        sender: Any,
        body: str | None,
        html: str | None,
        **context: Any,
    ) -> None:
        """Post our mail for the occasion that the library's template names.

        KeyError for one that we do not know.
        """
        user = context["user"]
        match template.rpartition("/")[2]:
            case "reset_instructions":
                mail_new_password_link(
                    user, context["reset_token"], current_app.config["SECURITY_RESET_PASSWORD_WITHIN"]
                )
            case "reset_notice" | "change_notice":
                mail_password_changed(user)
            case "two_factor_rescue":
                mail_second_factor_lost(user)
            case other:
                raise KeyError(f"no mail for {other}")


SETTINGS: dict[str, Any] = {
    "SECURITY_EMAIL_PLAINTEXT": False,  # the library renders nothing: its texts are not ours
    "SECURITY_EMAIL_HTML": False,
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
}
