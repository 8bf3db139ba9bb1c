"""Who looked, which mail left, and how the portal is (promises P5, P18)."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from portal import clock as portal_clock
from portal import paths
from portal.actions.looking import record_look
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.database import write_transaction
from portal.models.organisations import Organisation, Site
from portal.models.outbox import Heartbeat, OutboxMail
from portal.outbox.posting import Mail, post
from portal.rules.delivery import Reason, Status
from portal.rules.words import N_
from portal.worker import beat
from tests.accounts.conftest import Cast
from tests.clock import Clock
from tests.person import Person

SignsIn = Callable[[str], Person]


def _candidate(organisation: Organisation, jobcoach: User, name: str) -> Candidate:
    made: Candidate = Candidate.create(
        organisation=organisation, jobcoach=jobcoach, first_name=name, last_name="Kanarie"
    )
    return made


def test_the_privacy_officer_sees_looks_at_own_candidates_only_and_no_names(
    clock: Clock, cast: Cast, signs_in: SignsIn
) -> None:
    other = Organisation.create(kind="mediator", name="Andere", town="Lier")
    own, foreign = (
        _candidate(cast.mediator, cast["lotte"], "Zoubida"),
        _candidate(other, cast["lotte"], "Xander"),
    )
    record_look(cast["emma"], own, "introduction")
    clock.advance(days=1)
    record_look(cast["lotte"], own, "document:cv")
    record_look(cast["karel"], foreign, "candidate")
    dirk = signs_in("dirk")
    page = dirk.visits("/privacy/looks")
    assert "2 inzages" in page
    for words in (
        "Emma Claes",
        "Bakkerij De Ster",
        "Z.K.",
        own.public_id[:6],
        "het cv",
        "de voorstelling aan de werkgever",
    ):
        assert words in page
    for words in ("Zoubida", "Kanarie", "X.K.", "Karel"):
        assert words not in page.text.replace("Karel Wouters Afmelden", "")
    assert "1 inzage" in dirk.visits("/privacy/looks?since=2026-11-18")
    assert "1 inzage" in dirk.visits(f"/privacy/looks?by={cast['emma'].public_id}")
    assert "0 inzages" in dirk.visits(f"/privacy/looks?candidate={foreign.public_id}")
    dirk.visits("/privacy/looks?since=geen-datum")
    for first in ("lotte", "ada", "emma"):
        signs_in(first).visits("/privacy/looks", expect=403)


def test_looks_come_in_pages_of_fifty(cast: Cast, signs_in: SignsIn) -> None:
    own = _candidate(cast.mediator, cast["lotte"], "Zoubida")
    for _ in range(60):
        record_look(cast["lotte"], own, "candidate")
    dirk = signs_in("dirk")
    page = dirk.visits("/privacy/looks")
    assert len(page.tree.findall(".//tbody/tr")) == 50
    page = dirk.clicks("Volgende")
    assert len(page.tree.findall(".//tbody/tr")) == 10


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """A campaign that Lotte leads."""
    made: Campaign = Campaign.create(
        state="running",
        title="Inpakkers",
        organisation=cast.mediator,
        lead=cast["lotte"],
        employer=cast.employer,
        site=Site.get(),
    )
    return made


def _mail(to: str, campaign: Campaign | None, status: Status = Status.QUEUED, reason: str = "") -> OutboxMail:
    with write_transaction():
        row = post(
            Mail(
                template="accounts/new_password_asked",
                to=to,
                name="Pim Aerts",
                language="nl",
                why=N_("Je krijgt deze mail omdat je een account hebt op het selectiedagportaal."),
                unique_key=f"{to}{status}",
                values={"link": "http://portal.test/x"},
                campaign=campaign,
            )
        )
    assert row is not None
    row.change(status=status, reason=reason)
    return row


def test_the_lead_sees_what_left_what_waits_and_why_not_and_sends_again(
    cast: Cast, campaign: Campaign, signs_in: SignsIn
) -> None:
    failed = _mail("pim@partner.example", campaign, Status.FAILED, Reason.RECIPIENT_REFUSED)
    _mail("joke@partner.example", campaign, Status.SENT)
    _mail("elders@partner.example", None, Status.SENT)
    lotte = signs_in("lotte")
    url = f"/campaigns/{campaign.public_id}/mail"
    page = lotte.visits(url)
    assert "1 mail vraagt je aandacht" in page
    assert "Het adres werd geweigerd. Kijk na of het juist is." in page
    assert "elders@" not in page
    assert "http://portal.test/x" not in page.html  # the body is its reader's
    assert "1 mail" in lotte.visits(f"{url}?standing=stuck")
    assert "joke@" not in lotte.page
    lotte.clicks("Verstuur opnieuw Pim Aerts")
    assert OutboxMail.get_by_id(failed.id).status == Status.QUEUED
    lotte.visits(url)
    lotte.sends(f"/mail/{failed.public_id}/send-again", expect=409)


def test_a_mail_of_another_campaign_does_not_exist(cast: Cast, campaign: Campaign, signs_in: SignsIn) -> None:
    failed = _mail("pim@partner.example", campaign, Status.FAILED, Reason.GAVE_UP)
    for first in ("dirk", "emma"):
        person = signs_in(first)
        person.visits("/profile")
        seen = person.client.get(f"/campaigns/{campaign.public_id}/mail", base_url="http://portal.test")
        assert seen.status_code in {403, 404}
        person.sends(f"/mail/{failed.public_id}/send-again", expect=404)
    assert OutboxMail.get_by_id(failed.id).status == Status.FAILED


def test_the_administrator_sees_all_mail_and_why_nothing_leaves(
    cast: Cast, campaign: Campaign, signs_in: SignsIn
) -> None:
    _mail("lotte@netwerk.example", campaign)
    failed = _mail("elders@partner.example", None, Status.FAILED, Reason.GAVE_UP)
    ada = signs_in("ada")
    page = ada.visits("/mail")
    for words in (
        "Er vertrekt nu geen mail",
        "Er is nog geen mailserver ingesteld.",
        "lotte@",
        "2 mails",
    ):
        assert words in page
    # Who has no account may be a candidate: an administrator sees the domain only.
    assert "elders@" not in page
    ada.clicks("Verstuur opnieuw Iemand zonder account")
    assert OutboxMail.get_by_id(failed.id).status == Status.QUEUED


def test_health_is_503_until_every_part_works(app: Flask, clock: Clock, visitor: Person) -> None:
    answer = visitor.client.get("/healthz")
    assert answer.status_code == 503
    state = answer.get_json()
    assert (state["database"]["ok"], state["migrations"]["ok"], state["disk"]["ok"]) == (True, True, True)
    assert (state["ok"], state["worker"]["ok"]) == (False, False)
    beat("worker")
    clock.advance(seconds=30)
    answer = visitor.client.get("/healthz")
    assert answer.status_code == 200
    assert answer.get_json()["worker"] == {"ok": True, "seconds_since_heartbeat": 30}
    clock.advance(minutes=2)
    assert visitor.client.get("/healthz").status_code == 503
    Heartbeat.update(at=portal_clock.now()).execute()
    _mail("pim@partner.example", None)  # waits, and no server is set
    answer = visitor.client.get("/healthz")
    assert answer.status_code == 503
    outbox = answer.get_json()["outbox"]
    assert (outbox["waiting"], outbox["failed"], outbox["stopped"], outbox["transport"]) == (
        1,
        0,
        "no_server",
        "none",
    )


def test_health_says_a_migration_is_missing(
    app: Flask, visitor: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(paths.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "9999_later.py").write_text("def up(migrator, db):\n    pass\n")
    monkeypatch.setattr(paths, "MIGRATIONS", folder)
    beat("worker")
    assert visitor.client.get("/healthz").get_json()["migrations"] == {"ok": False, "waiting": 1}
