"""Asking for pages without looking at them: the permission tests ask thousands."""

import re
from typing import Any

from werkzeug.test import Client, TestResponse

from portal.demo.papers import letter_pdf

BASE_URL = "http://portal.test"
PDF = letter_pdf(["Beste,", "Hierbij een brief."])
_TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
_ONCE = re.compile(rb'<input[^>]*name="(?:new-|batch_)?once"[^>]*>')
_ANY_TOKEN = re.compile(rb'(csrf[_-]token"[^>]*?(?:value|content)=")[^"]+"')


def ask(browser: Client, path: str, *, method: str = "GET", data: Any = None, **how: Any) -> TestResponse:
    """What the portal answers, without following where it leads."""
    headers = {"Accept": "text/html", "Accept-Language": "nl", **how.pop("headers", {})}
    return browser.open(path, method=method, data=data, base_url=BASE_URL, headers=headers, buffered=True, **how)


def token_on(answer: TestResponse) -> str:
    """The token of the first form on a page."""
    found = _TOKEN.search(answer.get_data())
    assert found, f"no form on {answer.request.path}"
    return found.group(1).decode()


def without_tokens(body: bytes) -> bytes:
    """The bytes of a page but for what differs each time: tokens of forms, and ids of what they would make."""
    return _ONCE.sub(b"", _ANY_TOKEN.sub(rb'\1"', body))
