"""What is kept of a candidate, and how a name is found and shown."""

import unicodedata
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class CandidateFacts:
    """What the own mediator keeps of a candidate; `notes` never leave the own organisation."""

    first_name: str
    last_name: str
    birth_date: date | None = None
    email: str = ""
    phone: str = ""
    postcode: str = ""
    town: str = ""
    language: str = "nl"
    notes: str = ""


def searchable(*texts: str) -> str:
    """Texts as they are searched: small letters without accents, so that `Émile` is found by `emile`."""
    flat = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    return " ".join("".join(sign for sign in flat if not unicodedata.combining(sign)).split())


def short_name(first_name: str, last_name: str) -> str:
    """First name and initial, as an employer knows somebody before the match: `Fatima E.`"""
    initial = last_name.strip()[:1].upper()
    return f"{first_name} {initial}." if initial else first_name


def own_address(email: str, coach_email: str) -> str:
    """The candidate's address when it is one of his or her own; empty when it lacks or is that of the jobcoach."""
    return "" if email.strip().lower() == coach_email.strip().lower() else email.strip()


def is_key_of(key: str, email: str) -> bool:
    """Whether an appointment of nobody with an account is the candidate's: by the address, or by having none."""
    return key in ("", email.strip().lower())


def likeness(name: str, born: date | None, phone: str, email: str) -> list[tuple[str, str]]:
    """By what a candidate may be the same as another: (what, how it is compared); `name` as it is searched.

    Of a phone number the last nine digits count, so that +32 and 0 are the same.
    """
    digits = "".join(sign for sign in phone if sign.isdigit()).removeprefix("0")
    found = []
    if born is not None:
        found.append(("born", f"{name} {born.isoformat()}"))
    if len(digits) >= 8:
        found.append(("phone", digits[-9:]))
    if email.strip():
        found.append(("email", email.strip().casefold()))
    return found
