"""Where to go next, when the browser says it: only within this site."""

from urllib.parse import urlsplit


def own_path(target: str) -> str:
    """The target when it is a path on this site, the home page otherwise."""
    parts = urlsplit(target.replace("\\", "/"))
    safe = not parts.scheme and not parts.netloc and target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if safe else "/"
