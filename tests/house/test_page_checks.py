"""The checks on every page find what they are for: each rule is broken once."""

import pytest

from tests import page_checks

GOOD = """<!doctype html><html lang="nl"><head><title>Partners</title>
<link rel="stylesheet" href="/static/a.css"></head>
<body><main><h1>Partners</h1><form method="post" action="/partners">
<input type="hidden" name="csrf_token" value="x"><label for="name">Naam</label><input id="name" name="name">
<button>Bewaar</button></form><img src="/static/a.svg" alt=""></main></body></html>"""

BROKEN = {
    "an end tag is missing": ("</form>", ""),
    "a second h1": ("<main>", "<main><h1>Nog een</h1>"),
    "no title": ("<title>Partners</title>", ""),
    "no language": (' lang="nl"', ""),
    "an id twice": ("<main>", '<main><p id="name"></p>'),
    "a field without a label": ('<label for="name">Naam</label>', ""),
    "a label for nothing": ("<main>", '<main><label for="nothing">Niets</label>'),
    "a description that is not there": ('id="name"', 'id="name" aria-describedby="name-error"'),
    "a link into nothing": ("<main>", '<main><a href="#nothing">Naar de inhoud</a>'),
    "a button without words": ("Bewaar", ""),
    "a picture without alt": (' alt=""', ""),
    "a POST form without a token": ('<input type="hidden" name="csrf_token" value="x">', ""),
    "an empty token": ('value="x"', 'value=""'),
    "a token in a GET form": ('method="post"', 'method="get"'),
    "an inline style": ("<h1>", '<h1 style="color: red">'),
    "a style element": ("</head>", "<style>h1 { color: red }</style></head>"),
    "an inline script": ("</body>", "<script>alert(1)</script></body>"),
    "an event attribute": ("<button>", '<button onclick="go()">'),
    "a javascript: address": ("<main>", '<main><a href="javascript:go()">Ga</a>'),
    "a font from elsewhere": ("/static/a.css", "https://fonts.example/a.css"),
}


def _check(html: str) -> None:
    root, wrong = page_checks.parse(html)
    page_checks.check(root, wrong, where="the page")


def test_a_good_page_passes() -> None:
    _check(GOOD)


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_page_is_found(what: str) -> None:
    old, new = BROKEN[what]
    assert old in GOOD
    with pytest.raises(page_checks.BadPage):
        _check(GOOD.replace(old, new))


@pytest.mark.parametrize("policy", ["", "default-src 'self'", "default-src 'none'; script-src 'unsafe-inline'"])
def test_a_weak_content_policy_is_found(policy: str) -> None:
    root, wrong = page_checks.parse(GOOD)
    headers = {"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff"}
    with pytest.raises(page_checks.BadPage):
        page_checks.check(root, wrong, where="the page", headers=headers)
