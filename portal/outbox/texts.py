"""The words of a mail: chosen for this one mail, else those of the organisation, else the portal's own (req 003-15)."""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from peewee import fn

from portal.models.database import database
from portal.models.outbox import MailText
from portal.outbox.rendering import Source

Texts = Mapping[tuple[str, str], Source]

# Read once per transaction: a batch of hundreds of mails asks once, and a text that changes counts from the next one.
_read: WeakKeyDictionary[object, dict[int, Texts]] = WeakKeyDictionary()


def text_in_force(organisation_id: int | None, template: str, language: str) -> Source | None:
    """The text of an organisation for a mail; None: the portal's own counts."""
    if organisation_id is None:
        return None
    return _texts_of(organisation_id).get((template, language))


def texts_in_force(organisation_id: int) -> Texts:
    """Every text of its own that an organisation has in force, by mail and language; one query."""
    newest = MailText.alias()
    later = fn.EXISTS(
        newest.select(newest.id).where(
            newest.organisation == MailText.organisation,
            newest.template == MailText.template,
            newest.language == MailText.language,
            newest.name == MailText.name,
            newest.number > MailText.number,
        )
    )
    query = MailText.select().where(MailText.organisation == organisation_id, MailText.name == "", ~later)
    return {(one.template, one.language): Source(one.subject, one.body) for one in query if not one.is_default}


def forget_read_texts() -> None:
    """A text changes in this very transaction: the mails after it have the new words."""
    _read.pop(database.top_transaction(), None)


def _texts_of(organisation_id: int) -> Texts:
    transaction = database.top_transaction()
    if transaction is None:
        return texts_in_force(organisation_id)
    read = _read.setdefault(transaction, {})
    if organisation_id not in read:
        read[organisation_id] = texts_in_force(organisation_id)
    return read[organisation_id]
