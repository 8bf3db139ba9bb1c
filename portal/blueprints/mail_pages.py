"""The HTML of a mail as its reader sees it, on an address of its own: nothing in it runs, nothing is fetched."""

from flask import Response

# A mail has its styles on its elements; the sandbox keeps it from doing anything else.
AS_SENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox"


def as_sent(html: str) -> Response:
    """The mail alone, under its own policy."""
    shown = Response(html, mimetype="text/html")
    shown.headers["Content-Security-Policy"] = AS_SENT_POLICY
    return shown
