"""Whether a text that somebody wrote makes a mail: by the rules of texts, and by writing it out."""

from portal.outbox.catalogue import CATALOGUE, example_of, holds_of
from portal.outbox.headers import cleaned_lines, cleaned_text
from portal.outbox.markup import BadPlaceholder
from portal.outbox.rendering import Source
from portal.rules.texts import LARGEST_MAIL, Trouble, troubles_of
from portal.rules.words import N_


def proofread(template: str, language: str, subject: str, body: str) -> list[Trouble]:
    """What keeps a text from being this mail, in words; nothing when it can be sent."""
    kind = CATALOGUE[template]
    found = troubles_of(subject, body, holds_of(template), kind.essential)
    return found or _of_the_whole(template, language, tidied(subject, body))


def tidied(subject: str, body: str) -> Source:
    """A text as it is kept: no control characters, no blank space at the ends of lines."""
    lines = [line.rstrip() for line in cleaned_lines(body).split("\n")]
    return Source(cleaned_text(subject), "\n".join(lines).strip())


def _of_the_whole(template: str, language: str, source: Source) -> list[Trouble]:
    try:
        example_of(template, language, source, bare=True)
        mail = example_of(template, language, source)
    except BadPlaceholder:
        return [Trouble("body", N_("Er blijft niets over als velden leeg zijn. Schrijf er gewone woorden bij."))]
    if _size(mail.text) + _size(mail.html) > LARGEST_MAIL:
        return [Trouble("body", N_("De mail wordt te groot. Maak de tekst korter."))]
    return []


def _size(text: str) -> int:
    """The bytes of a text in a mail, at most: quoted-printable writes three for each that is not ASCII."""
    return sum(1 if byte < 128 else 3 for byte in text.encode())
