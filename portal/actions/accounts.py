"""Accounts: making them, changing them."""

from portal.models.accounts import User
from portal.models.database import writes


@writes
def choose_language(user: User, language: str) -> None:
    """The language of the pages and mails of a person; choosing the same again changes nothing."""
    if user.language != language:
        user.change(language=language)
