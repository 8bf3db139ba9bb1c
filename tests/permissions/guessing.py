"""Something plausible in each empty field of a form, as somebody in a hurry would fill it in."""

from datetime import date
from io import BytesIO
from typing import Any

from tests.filling_in import Form
from tests.permissions.asking import PDF

BY_KIND = {
    "text": "Een zin",
    "search": "",
    "tel": "+32 470 00 00 00",
    "email": "nieuw@mail.example",
    "url": "https://nieuw.example",
    "password": "een lang wachtwoord van vandaag",
    "number": "20",
    "date": "2026-12-14",
    "time": "10:00",
    "datetime-local": "2026-12-14T10:00",
}
# What a guess would get wrong: by endpoint, then by name of the field.
KNOWN: dict[str, dict[str, Any]] = {
    "administration.invite": {"role": "employer"},
    "measures.add": {"code": "nieuw"},
    "candidates.create": {"birth_date": date(1990, 2, 3), "postcode": "2440"},
    "nominations.nominate": {"birth_date": date(1990, 2, 3), "postcode": "2440"},
    "nomination_tasks.measures": {f"measures-{number}-permission_on": date(2026, 12, 1) for number in range(9)},
    "retention.erase": {"understood": True},
    "selection_days.what_if": {"more_tables": "1"},
    "internships.start": {
        "signed_on": date(2026, 12, 4),
        "candidate": True,
        "employer": True,
        "jobcoach": True,
    },
}


def guess(form: Form, endpoint: str) -> None:
    """Fill in what is empty; what the page proposes stays as it is."""
    known = KNOWN.get(endpoint, {})
    groups: dict[str, list[Any]] = {}
    for number, field in enumerate(form._fields()):
        name = field.get("name")
        if name in known:
            form.fill_in({name: known[name]})
        elif field.tag == "select":
            _choose(field)
        elif field.tag == "textarea":
            field.text = field.text if (field.text or "").strip() else "Een zin die ergens op slaat."
        elif field.get("type") in ("radio", "checkbox"):
            groups.setdefault(name, []).append(field)
        elif field.get("type") == "file":
            form._files[name] = [(BytesIO(PDF), "papier.pdf")]
        elif field.get("type") != "hidden" and not field.get("value"):
            words = BY_KIND[field.get("type", "text")]
            field.set("value", f"{words} {number}" if field.get("type", "text") == "text" else words)
    for fields in groups.values():
        alone = fields[0].get("type") == "checkbox" and len(fields) == 1 and fields[0].get("required") is None
        if not alone and not any(field.get("checked") is not None for field in fields):
            fields[0].set("checked", "")


def _choose(select: Any) -> None:
    options = list(select.iter("option"))
    chosen = [one for one in options if one.get("selected") is not None and one.get("value")]
    free = [one for one in options if one.get("value") and one.get("disabled") is None]
    if not chosen and free:
        for one in options:
            one.attrib.pop("selected", None)
        free[0].set("selected", "")
