"""The texts of mails as people see and change them (req 003-15): the portal's own, and those of an organisation."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.models.accounts import User
from portal.models.organisations import Organisation
from portal.models.outbox import MailText
from portal.outbox.catalogue import CATALOGUE, choice_of
from portal.outbox.catalogue.kinds import MailKind
from portal.outbox.proofreading import proofread
from portal.outbox.rendering import LANGUAGES, Source, source_of
from portal.outbox.texts import newest_texts
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.texts import NAME_OF_A_TEXT
from portal.rules.words import N_

STANDARD = N_("Standaardtekst")


@dataclass(frozen=True)
class TextPlace:
    """One text: that of a mail in a language, or, with a `name`, one to choose from. Without organisation: to read."""

    organisation: Organisation | None
    template: str
    language: str
    name: str = ""

    @property
    def kind(self) -> MailKind:
        """What is known of the mail."""
        return CATALOGUE[self.template]

    @property
    def organisation_id(self) -> int | None:
        """Whose text it is."""
        return None if self.organisation is None else self.organisation.id

    @property
    def url(self) -> dict[str, Any]:
        """The words of its address."""
        area, _, what = self.template.partition("/")
        return {"area": area, "what": what, "language": self.language, "name": self.name}

    @cached_property
    def versions(self) -> list[MailText]:
        """What the organisation wrote, the newest first, each with its writer."""
        if self.organisation is None:
            return []
        query = MailText.select(MailText, User).left_outer_join(User).where(*self.matching())
        return list(query.order_by(MailText.number.desc()))

    def matching(self) -> tuple[object, ...]:
        """The conditions for its versions."""
        return (
            MailText.organisation == self.organisation,
            MailText.template == self.template,
            MailText.language == self.language,
            MailText.name == self.name,
        )

    @property
    def shipped(self) -> Source | None:
        """The portal's own text; None for one to choose from that the organisation made."""
        if not self.name:
            return source_of(self.template, self.language)
        return choice_of(self.template, self.name, self.language) if self.name in (self.kind.choices or {}) else None

    @property
    def own(self) -> Source | None:
        """The organisation's own text, when it has one in force."""
        newest = self.versions[0] if self.versions else None
        return None if newest is None or newest.is_default else Source(newest.subject, newest.body)

    @property
    def fits(self) -> bool:
        """Whether the own text can still be sent: the mail may have changed with the portal."""
        return self.own is None or not proofread(self.template, self.language, **vars(self.own))

    @property
    def source(self) -> Source | None:
        """The text in force; None for one of the organisation that was taken away."""
        return self.own or self.shipped

    @property
    def sent(self) -> Source | None:
        """The words that really leave."""
        return self.source if self.fits else self.shipped


@dataclass(frozen=True)
class TextLine:
    """One mail in the list: the languages in which the organisation has its own text, and names of those to choose."""

    template: str
    kind: MailKind
    own: frozenset[str]
    names: tuple[str, ...]

    @property
    def area(self) -> str:
        """The first word of its address."""
        return self.template.partition("/")[0]

    @property
    def what(self) -> str:
        """The second word."""
        return self.template.partition("/")[2]


@dataclass(frozen=True)
class TextChoice:
    """A text that a person may choose, check and send. `name` is a Dutch message id or the organisation's own word."""

    name: str
    source: Source
    is_own: bool = False


def organisation_with_texts(user: User) -> Organisation | None:
    """The organisation whose texts a person sees; None for an administrator, who sees those that the portal ships."""
    return user.organisation if user.role in MEDIATING_ROLES else None


def visible_text(user: User, area: str, what: str, language: str, name: str = "") -> TextPlace | None:
    """A text as a mediator sees it for the own organisation, or an administrator as the portal ships it."""
    template = f"{area}/{what}"
    if (
        user.role not in (*MEDIATING_ROLES, Role.ADMINISTRATOR)
        or template not in CATALOGUE
        or language not in LANGUAGES
    ):
        return None
    place = TextPlace(organisation_with_texts(user), template, language, name)
    is_there = not name or place.shipped is not None or bool(place.versions)
    return place if is_there else None


def visible_version(user: User, version_id: str) -> MailText | None:
    """A version of a text of the own organisation."""
    if user.role not in MEDIATING_ROLES:
        return None
    query = MailText.select(MailText, User).left_outer_join(User)
    found: MailText | None = query.where(
        MailText.public_id == version_id, MailText.organisation == user.organisation_id
    ).first()
    return found if found is not None and found.template in CATALOGUE else None


def place_of(version: MailText) -> TextPlace:
    """The text that a version is of."""
    return TextPlace(version.organisation, version.template, version.language, version.name)


def new_choice(user: User, area: str, what: str, language: str) -> TextPlace | None:
    """Where a text to choose from can be added: a mail that a person sends by hand."""
    place = visible_text(user, area, what, language)
    return place if place is not None and place.kind.choices is not None else None


def is_free(place: TextPlace, name: str) -> bool:
    """Whether a text to choose from may have this name: a plain one that no text in force has."""
    other = TextPlace(place.organisation, place.template, place.language, name)
    return bool(NAME_OF_A_TEXT.match(name)) and other.source is None


def text_lines(organisation: Organisation | None) -> list[TextLine]:
    """Every mail, with what the organisation changed; one query."""
    own: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for one in newest_texts(organisation.id).where(~MailText.is_default) if organisation else ():
        (names if one.name else own).setdefault(one.template, set()).add(one.name or one.language)
    return [
        TextLine(template, kind, frozenset(own.get(template, ())), tuple(sorted(names.get(template, ()))))
        for template, kind in CATALOGUE.items()
    ]


def names_to_choose(place: TextPlace) -> list[tuple[str, bool]]:
    """The texts to choose from besides the standard one: name, and whether the organisation wrote it."""
    shipped = list(place.kind.choices or {})
    own = set()
    if place.organisation is not None:
        query = newest_texts(place.organisation.id).where(
            MailText.template == place.template, MailText.language == place.language, ~MailText.is_default
        )
        own = {one.name for one in query if one.name}
    return [(name, name in own) for name in [*shipped, *sorted(own - set(shipped))]]


def texts_to_choose(organisation: Organisation, template: str, language: str) -> list[TextChoice]:
    """What a person may send as this mail: the standard text first, then those with a name; one query.

    A text that no longer fits its mail, because that changed with the portal, is not among them.
    """
    query = newest_texts(organisation.id).where(
        MailText.template == template, MailText.language == language, ~MailText.is_default
    )
    fitting = (one for one in query if not proofread(template, language, one.subject, one.body))
    own = {one.name: Source(one.subject, one.body) for one in fitting}
    shipped = {name: choice_of(template, name, language) for name in CATALOGUE[template].choices or {}}
    found = [TextChoice(STANDARD, own.get("", source_of(template, language)), "" in own)]
    found += [TextChoice(name, own.get(name, source), name in own) for name, source in shipped.items()]
    return found + [TextChoice(name, own[name], is_own=True) for name in sorted(own.keys() - shipped.keys() - {""})]
