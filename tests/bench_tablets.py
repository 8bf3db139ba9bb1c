"""Part of `make bench`: 60 tablets with 50 sheets each come back online at the same moment, on the embedded database.

A real server (`portal run`, two web processes) on SQLite; each tablet sends one sheet after the other, as its script
does, while somebody opens pages. Printed: how many were received and refused, and the 95th percentile of both.
"""

import http.client
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from flask_security import hash_password

from portal import clock
from portal.app import create_app
from portal.models.database import database, migrate, write_transaction
from portal.models.selection_days import Assessor, Table
from portal.models.speeddates import Device, Sheet, SheetEntry
from portal.queries.links import hash_of
from portal.rules.scoring import same_body
from tests.speeddates.day import Day, make_day

TABLETS, SHEETS, READERS = 60, 50, 3
PASSWORD = "demo-portaal"


@dataclass
class Load:
    """What was sent and how long each took, in seconds."""

    puts: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)


def day_of_many(app: Flask) -> tuple[Day, dict[str, list[tuple[str, str]]]]:
    """A day with 60 assessors who score 50 candidates each; the sheets (id, assessor) by the token of a tablet."""
    day = make_day(app, names=[(f"Voornaam{number}", f"Achternaam{number}") for number in range(SHEETS)])
    by_token: dict[str, list[tuple[str, str]]] = {}
    with write_transaction():
        for number in range(TABLETS):
            table = Table.create(selection_day=day.day, name=f"Tafel {number + 10}")
            person = Assessor.create(table=table, name=f"Beoordelaar {number}")
            token = secrets.token_hex(32)
            Device.create(
                selection_day=day.day, employer=day.campaign.employer, label=f"Tablet {number}",
                code_hash=secrets.token_hex(32), pin_hash="", code_expires_at=clock.now(),
                token_hash=hash_of(token), paired_at=clock.now(),
            )  # fmt: skip
            made = [Sheet.create(nomination=one, assessor=person) for one in day.nominations]
            by_token[token] = [(sheet.public_id, person.public_id) for sheet in made]
    return day, by_token


@contextmanager
def served() -> Iterator[tuple[int, Day, dict[str, list[tuple[str, str]]], str]]:
    """The port of a real server, its day, its tablets, and the cookie of who leads."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"INSTANCE": folder, "RATE_LIMITS": False})
        migrate()
        day, by_token = day_of_many(app)
        cookie = _cookie(app, day)
        port = 18_000 + os.getpid() % 2000
        environment = {**os.environ, "PORTAL_INSTANCE": folder, "PORTAL_RATE_LIMITS": "0"}
        command = [str(Path(sys.executable).parent / "portal"), "run", "--port", str(port), "--no-worker"]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait_for(port)
            yield port, day, by_token, cookie
        finally:
            server.terminate()
            server.wait()
            database.close()


def _cookie(app: Flask, day: Day) -> str:
    with app.app_context():
        day.lotte.change(password=hash_password(PASSWORD))
    browser = app.test_client()
    page = browser.get("/login", base_url=app.config["BASE_URL"]).text
    token = page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    browser.post(
        "/login",
        data={"email": day.lotte.email, "password": PASSWORD, "csrf_token": token},
        base_url=app.config["BASE_URL"],
    )
    found = browser.get_cookie("session", domain=app.config["BASE_URL"].split("//")[1].split(":")[0])
    assert found is not None
    return f"{found.key}={found.value}"


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError


def sends(port: int, token: str, sheets: list[tuple[str, str]], body: dict[str, Any], load: Load) -> None:
    """One tablet: each sheet once, one after the other."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for number, (sheet, assessor) in enumerate(sheets):
        said = {"rev": 1, "base": 0, "body": body, "assessor": assessor, "pending": len(sheets) - number - 1}
        begin = time.perf_counter()
        connection.request("PUT", f"/tablet/sheets/{sheet}", json.dumps(said), headers)
        answer = connection.getresponse()
        answer.read()
        load.puts.append(time.perf_counter() - begin)
        if answer.status != http.client.OK:
            load.refused.append(answer.status)


def reads(port: int, paths: list[str], cookie: str, load: Load) -> None:
    """Somebody who opens one page after the other, until the tablets are done."""
    while not load.done.is_set():
        for path in paths:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            begin = time.perf_counter()
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            load.pages.append(time.perf_counter() - begin)
            if answer.status != http.client.OK:
                load.refused.append(answer.status)
            time.sleep(0.2)


def sixty_tablets() -> list[str]:
    """The lines that `make bench` prints."""
    load = Load()
    with served() as (port, day, by_token, cookie):
        paths = ["/", "/campaigns", f"{day.path}/day"]
        body = day.whole(3, "green", "Rustig en helder, vroeg zelf naar de uren.")
        readers = [threading.Thread(target=reads, args=(port, paths, cookie, load)) for _ in range(READERS)]
        senders = [threading.Thread(target=sends, args=(port, *one, body, load)) for one in by_token.items()]
        begin = time.perf_counter()
        for thread in (*readers, *senders):
            thread.start()
        for thread in senders:
            thread.join()
        seconds = time.perf_counter() - begin
        load.done.set()
        for thread in readers:
            thread.join()
        kept = [one for one in Sheet.select().where(Sheet.version > 0) if same_body(one.body, body)]
        entries = SheetEntry.select().count()
    sheet, page = statistics.median(load.puts) * 1000, statistics.median(load.pages) * 1000
    what = f"{TABLETS} tablets with {SHEETS} sheets each, at once"
    return [
        f"{what}: {len(kept)} kept, {entries} entries, {len(load.refused)} refused, in {seconds:.1f} s",
        f"p95 of a sheet {_p95(load.puts):.0f} ms (median {sheet:.0f})",
        f"p95 of a page meanwhile {_p95(load.pages):.0f} ms (median {page:.0f})",
    ]


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1] * 1000


if __name__ == "__main__":
    print("\n".join(sixty_tablets()))
