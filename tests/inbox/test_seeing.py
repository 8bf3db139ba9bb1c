"""Who must act sees it: mail that came back, a mailbox that is not read (req Y-15)."""

from collections.abc import Callable

import pytest

from portal import clock as portal_clock
from portal.inbox.mailbox import mailbox_name
from portal.inbox.polling import poll
from portal.models.history import HistoryLine
from portal.models.inbox import InboxMail, PolledMailbox
from portal.models.outbox import Heartbeat, OutboxMail
from portal.outbox.bounces import came_back, is_late
from portal.queries.inbox import mailbox_standing
from portal.queries.next_steps.gathering import next_steps
from portal.rules.delivery import Reason, Status
from portal.rules.inbox import MAILBOX_WORDS, MailboxReason
from portal.rules.roles import Role
from portal.worker import _take_in
from tests.clock import Clock
from tests.inbox.conftest import Invited
from tests.inbox.dovecot import TestMailbox
from tests.inbox.replies import Answering, words
from tests.outbox.examples import must_post
from tests.person import Person
from tests.stage import make_user

NewPerson = Callable[..., Person]
InForce = Callable[..., None]


def bounced(invited: Invited, code: str = "5.1.1") -> OutboxMail:
    mail = invited.mail
    mail.change(status=Status.SENT)
    came_back(mail, code, "550 5.1.1 unknown")
    return mail


@pytest.fixture
def ada(invited: Invited, new_person: NewPerson) -> Person:
    """The administrator."""
    lotte = invited.lotte
    make_user("Ada Beheer", lotte.organisation, Role.ADMINISTRATOR, lotte.password)
    return new_person("ada@netwerk.example")


def test_the_lead_sees_that_a_mail_came_back_and_what_to_do(
    invited: Invited, new_person: NewPerson, templates: None
) -> None:
    # req Y-15
    bounced(invited)
    held = must_post(unique_key="later", to="pia@tandem.example", campaign=invited.stage.campaign)
    lotte = new_person("lotte@netwerk.example")
    assert "Mails die niet aankwamen: 2. Bel, of verbeter het adres" in lotte.visits("/")
    lotte.clicks("Bekijk de mails Mails die niet aankwamen: 2. Bel, of verbeter het adres")
    for said in (
        "Kwam terug",
        "Het adres werkt niet. Bel de persoon, of verbeter het adres.",
        "Tegengehouden",
        "Van dit adres kwam eerder een mail terug.",
    ):
        assert said in lotte.page
    page = lotte.clicks("Dit adres klopt weer Pim de Wit")
    assert "Er gaat weer mail naar dit adres. 1 mail vertrekt nu." in page
    assert OutboxMail.get_by_id(held.id).status == Status.QUEUED
    assert "Deze mail kwam terug; het adres klopt intussen." in page
    assert "Dit adres klopt weer" not in page
    assert "Mails die niet aankwamen" not in lotte.visits("/")


def test_who_does_not_lead_is_asked_nothing(invited: Invited) -> None:
    bounced(invited)
    for first in ("pim", "karel", "emma"):
        steps = next_steps(invited.stage.people[first], portal_clock.now())
        assert not [step for step in steps if step.endpoint.startswith("outbox.")]


def test_after_two_weeks_nobody_is_asked_any_more(invited: Invited, clock: Clock) -> None:
    bounced(invited)
    clock.advance(days=13)
    assert [step.endpoint for step in next_steps(invited.lotte, clock.now())].count("outbox.of_campaign") == 1
    clock.advance(days=2)
    assert "outbox.of_campaign" not in [step.endpoint for step in next_steps(invited.lotte, clock.now())]


def test_a_mail_that_nobody_needs_any_more_is_set_aside_and_can_still_go(
    invited: Invited, new_person: NewPerson
) -> None:
    # req Y-15
    mail = bounced(invited)
    lotte = new_person("lotte@netwerk.example")
    lotte.visits(f"/campaigns/{invited.stage.campaign_id}/mail?standing=stuck")
    page = lotte.clicks("Niet meer nodig Pia Vos")
    assert "1 mail vraagt je aandacht" not in page
    assert "Mails die niet aankwamen" not in lotte.visits("/")
    lotte.sends(f"/mail/{mail.public_id}/not-needed", {})  # a second click changes nothing
    aside = OutboxMail.get_by_id(mail.id)
    assert (aside.status, aside.reason) == (Status.SET_ASIDE, Reason.NO_SUCH_ADDRESS)
    assert HistoryLine.select().where(HistoryLine.subject == "OutboxMail").count() == 1
    page = lotte.visits(f"/campaigns/{invited.stage.campaign_id}/mail?standing=set_aside")
    assert "Het adres werkt niet." in page
    lotte.clicks("Verstuur opnieuw Pia Vos")
    assert OutboxMail.get_by_id(mail.id).status == Status.QUEUED
    lotte.sends(f"/mail/{mail.public_id}/not-needed", expect=409)  # it is on its way


