"""`make bench`: the main pages at 1, 10 and 100 times the demo's size, beside bare Flask pages.

Each page is opened `ROUNDS` times by the person it is for, in one process on SQLite; the figures are medians of CPU
milliseconds (steadier than the wall's on a shared machine), the number of queries, and the bytes before and after gzip.
Nothing here passes or fails: it shows.
"""

import gzip
import io
import os
import random
import secrets
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from flask import Flask, session
from flask.testing import FlaskClient
from flask_security import hash_password
from peewee import Model
from PIL import Image

from portal import clock
from portal.actions.checking import check_waiting
from portal.actions.feeds import make_feed
from portal.app import create_app
from portal.config import put_in_force, read_settings
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.database import database, migrate, write_transaction
from portal.models.decisions import Decision, Relay
from portal.models.documents import Upload
from portal.models.internships import Evaluation, FollowUp, Internship
from portal.models.nominations import Nomination, VacancyChoice
from portal.models.organisations import Contact, Organisation, Site
from portal.models.outbox import OutboxMail
from portal.models.vacancies import Vacancy
from portal.outbox.catalogue import CATALOGUE
from portal.outbox.delivery import deliver_due
from portal.outbox.posting import Mail, post
from portal.rules.documents import MAX_BYTES
from portal.rules.roles import Role
from portal.rules.uploads import CHUNK_BYTES
from tests.bench_tablets import sixty_tablets
from tests.counting import count_queries
from tests.outbox.servers import Sink, mail_server

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "30"))
SIZES = (1, 10, 100)
# The demo's size: 64 candidates, 14 organisations, 3 campaigns.
CANDIDATES, ORGANISATIONS, CAMPAIGNS = 64, 14, 3
PASSWORD = "demo-portaal"
APPOINTMENTS = 500
MAILS = 500


def _many(model: type[Model], rows: list[dict[str, Any]]) -> list[Any]:
    """Insert rows quickly and give back their ids in order."""
    with database.atomic():
        for start in range(0, len(rows), 200):
            model.insert_many(rows[start : start + 200]).execute()
    return [row.id for row in model.select(model.id).order_by(model.id)][-len(rows) :]


def _token() -> str:
    return secrets.token_urlsafe(16)


