"""A form on a page, filled in and sent as a browser does it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from lxml.etree import _Element as Element
from werkzeug.datastructures import MultiDict

from tests.page_checks import describe, text_of

BUTTONS = {"submit", "image"}
NEVER_SENT = {"button", "reset", *BUTTONS}


class CannotFillIn(AssertionError):
    """A field that is not in the form, an option that is not offered, a button that is not there."""


class Form:
    """The fields of one form and their values."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.id = element.get("id", "")
        self.action = element.get("action", "")
        self.method = element.get("method", "get").lower()
        self.is_multipart = element.get("enctype", "") == "multipart/form-data"
        self._files: dict[str, list[tuple[BytesIO, str]]] = {}

    @property
    def buttons(self) -> list[str]:
        """The words of the buttons that send it."""
        return [_words(button) for button in self._submitters()]

    def has_button(self, words: str) -> bool:
        return words in self.buttons

    def action_of(self, press: str | None) -> str:
        """Where a button sends the form to, when it says so itself (`formaction`)."""
        return str(self._button(press).get("formaction", "")) if press else ""

    def fill_in(self, values: Mapping[str, Any]) -> None:
        """Put values in the fields; a date, time or moment is written as its kind of field wants it."""
        for name, value in values.items():
            fields = [field for field in self._fields() if field.get("name") == name]
            if not fields:
                known = sorted({field.get("name") for field in self._fields()} - {"csrf_token"})
                raise CannotFillIn(f"no field {name!r}; the form has {', '.join(known)}")
            self._fill_one(name, fields, value)

    def sent_by(self, press: str | None = None) -> MultiDict[str, Any]:
        """What the browser sends when this button is pressed; without one, the first button of the form."""
        sent: MultiDict[str, Any] = MultiDict()
        for field in self._fields():
            for value in self._values(field):
                sent.add(field.get("name"), value)
        buttons = self._submitters()
        button = self._button(press) if press else next(iter(buttons), None)
        if button is not None and button.get("name"):
            sent.add(button.get("name"), button.get("value", ""))
        return sent

    @staticmethod
    def as_query(data: MultiDict[str, Any]) -> str:
        return urlencode(list(data.items(multi=True)))

    def _fields(self) -> list[Element]:
        root = self.element.getroottree().getroot()
        own = [field for field in self.element.iter("input", "select", "textarea") if not field.get("form")]
        far = [field for field in root.iter("input", "select", "textarea") if self.id and field.get("form") == self.id]
        return [
            field
            for field in own + far
            if field.get("name") and not _is_disabled(field) and _kind(field) not in NEVER_SENT
        ]

    def _submitters(self) -> list[Element]:
        root = self.element.getroottree().getroot()
        own = [button for button in self.element.iter("button", "input") if not button.get("form")]
        far = [button for button in root.iter("button", "input") if self.id and button.get("form") == self.id]
        return [
            button
            for button in own + far
            if not _is_disabled(button)
            and (_kind(button) in BUTTONS if button.tag == "input" else button.get("type", "submit") == "submit")
        ]

    def _button(self, words: str) -> Element:
        found = [button for button in self._submitters() if _words(button) == words]
        if len(found) != 1:
            raise CannotFillIn(f"{len(found)} buttons {words!r}; the form has {self.buttons}")
        return found[0]

    def _fill_one(self, name: str, fields: list[Element], value: Any) -> None:
        kind = _kind(fields[0])
        if kind == "file":
            files = value if isinstance(value, list) else [value]
            self._files[name] = [_file(file) for file in files]
        elif kind in {"checkbox", "radio"}:
            _tick(name, fields, value)
        elif kind == "select":
            _choose(fields[0], value)
        elif kind == "hidden":
            raise CannotFillIn(f"{name!r} is hidden: nobody can fill it in")
        elif len(fields) > 1:
            _fill_each(name, fields, value)
        else:
            _write(fields[0], value)

    def _values(self, field: Element) -> Iterable[Any]:
        kind = _kind(field)
        if kind == "file":
            # Sending nothing is sending an empty file, as browsers do.
            return self._files.get(field.get("name")) or [(BytesIO(b""), "")]
        if kind in {"checkbox", "radio"}:
            return [field.get("value", "on")] if field.get("checked") is not None else []
        if kind == "select":
            return _chosen(field)
        if kind == "textarea":
            return ["\r\n".join((field.text or "").splitlines())]
        return [field.get("value", "")]


def _kind(field: Element) -> str:
    return str(field.get("type", "text").lower() if field.tag == "input" else field.tag)


def _words(button: Element) -> str:
    return str(button.get("value", "") if button.tag == "input" else text_of(button) or button.get("aria-label", ""))


def _is_disabled(field: Element) -> bool:
    around = (fieldset.get("disabled") for fieldset in field.iterancestors("fieldset"))
    return field.get("disabled") is not None or any(disabled is not None for disabled in around)


def _file(value: Any) -> tuple[BytesIO, str]:
    if isinstance(value, Path):
        return BytesIO(value.read_bytes()), value.name
    content, name = value
    return BytesIO(content), name


def _written(field: Element, value: Any) -> str:
    if isinstance(value, datetime):
        return (
            value.strftime("%Y-%m-%dT%H:%M") if _kind(field) == "datetime-local" else value.strftime("%d/%m/%Y %H:%M")
        )
    if isinstance(value, date):
        return value.isoformat() if _kind(field) == "date" else value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value)


def _write(field: Element, value: Any) -> None:
    if field.tag == "textarea":
        field.text = str(value)
    else:
        field.set("value", _written(field, value))


def _fill_each(name: str, fields: list[Element], value: Any) -> None:
    values = value if isinstance(value, list) else [value]
    if len(values) != len(fields):
        raise CannotFillIn(f"{len(fields)} fields {name!r}, {len(values)} values")
    for field, one in zip(fields, values, strict=True):
        _write(field, one)


def _tick(name: str, fields: list[Element], value: Any) -> None:
    if isinstance(value, bool) and len(fields) == 1:
        wanted = {fields[0].get("value", "on")} if value else set()
    else:
        wanted = {str(one) for one in value} if isinstance(value, list | tuple | set) else {str(value)}
    offered = {field.get("value", "on") for field in fields}
    if not wanted <= offered:
        raise CannotFillIn(f"{name!r} does not offer {sorted(wanted - offered)}; it offers {sorted(offered)}")
    for field in fields:
        if field.get("value", "on") in wanted:
            field.set("checked", "")
        else:
            field.attrib.pop("checked", None)


def _option_value(option: Element) -> str:
    return str(option.get("value") if option.get("value") is not None else text_of(option))


def _choose(select: Element, value: Any) -> None:
    wanted = {str(one) for one in value} if isinstance(value, list | tuple | set) else {str(value)}
    options = list(select.iter("option"))
    by_words = {text_of(option): _option_value(option) for option in options}
    offered = {_option_value(option) for option in options if option.get("disabled") is None}
    wanted = {one if one in offered else by_words.get(one, one) for one in wanted}
    if not wanted <= offered:
        raise CannotFillIn(f"{describe(select)} does not offer {sorted(wanted - offered)}; it offers {by_words}")
    for option in options:
        if _option_value(option) in wanted:
            option.set("selected", "")
        else:
            option.attrib.pop("selected", None)


def _chosen(select: Element) -> list[str]:
    options = list(select.iter("option"))
    chosen = [_option_value(option) for option in options if option.get("selected") is not None]
    if chosen or select.get("multiple") is not None:
        return chosen
    return [_option_value(options[0])] if options else []
