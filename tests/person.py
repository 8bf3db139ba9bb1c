"""Somebody with a browser and no JavaScript: opens pages, fills in forms, presses buttons, follows redirects.

Every page that a person opens is checked (`tests/page_checks.py`). Forms are sent with what is on the page,
token and hidden fields included; a field that is not there or an option that is not offered fails the test.
"""

from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import lxml.html
from flask import Flask
from lxml.etree import _Element as Element
from werkzeug.test import Client, TestResponse

from tests import page_checks
from tests.filling_in import Form

MOST_REDIRECTS = 8


class NotOnThePage(AssertionError):
    """What the person looks for is not on the page; the message says what is."""


@dataclass
class Page:
    """What came back: `url` (path and query), `status`, `headers`, and for HTML the checked tree."""

    url: str
    response: TestResponse
    root: Element | None = None

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def headers(self) -> dict[str, str]:
        return dict(self.response.headers)

    @property
    def body(self) -> bytes:
        return self.response.get_data()

    @property
    def html(self) -> str:
        return self.response.get_data(as_text=True)

    @property
    def text(self) -> str:
        """The words on the page, with single spaces."""
        body = self.tree.find("body")
        return "" if body is None else page_checks.text_of(body)

    @property
    def heading(self) -> str:
        return page_checks.text_of(self.tree.find(".//h1"))

    @property
    def title(self) -> str:
        return page_checks.text_of(self.tree.find(".//title"))

    @property
    def tree(self) -> Element:
        if self.root is None:
            raise NotOnThePage(f"{self.url} is {self.headers.get('Content-Type')}, not a page")
        return self.root

    @property
    def buttons(self) -> list[str]:
        """The words on the buttons in the main part."""
        return [words for button in self.tree.findall(".//main//button") if (words := page_checks.text_of(button))]

    def links(self) -> dict[str, str]:
        """The words of each link on the page, and where it leads; the first of each."""
        found: dict[str, str] = {}
        for link in self.tree.iter("a"):
            if link.get("href") is not None:
                found.setdefault(page_checks.text_of(link) or link.get("aria-label", ""), link.get("href"))
        return found

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def __str__(self) -> str:
        return f"{self.status} {self.url}: {self.text[:1500] if self.root is not None else self.body[:300]!r}"


