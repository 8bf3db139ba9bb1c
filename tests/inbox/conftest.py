"""What the tests of the inbox may ask for."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal import config, paths
from portal.actions.partners.inviting import invite_partner
from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.campaigns import Campaign
from portal.models.organisations import Organisation
from portal.models.outbox import OutboxMail
from portal.outbox import rendering
from tests.clock import Clock
from tests.inbox.dovecot import PASSWORD, Dovecot, TestMailbox, running_dovecot
from tests.inbox.replies import Answering
from tests.outbox.certificates import Authority
from tests.stage import Stage, set_stage

SESSION = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


@dataclass
class Invited:
    """Pia of Tandem, whom Lotte invited to the info session: her appointment, its mail, and how she answers."""

    stage: Stage
    entry_id: int

    @property
    def entry(self) -> CalendarEntry:
        """Her appointment as it is now."""
        found: CalendarEntry = CalendarEntry.get_by_id(self.entry_id)
        return found

    @property
    def mail(self) -> OutboxMail:
        """The newest mail with it."""
        found: OutboxMail = (
            OutboxMail.select().where(OutboxMail.uid == self.entry.uid).order_by(OutboxMail.id.desc()).get()
        )
        return found

    @property
    def lotte(self) -> User:
        """The lead."""
        return self.stage.people["lotte"]

    def answers(self, **changed: Any) -> Answering:
        """How she answers what she got."""
        entry = self.entry
        values = {"uid": entry.uid, "sequence": entry.sequence, "email": entry.attendee_email, "name": "Pia Vos"}
        return Answering(**{**values, **changed})


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The mails of the tests of the outbox beside the portal's own."""
    folder = tmp_path / "mail_templates"
    shutil.copytree(paths.MAIL_TEMPLATES, folder)
    shutil.copytree(Path(__file__).parents[1] / "outbox" / "templates", folder, dirs_exist_ok=True)
    monkeypatch.setattr(paths, "MAIL_TEMPLATES", folder)
    rendering.source_of.cache_clear()
    yield
    rendering.source_of.cache_clear()


@pytest.fixture
def invited(app: Flask, clock: Clock) -> Invited:
    """Pia is invited; the mail waits in the outbox."""
    stage = set_stage(app)
    Campaign.update(info_session_at=SESSION).where(Campaign.public_id == stage.campaign_id).execute()
    tandem = Organisation.create(kind="mediator", name="Tandem")
    invite_partner(
        stage.campaign, by=stage.people["lotte"], email="pia@tandem.example", name="Pia Vos", organisation=tandem
    )
    entry = CalendarEntry.get(CalendarEntry.attendee_key == "pia@tandem.example", CalendarEntry.kind == "info_session")
    return Invited(stage, entry.id)


@pytest.fixture(scope="session")
def authority() -> Iterator[Authority]:
    """Who signed the certificate of the server."""
    with tempfile.TemporaryDirectory() as folder:
        yield Authority(Path(folder))


@pytest.fixture(scope="session")
def dovecot(authority: Authority) -> Iterator[Dovecot]:
    """One Dovecot for the tests of this worker."""
    with running_dovecot(authority.server_file()) as server:
        yield server


@pytest.fixture
def in_force() -> Iterator[Callable[..., None]]:
    """Change settings for a test, on top of those of its portal."""
    before = dict(config._in_force)

    def change(**changed: Any) -> None:
        config.put_in_force({**config._in_force, **changed})

    yield change
    config.put_in_force(before)


@pytest.fixture
def mailbox(
    app: Flask, dovecot: Dovecot, authority: Authority, in_force: Callable[..., None], clock: Clock
) -> TestMailbox:
    """An empty mailbox, and the portal told to read it over TLS."""
    made = dovecot.new_mailbox()
    made.receives()
    in_force(
        IMAP_SERVER="127.0.0.1",
        IMAP_PORT=dovecot.tls_port,
        IMAP_USERNAME=made.name,
        IMAP_PASSWORD=PASSWORD,
        IMAP_CA_FILE=str(authority.file),
    )
    return made