def fill(app: Flask, size: int) -> str:
    """A network `size` times the demo's; the public id of the campaign that Lotte leads and Emma hires for."""
    with app.app_context():
        hashed = hash_password(PASSWORD)
    now = clock.now()
    organisations = _many(
        Organisation,
        [
            {"public_id": _token(), "kind": "mediator", "name": f"Netwerk {n}", "region": f"Regio {n % 9}"}
            for n in range(ORGANISATIONS * size)
        ],
    )
    employer = Organisation.create(kind="employer", name="Bakkerij De Ster")
    site = Site.create(organisation=employer, name="Mol", town="Mol")
    _many(
        Contact,
        [
            {"public_id": _token(), "organisation": one, "name": f"Contact {one}", "email": f"c{one}@netwerk.example"}
            for one in organisations
        ],
    )

    def person(name: str, organisation: Any, role: Role) -> User:
        made: User = User.create(
            email=f"{name}@netwerk.example",
            password=hashed,
            fs_uniquifier=_token(),
            name=name,
            organisation=organisation,
            role=role.value,
        )
        return made

    lotte = person("Lotte", organisations[0], Role.MEDIATOR)
    pim = person("Pim", organisations[1], Role.MEDIATOR)
    person("Emma", employer.id, Role.EMPLOYER)
    campaigns = [
        Campaign.create(
            state="running",
            title=f"Instroomactie {number}",
            organisation=organisations[0],
            lead=lotte,
            employer=employer,
            site=site,
            goal="Samen mensen aan het werk helpen.",
            nominations_open_at=now - timedelta(days=2),
            nominations_close_at=now + timedelta(days=9),
            selection_day_on=now.date() + timedelta(days=14),
        )
        for number in range(CAMPAIGNS * size)
    ]
    main = campaigns[0]
    vacancies = [Vacancy.create(campaign=main, title=title) for title in ("Inpakker", "Hulp in de keuken")]
    invitations = _many(
        Invitation,
        [
            {
                "public_id": _token(),
                "campaign": main.id,
                "organisation": one,
                "email": f"c{one}@netwerk.example",
                "name": f"Contact {one}",
                "state": "accepted",
            }
            for one in organisations
        ],
    )
    candidates = _many(
        Candidate,
        [
            {
                "public_id": _token(),
                "organisation": organisations[1],
                "jobcoach": pim.id,
                "first_name": f"Voornaam{n}",
                "last_name": f"Familienaam{n}",
                "search_name": f"voornaam{n} familienaam{n}",
            }
            for n in range(CANDIDATES * size)
        ],
    )
    nominations = _many(
        Nomination,
        [
            {
                "public_id": _token(),
                "state": "put_forward",
                "campaign": main.id,
                "candidate": candidate,
                "invitation": invitations[1],
                "organisation": organisations[1],
                "jobcoach": pim.id,
                "put_forward_at": now,
                "motivation": "Wil graag in een ploeg werken en begint liefst vroeg.",
            }
            for candidate in candidates
        ],
    )
    _many(
        VacancyChoice,
        [
            {"nomination": one, "vacancy": vacancy.id, "rank": 1}
            for one, vacancy in zip(nominations, cycle(vacancies), strict=False)
        ],
    )
    third = nominations[: len(nominations) // 3]
    decisions = _many(
        Decision,
        [
            {
                "public_id": _token(),
                "state": "published",
                "nomination": one,
                "outcome": "retained",
                "vacancy": vacancies[0].id,
                "motivation": "Pakte aan.",
                "decided_by": lotte.id,
                "decided_at": now,
                "published_at": now,
            }
            for one in third
        ],
    )
    _many(
        Relay,
        [
            {
                "public_id": _token(),
                "state": "told",
                "decision": one,
                "jobcoach": pim.id,
                "due_at": now,
                "told_at": now,
                "told_how": "phone",
            }
            for one in decisions
        ],
    )
    internships = _many(
        Internship,
        [
            {
                "public_id": _token(),
                "state": "ended",
                "nomination": one,
                "jobcoach": pim.id,
                "starts_on": now.date(),
                "ends_on": now.date() + timedelta(days=11),
            }
            for one in third
        ],
    )
    _many(FollowUp, [{"public_id": _token(), "internship": one, "on": now.date()} for one in internships])
    _many(
        Evaluation,
        [
            {"public_id": _token(), "internship": one, "party": party}
            for one in internships
            for party in ("jobcoach", "candidate", "employer")
        ],
    )
    return str(main.public_id)


def bare_app(rows: int) -> Flask:
    """A Flask page with a signed session, one query, and a table of as many rows: what cannot be beaten."""
    app = Flask("bare")
    app.secret_key = "bare"
    template = app.jinja_env.from_string(
        "<!doctype html><title>Bare</title><table>"
        "{% for row in rows %}<tr><td>{{ row[0] }}</td><td>{{ row[1] }}</td></tr>{% endfor %}</table>"
    )

    @app.get("/")
    def page() -> str:
        session["seen"] = True
        database.connect(reuse_if_open=True)
        query = Candidate.select(Candidate.first_name, Candidate.last_name).limit(rows)
        return template.render(rows=list(query.tuples()))

    return app


_LISTED = """
    SELECT n.public_id, c.first_name, c.last_name, c.postcode, c.town, c.phone, j.name, o.name, a.title, e.name,
        n.put_forward_at, n.changed_at
    FROM nomination n JOIN candidate c ON c.id = n.candidate_id JOIN account j ON j.id = n.jobcoach_id
    JOIN organisation o ON o.id = n.organisation_id JOIN campaign a ON a.id = n.campaign_id
    JOIN organisation e ON e.id = a.employer_id WHERE n.state = 'put_forward' ORDER BY n.changed_at DESC, n.id DESC
    LIMIT 50
"""
_ROW = """<tr><th scope="row"><label class="tick"><input type="checkbox" name="pick" value="{{ row[0] }}">
<span class="unseen">Kies {{ row[1] }} {{ row[2] }}</span></label>
<a href="/nominations/{{ row[0] }}/milestones">{{ row[1] }} {{ row[2] }}</a>
<span class="hint">{{ row[3] }} {{ row[4] }}</span>
<span class="hint"><a href="tel:{{ row[5] }}">{{ row[5] }}</a></span></th><td data-label="Waarvoor"><div>{{ row[8] }}
<span class="hint">{{ row[9] }}</span><span class="hint">{{ row[6] }}, {{ row[7] }}</span></div></td>
<td data-label="Fase"><div>{{ row[10] }}<span class="outcome"><svg><use href="#shape"/></svg></span></div></td>
<td data-label="Volgende"><div>{{ row[6] }}</div></td><td data-label="Laatst">{{ row[11] }}</td></tr>"""


def bare_list() -> Flask:
    """The list of live candidates without a portal: a session, the user, a count, and the same fifty rows and cells."""
    app = Flask("bare")
    app.secret_key = "bare"
    template = app.jinja_env.from_string(f"<!doctype html><table>{{% for row in rows %}}{_ROW}{{% endfor %}}</table>")

    @app.get("/")
    def page() -> str:
        session["seen"] = True
        database.connect(reuse_if_open=True)
        database.execute_sql("SELECT * FROM account WHERE id = 1").fetchone()
        database.execute_sql("SELECT COUNT(*) FROM nomination WHERE state = 'put_forward'").fetchone()
        return template.render(rows=database.execute_sql(_LISTED).fetchall())

    return app


def measure(client: FlaskClient, path: str, headers: dict[str, str] | None = None) -> tuple[float, int, int, int]:
    """Median CPU milliseconds, queries, bytes, and bytes with gzip of one page."""
    client.get(path, headers=headers)
    with count_queries() as queries:
        answer = client.get(path, headers=headers)
    expected = 304 if headers and "If-None-Match" in headers else 200
    assert answer.status_code == expected, f"{path} gave {answer.status_code}"
    spent = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        client.get(path, headers=headers)
        spent.append((time.process_time() - begin) * 1000)
    return statistics.median(spent), queries.count, len(answer.data), len(gzip.compress(answer.data))


@contextmanager
def portal_of(size: int) -> Iterator[tuple[Flask, str]]:
    """A portal of a size in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            {"INSTANCE": folder, "DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite'}", "RATE_LIMITS": False}
        )
        migrate()
        campaign = fill(app, size)
        database.execute_sql("ANALYZE")
        yield app, campaign
        database.close()


def signed_in(app: Flask, name: str) -> FlaskClient:
    """A browser of somebody."""
    client = app.test_client()
    page = client.get("/login").text
    token = page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    answer = client.post("/login", data={"email": f"{name}@netwerk.example", "password": PASSWORD, "csrf_token": token})
    assert answer.status_code == 302, f"{name} could not sign in"
    return client


def pages(campaign: str) -> list[tuple[str, str, Callable[[], str]]]:
    """What is measured: its name, who opens it, and where it is."""
    base = f"/campaigns/{campaign}"
    internship = Internship.select().order_by(Internship.id).first()
    nomination = Nomination.select().order_by(Nomination.id).first()
    return [
        ("Wat nu, lead", "Lotte", lambda: "/"),
        ("Wat nu, jobcoach", "Pim", lambda: "/"),
        ("campaigns", "Lotte", lambda: "/campaigns"),
        ("one campaign", "Lotte", lambda: base),
        ("partners", "Lotte", lambda: f"{base}/partners"),
        ("directory", "Lotte", lambda: "/organisations"),
        ("nominations, 50 a page", "Lotte", lambda: f"{base}/nominations"),
        ("one nomination", "Lotte", lambda: f"/nominations/{nomination.public_id}"),
        ("candidates, 50 a page", "Pim", lambda: "/candidates"),
        ("search a candidate", "Pim", lambda: "/candidates?q=Voornaam7"),
        ("all live candidates, lead", "Lotte", lambda: "/following"),
        ("all live candidates, jobcoach", "Pim", lambda: "/following"),
        ("the same by name", "Pim", lambda: "/following?order=name"),
        ("the same in one phase", "Pim", lambda: "/following?phase=told"),
        ("introductions, employer", "Emma", lambda: f"{base}/introductions"),
        ("written test", "Lotte", lambda: f"{base}/test"),
        ("selection day", "Lotte", lambda: f"{base}/day"),
        ("decisions", "Lotte", lambda: f"{base}/decisions"),
        ("relays", "Lotte", lambda: f"{base}/relays"),
        ("internships", "Pim", lambda: "/internships"),
        ("one internship", "Pim", lambda: f"/internships/{internship.public_id}"),
        ("mail of a campaign", "Lotte", lambda: f"{base}/mail"),
    ]


def calendar_of_many(email: str) -> str:
    """Five hundred appointments for somebody; where that calendar is."""
    user = User.get(User.email == email)
    now = clock.now().replace(microsecond=0)
    _many(
        CalendarEntry,
        [
            {
                "public_id": _token(),
                "uid": f"{uuid.uuid4()}@portal.example",
                "kind": "info_session",
                "subject": f"invitation:{n}",
                "attendee_key": email.lower(),
                "attendee_email": email,
                "user": user.id,
                "stamped_at": now,
                "created_at": now,
                "starts_at": now + timedelta(hours=n),
                "ends_at": now + timedelta(hours=n + 1),
                "zone": "Europe/Brussels",
                "summary": f"Infosessie bij Bakkerij De Ster, {n}",
                "description": "Je hoort hoe het is om hier te werken.\nVragen? Bel Lotte: 0470 00 00 01.",
                "location": "Ovenstraat 1, 2400 Mol",
            }
            for n in range(APPOINTMENTS)
        ],
    )
    return f"/calendar/{make_feed(user, public_id=_token())}.ics"


def _hours_told(number: int) -> Mail:
    """A mail of the selection day to an invented jobcoach."""
    template = "selection_days/hours_known"
    kind = CATALOGUE[template]
    return Mail(
        template=template,
        to=f"coach{number}@netwerk.example",
        name=f"Jobcoach {number}",
        language="nl",
        why=kind.why,
        unique_key=f"bench:{number}",
        values={name: one.example_in("nl") for name, one in kind.placeholders.items()},
    )


def mails_a_second() -> str:
    """How fast the worker hands five hundred mails to a mail server on this machine, without a limit."""
    sink = Sink()
    with portal_of(1), mail_server(sink) as port:
        put_in_force(read_settings({"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": port, "MAIL_PER_MINUTE": 0}))
        OutboxMail.delete().execute()
        with write_transaction():
            for number in range(MAILS):
                post(_hours_told(number))
        begin, spent = time.perf_counter(), time.process_time()
        while len(sink.arrived) < MAILS:
            deliver_due(clock.now())
        wall, spent = time.perf_counter() - begin, time.process_time() - spent
        connections = max(one.connection for one in sink.arrived)
    return f"{MAILS} mails in {wall:.1f} s ({spent:.1f} s CPU with the server's), {connections} connections"


def pdf_of_10_mb() -> bytes:
    """A scan of several pages that no packing makes small, just below the limit."""
    made = random.Random(7)
    page = Image.frombytes("RGB", (820, 700), made.randbytes(820 * 700 * 3))
    for count in range(30, 0, -1):
        written = io.BytesIO()
        page.save(written, "PDF", save_all=True, append_images=[page.rotate(turn) for turn in range(1, count)])
        if written.tell() <= MAX_BYTES:
            return written.getvalue()
    raise AssertionError("one page is too large already")


def upload_of_10_mb() -> list[str]:
    """How long the page takes that receives a PDF of 10 MB, whole and in pieces, and how long its check takes."""
    content = pdf_of_10_mb()
    with portal_of(1) as (app, _campaign):
        nomination = Nomination.select().order_by(Nomination.id).first()
        pim, path = signed_in(app, "Pim"), f"/nominations/{nomination.public_id}"
        token = pim.get(f"{path}/cv").text.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
        whole, checks, pieces = [], [], []
        for number in range(5):
            file = (io.BytesIO(content + b"\n" * number), "cv.pdf")
            begin = time.perf_counter()
            answer = pim.post(
                f"{path}/cv", data={"csrf_token": token, "file": file}, content_type="multipart/form-data"
            )
            whole.append(time.perf_counter() - begin)
            assert answer.status_code == 302
            begin = time.perf_counter()
            assert check_waiting() == 1
            checks.append(time.perf_counter() - begin)
        headers, about = {"X-CSRFToken": token}, {"kind": "letter", "name": "brief.pdf", "size": len(content)}
        upload = pim.post(f"{path}/uploads", data=about, headers=headers).get_json()
        for at in range(0, len(content), CHUNK_BYTES):
            begin = time.perf_counter()
            answer = pim.post(
                f"/uploads/{upload['id']}/pieces?at={at}",
                data=content[at : at + CHUNK_BYTES],
                headers=headers,
                content_type="application/octet-stream",
            )
            pieces.append(time.perf_counter() - begin)
        assert answer.get_json()["state"] == "received"
        assert check_waiting() == 1
        assert {one.state for one in Upload.select()} == {"clean"}
    size, slowest = f"a PDF of {len(content) / 1_000_000:.1f} MB", max(pieces) * 1000
    each = f"{len(pieces)} pieces in {statistics.median(pieces) * 1000:.0f} ms each, {slowest:.0f} ms the slowest"
    return [
        f"{size}: the page that receives it answers in {statistics.median(whole):.2f} s; {each}",
        f"{size}: its check takes {statistics.median(checks):.1f} s beside that; the worker looks twice a second",
    ]


def main() -> None:
    """Print the table."""
    figures: dict[str, list[str]] = {}
    for size in SIZES:
        with portal_of(size) as (app, campaign):
            bare = {rows: measure(bare_app(rows).test_client(), "/") for rows in (1, 50)}
            bare_rows = measure(bare_list().test_client(), "/")
            figures.setdefault("bare list, the same 50 rows", []).append(
                f"{bare_rows[0]:6.1f} {bare_rows[1]:3d} {bare_rows[2] / 1000:6.1f} {bare_rows[3] / 1000:5.1f}"
            )
            browsers = {name: signed_in(app, name) for name in ("Lotte", "Pim", "Emma")}
            for rows, (spent, queries, length, packed) in bare.items():
                figures.setdefault(f"bare Flask page, {rows} rows", []).append(
                    f"{spent:6.1f} {queries:3d} {length / 1000:6.1f} {packed / 1000:5.1f}"
                )
            for name, who, path in pages(campaign):
                spent, queries, length, packed = measure(browsers[who], path())
                figures.setdefault(name, []).append(
                    f"{spent:6.1f} {queries:3d} {length / 1000:6.1f} {packed / 1000:5.1f}"
                )
            typing = measure(browsers["Lotte"], "/following?q=voornaam7", {"X-Requested-With": "search"})
            figures.setdefault("search as one types", []).append(
                f"{typing[0]:6.1f} {typing[1]:3d} {typing[2] / 1000:6.1f} {typing[3] / 1000:5.1f}"
            )
            stranger, calendar = app.test_client(), calendar_of_many("Lotte@netwerk.example")
            known = {"If-None-Match": stranger.get(calendar).headers["ETag"]}
            for name, headers in ((f"feed of {APPOINTMENTS}", {}), (f"feed of {APPOINTMENTS}, unchanged", known)):
                spent, queries, length, packed = measure(stranger, calendar, headers)
                figures.setdefault(name, []).append(
                    f"{spent:6.1f} {queries:3d} {length / 1000:6.1f} {packed / 1000:5.1f}"
                )
        print(f"measured at {size} times the demo", file=sys.stderr)
    head = "".join(f"{f'{size} x: ms, queries, kB, gzip':>30}" for size in SIZES)
    print(f"{'page':<28}{head}")
    for name, found in figures.items():
        print(f"{name:<28}" + "".join(f"{one:>30}" for one in found))
    print(mails_a_second())
    print("\n".join(upload_of_10_mb()))
    print("\n".join(sixty_tablets()))


if __name__ == "__main__":
    main()