class Person:
    """One person in one browser; `page` is what he or she looks at."""

    PASSWORD = "demo-portaal"

    def __init__(self, app: Flask, *, language: str = "nl") -> None:
        self.app = app
        self.language = language
        self.client: Client = app.test_client()
        self._page: Page | str | None = None  # or its address, while nobody looked at it

    @property
    def page(self) -> Page:
        """The page that is open."""
        if isinstance(self._page, str):
            return self.visits(self._page)
        if self._page is None:
            raise NotOnThePage("No page is open yet")
        return self._page

    def visits(self, url: str, *, expect: int = 200) -> Page:
        """Open an address, a full one from a mail too, and follow where it leads."""
        return self._go("GET", url, expect=expect)

    def sends(self, url: str, data: dict[str, Any] | None = None, *, expect: int = 200, method: str = "POST") -> Page:
        """Send what no form on the page would, with a real token, so that only the sending is amiss."""
        return self._go(method, url, data={"csrf_token": self._token(), **(data or {})}, expect=expect)

    def fills_in(self, form: str | None = None, *, press: str | None = None, expect: int = 200, **values: Any) -> Page:
        """Fill in a form of the open page and send it.

        `form` is an id (`"#nominate"`), the end of an action (`"/nominations/new"`), or the words of its
        button; without it, the page has one form in its main part. `press` names one of several buttons.
        A value is text, a date, True or False, a list, or for a file a path or `(bytes, name)`.
        """
        found = self._form(form)
        found.fill_in(values)
        return self._submit(found, press or (form if form and form[0] not in "#/" else None), expect)

    def clicks(self, words: str, *, expect: int = 200) -> Page:
        """Press the button, or follow the link, with these words."""
        links = self.page.links()
        forms = [form for form in self._forms(everywhere=True) if form.has_button(words)]
        if words in links and not forms:
            return self.visits(links[words], expect=expect)
        if len(forms) == 1:
            return self._submit(forms[0], words, expect)
        how_many = f"{len(forms)} forms have" if forms else "no link or button has"
        raise NotOnThePage(f"{how_many} {words!r}; {self._offer()}")

    def signs_in(self, email: str, password: str = PASSWORD) -> Self:
        """Sign in by the form on the sign-in page.

        Nearly every test begins so: the sign-in page is not checked again each time, and where it leads to is opened
        when somebody looks at it. tests/accounts opens and fills in the page as any other.
        """
        found = lxml.html.document_fromstring(self._open("/login", method="GET").get_data(as_text=True))
        (form,) = (Form(one) for one in found.findall(".//main//form") if one.get("action", "").startswith("/login"))
        form.fill_in({"email": email, "password": password})
        answer = self._open("/login", method="POST", data=form.sent_by())
        leads_to = self._here(answer.headers.get("Location", "/login"))
        if leads_to.startswith("/login"):
            raise AssertionError(f"{email} was not let in: {self._look('/login', answer)}")
        self._page = leads_to
        return self

    def signs_out(self) -> Self:
        """Sign out, as by the button in the header."""
        self.sends("/sign-out")
        return self

    def _go(self, method: str, url: str, *, expect: int, data: Any = None, multipart: bool = False) -> Page:
        path = self._here(url)
        kind = {"content_type": "multipart/form-data"} if multipart else {}
        response = self._open(path, method=method, data=data, **kind)
        for _ in range(MOST_REDIRECTS):
            if response.status_code not in {301, 302, 303, 307, 308}:
                break
            path = self._here(urljoin(path, response.headers["Location"]))
            again = method if response.status_code in {307, 308} else "GET"
            response = self._open(path, method=again, data=data if again == method != "GET" else None)
        self._page = page = self._look(path, response)
        if page.status != expect:
            raise AssertionError(f"{method} {url}: expected {expect}, got {page}")
        return page

    def _open(self, path: str, **how: Any) -> TestResponse:
        return self.client.open(
            path, base_url=self.app.config["BASE_URL"], headers={"Accept-Language": self.language}, **how
        )

    def _look(self, path: str, response: TestResponse) -> Page:
        page = Page(path, response)
        if response.mimetype == "text/html" and response.get_data():
            root, wrong = page_checks.parse(page.html)
            page_checks.check(root, wrong, where=f"{response.request.method} {path}", headers=page.headers)
            page.root = root
        return page

    def _here(self, url: str) -> str:
        """The path and query of an address of the portal; another host's address fails the test."""
        parts = urlsplit(url)
        if parts.netloc and parts.netloc != urlsplit(self.app.config["BASE_URL"]).netloc:
            raise NotOnThePage(f"{url} leads to another host")
        path = parts.path or (urlsplit(self.page.url).path if self._page else "/")
        return f"{path}?{parts.query}" if parts.query else path

    def _token(self) -> str:
        if self._page is not None and self.page.root is not None:
            for field in self.page.root.iter("input"):
                if field.get("name") == "csrf_token":
                    return str(field.get("value"))
        raise NotOnThePage("No form with a token on the open page")

    def _forms(self, *, everywhere: bool = False) -> list[Form]:
        root = self.page.tree
        found = root.iter("form") if everywhere else (form for main in root.iter("main") for form in main.iter("form"))
        return [Form(form) for form in found]

    def _form(self, which: str | None) -> Form:
        if which is None:
            found = self._forms()
        elif which.startswith("#"):
            found = [form for form in self._forms(everywhere=True) if form.id == which[1:]]
        elif which.startswith("/"):
            found = [
                form for form in self._forms(everywhere=True) if self._action(form).partition("?")[0].endswith(which)
            ]
        else:
            found = [form for form in self._forms(everywhere=True) if form.has_button(which)]
        if len(found) != 1:
            raise NotOnThePage(f"{len(found)} forms answer to {which!r}; {self._offer()}")
        return found[0]

    def _action(self, form: Form) -> str:
        return self._here(urljoin(self.page.url, form.action)) if form.action else self.page.url

    def _submit(self, form: Form, press: str | None, expect: int) -> Page:
        data = form.sent_by(press)
        action = form.action_of(press) or form.action
        url = urljoin(self.page.url, action) if action else self.page.url
        if form.method == "get":
            return self._go("GET", f"{url.partition('?')[0]}?{form.as_query(data)}", expect=expect)
        return self._go("POST", url, data=data, expect=expect, multipart=form.is_multipart)

    def _offer(self) -> str:
        forms = [f"#{form.id} to {form.action} {form.buttons}" for form in self._forms(everywhere=True)]
        return f"{self.page.url} has links {list(self.page.links())} and forms {forms}"
