"""The words of a mail: chosen for this one mail, else those of the organisation, else the portal's own (req 003-15)."""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from peewee import ModelSelect, fn

from portal.models.database import database
from portal.models.outbox import MailText
from portal.outbox.rendering import Source

Texts = Mapping[tuple[str, str], Source]

# Read once per transaction: a batch of hundreds of mails asks once, and a text that changes counts from the next one.
_read: WeakKeyDictionary[object, dict[int, Texts]] = WeakKeyDictionary()


def text_in_force(organisation_id: int, template: str, language: str) -> Source | None:
    """The text of an organisation for a mail; None: the portal's own counts."""
    return _texts_of(organisation_id).get((template, language))


def newest_texts(organisation_id: int) -> ModelSelect:
    """The newest version of each text of an organisation, those to choose from too; some put the portal's own back."""
    later = MailText.alias()
    newer = fn.EXISTS(
        later.select(later.id).where(
            later.organisation == MailText.organisation,
            later.template == MailText.template,
            later.language == MailText.language,
            later.name == MailText.name,
            later.number > MailText.number,
        )
    )
    return MailText.select().where(MailText.organisation == organisation_id, ~newer)


def forget_read_texts() -> None:
    """A text changes in this very transaction: the mails after it have the new words."""
    _read.pop(database.top_transaction(), None)


def _texts_of(organisation_id: int) -> Texts:
    transaction = database.top_transaction()
    if transaction is None:
        return _texts_in_force(organisation_id)
    read = _read.setdefault(transaction, {})
    if organisation_id not in read:
        read[organisation_id] = _texts_in_force(organisation_id)
    return read[organisation_id]


def _texts_in_force(organisation_id: int) -> Texts:
    query = newest_texts(organisation_id).where(MailText.name == "", ~MailText.is_default)
    return {(one.template, one.language): Source(one.subject, one.body) for one in query}
