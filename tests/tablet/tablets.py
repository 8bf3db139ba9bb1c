"""A tablet without a screen: speaks the five routes as the page's own script does."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from portal.actions.tablets import add_tablet
from portal.models.speeddates import Device
from tests.speeddates.day import Day


@dataclass
class Tablet:
    """One tablet; `token` once it is paired."""

    app: Flask
    token: str = ""
    nonce: str = field(default_factory=lambda: secrets.token_hex(24))

    def sends(self, method: str, path: str, body: Any = None) -> TestResponse:
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        client = self.app.test_client(use_cookies=False)
        return client.open(
            f"/tablet/{path}", method=method, json=body, headers=headers, base_url=self.app.config["BASE_URL"]
        )

    def pairs(self, code: str, pin: str) -> TestResponse:
        answer = self.sends("POST", "pair", {"code": code, "pin": pin, "nonce": self.nonce})
        if answer.status_code == 200:
            self.token = answer.get_json()["token"]
        return answer

    def reads(self) -> dict[str, Any]:
        answer = self.sends("GET", "day")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        found: dict[str, Any] = answer.get_json()
        return found

    def sheet_of(self, name: str, assessor: str) -> dict[str, Any]:
        """The sheet of a candidate by the start of the name, for an assessor by the start of the name."""
        read = self.reads()
        who = next(one["id"] for one in read["assessors"] if one["name"].startswith(assessor))
        date = next(one for one in read["speeddates"] if one["name"].startswith(name))
        found: dict[str, Any] = date["sheets"][who] | {"assessor": who}
        return found

    def puts(self, sheet: dict[str, Any], body: Any, *, rev: int = 1, base: int = 0, **more: Any) -> TestResponse:
        said = {"rev": rev, "base": base, "body": body, "assessor": sheet["assessor"], "pending": 0} | more
        return self.sends("PUT", f"sheets/{sheet['id']}", said)


def new_codes(day: Day, label: str = "Tafel 1") -> tuple[Device, str, str]:
    """A tablet as the lead adds it: the device, its code and its PIN."""
    return add_tablet(day.day, label, by=day.lotte)


def paired_tablet(app: Flask, day: Day, label: str = "Tafel 1") -> tuple[Tablet, Device]:
    """A tablet that is paired."""
    device, code, pin = new_codes(day, label)
    tablet = Tablet(app)
    assert tablet.pairs(code, pin).status_code == 200
    return tablet, Device.get_by_id(device.id)
