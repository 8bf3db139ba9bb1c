"""Mails as a lead or an administrator sees them.

That they left, or why not. Never their bodies; those are for their readers.
"""

from typing import Any

from peewee import JOIN, ModelSelect, fn

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.organisations import Contact
from portal.models.outbox import MailBatch, OutboxMail
from portal.queries.restrictions import addresses_set_apart
from portal.rules.delivery import NEEDS_A_PERSON, UNSETTLED, Status
from portal.rules.permissions import May, may
from portal.rules.roles import Role
from portal.rules.searching import words_to_find

# How a list of mails can be narrowed, and which mails each holds.
STANDINGS: dict[str, frozenset[Status]] = {
    "stuck": NEEDS_A_PERSON,
    "waiting": UNSETTLED,
    "sent": frozenset({Status.SENT}),
    "replaced": frozenset({Status.SUPERSEDED}),
    "set_aside": frozenset({Status.SET_ASIDE}),
}
_SHOWN = [field for field in OutboxMail._meta.sorted_fields if field is not OutboxMail.raw]

_KNOWN = OutboxMail.recipient.in_(User.select(User.email)) | OutboxMail.recipient.in_(Contact.select(Contact.email))


def mails_of_campaign(campaign: Campaign, standing: str = "", words: str = "") -> ModelSelect:
    """The mails of a campaign, the newest first."""
    return narrowed(OutboxMail.select(*_SHOWN).where(OutboxMail.campaign == campaign), standing, words)


def all_mails(standing: str = "", words: str = "") -> ModelSelect:
    """Every mail, the newest first, with its campaign; `is_known`: whether an administrator may know whom it is for.

    That is somebody with an account or in the directory. Others may be candidates: neither named nor found by name.
    """
    query = OutboxMail.select(*_SHOWN, Campaign, _KNOWN.alias("is_known")).join(Campaign, JOIN.LEFT_OUTER)
    return narrowed(query, standing, words, named=_KNOWN)


def counts_by_standing(campaign: Campaign | None = None, batch: MailBatch | None = None) -> dict[str, int]:
    """How many mails each standing holds, of a campaign, of a sending, or of all; one query."""
    query = OutboxMail.select(OutboxMail.status, fn.COUNT(OutboxMail.id)).group_by(OutboxMail.status)
    if campaign is not None:
        query = query.where(OutboxMail.campaign == campaign)
    if batch is not None:
        query = query.where(OutboxMail.batch == batch)
    found = dict(query.tuples())
    return {name: sum(found.get(status, 0) for status in statuses) for name, statuses in STANDINGS.items()}


def visible_mail(user: User, mail_id: str) -> OutboxMail | None:
    """A mail of a campaign whose mails this person reads, or any for an administrator."""
    mail: OutboxMail | None = (
        OutboxMail.select(OutboxMail, Campaign)
        .join(Campaign, JOIN.LEFT_OUTER)
        .where(OutboxMail.public_id == mail_id)
        .first()
    )
    if mail is None or user.role == Role.ADMINISTRATOR:
        return mail
    return mail if mail.campaign_id and may(user, May.SEE_CAMPAIGN_MAIL, mail.campaign) else None


def mailbox(recipient: str = "") -> ModelSelect:
    """The demo's mailbox.

    Mails that left, the newest first; `recipient` is looked for in address and name.
    """
    query = OutboxMail.select(*_SHOWN).where(OutboxMail.status == Status.SENT)
    for word in words_to_find(recipient):
        query = query.where(OutboxMail.recipient.contains(word) | OutboxMail.recipient_name.contains(word))
    return query.order_by(OutboxMail.sent_at.desc(), OutboxMail.id.desc())


def mails_with_bytes() -> list[OutboxMail]:
    """Every mail that left and whose text is still there, the oldest first."""
    query = OutboxMail.select().where(OutboxMail.status == Status.SENT).order_by(OutboxMail.sent_at, OutboxMail.id)
    return [mail for mail in query if mail.raw]


def mail_that_left(mail_id: str) -> OutboxMail | None:
    """One mail of the demo's mailbox, with its bytes."""
    found: OutboxMail | None = OutboxMail.get_or_none(OutboxMail.public_id == mail_id, OutboxMail.status == Status.SENT)
    return found


def shown_fields() -> list[Any]:
    """What a list shows of a mail: everything but its bytes."""
    return list(_SHOWN)


def narrowed(query: ModelSelect, standing: str, words: str, named: Any = True) -> ModelSelect:
    """These mails, the newest first, narrowed to a standing and to words in reader, domain or subject.

    `named` is a condition: only where it holds is the reader looked at. What went to somebody whose file is set apart
    is in no list.
    """
    query = query.where(OutboxMail.recipient.not_in(addresses_set_apart()))
    if standing in STANDINGS:
        query = query.where(OutboxMail.status.in_(list(STANDINGS[standing])))
    for word in words_to_find(words):
        reader = OutboxMail.recipient.contains(word) | OutboxMail.recipient_name.contains(word)
        query = query.where(
            (reader if named is True else named & reader)
            | OutboxMail.recipient_domain.contains(word)
            | OutboxMail.subject.contains(word)
        )
    return query.order_by(OutboxMail.id.desc())
