"""How a candidate's name is found and shown."""

import unicodedata


def searchable(*texts: str) -> str:
    """Texts as they are searched: small letters without accents, single spaces, so that `Émile` is found by `emile`."""
    flat = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    return " ".join("".join(sign for sign in flat if not unicodedata.combining(sign)).split())


def short_name(first_name: str, last_name: str) -> str:
    """First name and initial, as an employer knows somebody before the match: `Fatima E.`"""
    initial = last_name.strip()[:1].upper()
    return f"{first_name} {initial}." if initial else first_name
