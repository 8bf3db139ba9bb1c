"""The addresses that stand in mails: on the portal's own host, whatever host a request came in by."""

from portal.config import setting


def address(path: str) -> str:
    """The full address of a path of the portal ("/campaigns/…")."""
    return f"{setting('BASE_URL')}{path}"
