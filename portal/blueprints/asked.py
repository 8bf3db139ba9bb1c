"""What a browser asks, as the portal takes it: without null signs.

No keyboard makes one, and PostgreSQL takes none in a text: what holds one comes from a program that tries things.
"""

from collections.abc import Iterable
from typing import Any

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict


class WithoutNulls(ImmutableMultiDict[str, Any]):
    """Fields of a form or an address; null signs are left out of names and values."""

    def __init__(self, mapping: Any = None) -> None:
        is_pairs = isinstance(mapping, Iterable) and not isinstance(mapping, dict)
        super().__init__([(_without(name), _without(value)) for name, value in mapping] if is_pairs else mapping)


class TidyRequest(Request):
    """A request whose path and fields hold no null signs."""

    parameter_storage_class = WithoutNulls

    def __init__(self, environ: dict[str, Any], *rest: Any, **more: Any) -> None:
        environ["PATH_INFO"] = _without(environ.get("PATH_INFO", ""))
        super().__init__(environ, *rest, **more)


def register(app: Flask) -> None:
    """Take requests this way."""
    app.request_class = TidyRequest


def _without(value: Any) -> Any:
    return value.replace("\x00", "") if isinstance(value, str) else value
