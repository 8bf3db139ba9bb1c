"""An organisation changes the words of its mails (req 003-15). A text is never changed: a change is a new version."""

from portal.models.accounts import User
from portal.models.database import writes
from portal.models.outbox import MailText
from portal.outbox.proofreading import proofread, tidied
from portal.outbox.rendering import Source
from portal.outbox.texts import forget_read_texts
from portal.queries.mail_texts import TextPlace, is_free, place_of
from portal.rules.editing import needs_writing
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def keep_text(place: TextPlace, subject: str, body: str, *, seen: str | None, by: User) -> MailText | None:
    """Write a new version; nothing when these words stand there already.

    `seen` is the fingerprint of the words that the person saw, None for whatever stands there. The portal's own words
    are no version of their own: they put the portal's text back. Raises Refused, EditedMeanwhile.
    """
    _check_open(place)
    place = _as_it_stands(place)
    source = _checked(place, subject, body)
    if place.source is not None and not needs_writing(vars(place.source), vars(source), seen):
        return None
    return _new_version(place, None if source == place.shipped else source, by)


@writes
def add_choice(place: TextPlace, name: str, subject: str, body: str, *, by: User) -> MailText:
    """Add a text to choose from. Adding the same again returns what is there. Raises Refused."""
    _check_open(place)
    place = TextPlace(place.organisation, place.template, place.language, name.strip())
    source = _checked(place, subject, body)
    if place.own == source:
        return place.versions[0]
    if not is_free(place, place.name):
        raise Refused(N_("Er is al een tekst met deze naam. Kies een andere naam."))
    return _new_version(place, source, by)


@writes
def put_default_back(place: TextPlace, *, by: User) -> MailText | None:
    """The portal's own text counts again; one to choose from that the organisation made is taken away."""
    _check_open(place)
    place = _as_it_stands(place)
    return _new_version(place, None, by) if place.own is not None else None


@writes
def put_version_back(version: MailText, *, by: User) -> MailText | None:
    """Make an older version the newest again. Raises Refused when it no longer fits its mail."""
    place = place_of(version)
    if version.is_default:
        return put_default_back(place, by=by)
    return keep_text(place, version.subject, version.body, seen=None, by=by)


def _check_open(place: TextPlace) -> None:
    if place.kind.closed:
        raise Refused(place.kind.closed)
    if place.organisation is None:
        raise Refused(N_("Alleen een organisatie heeft eigen teksten."))


def _as_it_stands(place: TextPlace) -> TextPlace:
    """The same place, read inside the transaction."""
    return TextPlace(place.organisation, place.template, place.language, place.name)


def _checked(place: TextPlace, subject: str, body: str) -> Source:
    for trouble in proofread(place.template, place.language, subject, body):
        raise Refused(trouble.sentence, **trouble.values)
    return tidied(subject, body)


def _new_version(place: TextPlace, source: Source | None, by: User) -> MailText:
    forget_read_texts()
    return MailText.create(
        organisation=place.organisation,
        template=place.template,
        language=place.language,
        name=place.name,
        number=place.versions[0].number + 1 if place.versions else 1,
        subject=source.subject if source else "",
        body=source.body if source else "",
        is_default=source is None,
        by=by,
    )