def test_a_full_mailbox_offers_no_button_about_the_address(invited: Invited, new_person: NewPerson) -> None:
    bounced(invited, "5.2.2")
    page = new_person("lotte@netwerk.example").visits(f"/campaigns/{invited.stage.campaign_id}/mail")
    assert "De mailbox van de persoon zit vol." in page
    assert "Dit adres klopt weer" not in page


def test_a_delay_is_shown_and_asks_nothing(invited: Invited, new_person: NewPerson) -> None:
    invited.mail.change(status=Status.SENT)
    is_late(invited.mail)
    lotte = new_person("lotte@netwerk.example")
    page = lotte.visits(f"/campaigns/{invited.stage.campaign_id}/mail")
    assert "De mailserver van de ontvanger nam deze mail nog niet aan; hij probeert het opnieuw." in page
    assert "vraagt je aandacht" not in page


def test_an_address_mended_by_an_administrator_names_nobody(invited: Invited, ada: Person) -> None:
    mail = bounced(invited)
    OutboxMail.update(campaign=None).execute()
    assert "Mails die niet aankwamen: 1" in ada.visits("/")
    ada.visits("/mail?standing=stuck")
    page = ada.clicks("Dit adres klopt weer Iemand zonder account")
    assert "Er gaat weer mail naar dit adres." in page
    assert OutboxMail.get_by_id(mail.id).reason == Reason.ADDRESS_MENDED
    assert "pia@" not in page


def _polled(in_force: InForce, **values: object) -> None:
    in_force(IMAP_SERVER="mail.portal.example", IMAP_USERNAME="selectiedag")
    PolledMailbox.create(name=mailbox_name(), **values)


@pytest.mark.parametrize("reason", MailboxReason)
def test_the_administrator_reads_what_is_wrong_with_the_mailbox(
    invited: Invited, ada: Person, in_force: InForce, reason: MailboxReason, clock: Clock
) -> None:
    # req Y-15
    now = clock.now()
    _polled(in_force, reason=reason, since=now, retry_at=clock.advance(minutes=5), read_at=now, detail="wat er stond")
    page = ada.visits("/mail")
    assert MAILBOX_WORDS[reason] in page
    assert "wat er stond" in page
    is_read = reason is MailboxReason.NOT_MOVED
    assert ("Antwoorden per mail komen niet binnen" in ada.visits("/")) is not is_read


def test_the_administrator_reads_that_mail_waits_for_a_person(invited: Invited, ada: Person, in_force: InForce) -> None:
    # req Y-1
    _polled(in_force, unread=3, read_at=portal_clock.now())
    assert "In de mailbox staan 3 ongelezen mails" in ada.visits("/mail")


def test_mail_of_others_is_reported_once_however_often_the_mailbox_is_looked_into(
    invited: Invited, mailbox: TestMailbox, ada: Person
) -> None:
    # req Y-1
    mailbox.receives(*(words(Answering(name=f"Iemand {number}"), text=f"Mail {number}") for number in range(40)))
    before = OutboxMail.select().count()
    for _ in range(5):
        poll(portal_clock.now(), _take_in)
    page = ada.visits("/mail")
    assert page.text.count("In de mailbox staan 40 ongelezen mails") == page.text.count("ongelezen") == 1
    assert (OutboxMail.select().count(), InboxMail.select().count()) == (before, 0)
    assert "mailbox" not in ada.visits("/").text
    assert (mailbox.unread(), len(mailbox.contents())) == (40, 40)


def test_without_a_mailbox_nothing_is_said_about_it(invited: Invited, ada: Person) -> None:
    assert "mailbox" not in ada.visits("/mail").text.lower()


def test_health_tells_whether_answers_come_in(
    invited: Invited, visitor: Person, in_force: InForce, clock: Clock
) -> None:
    Heartbeat.create(name="worker", at=clock.now())

    def inbox() -> dict[str, object]:
        found: dict[str, object] = visitor.client.get("/healthz").get_json()["inbox"]
        return found

    assert inbox() == {"ok": True, "read": False}
    _polled(in_force, unread=2, read_at=clock.now())
    clock.advance(seconds=30)
    assert inbox() == {"ok": True, "read": True, "seconds_since_read": 30, "unread": 2, "trouble": None}
    clock.advance(minutes=5)
    assert (inbox()["ok"], inbox()["trouble"]) == (False, "not_lately")
    PolledMailbox.update(reason=MailboxReason.CERTIFICATE).execute()
    assert (inbox()["ok"], inbox()["trouble"]) == (False, "certificate")
    assert visitor.client.get("/healthz").status_code == 503


def test_a_mailbox_that_was_never_tried_is_no_trouble_yet(invited: Invited, in_force: InForce) -> None:
    in_force(IMAP_SERVER="mail.portal.example")
    standing = mailbox_standing(portal_clock.now())
    assert standing is not None
    assert (standing.trouble, standing.read_at, standing.is_read) == (None, None, True)
