"""Addresses in mails: built from BASE_URL only, never from a request's Host (promise P12)."""

from portal.config import setting


def address(path: str) -> str:
    """The full address of a path of the portal (`/relays/…`)."""
    return f"{setting('BASE_URL')}{path}"
