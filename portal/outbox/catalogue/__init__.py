"""What each mail is: title, when it goes out, placeholders with meaning and example, and who may change it.

A new mail gets an entry in the file of its area: `portal/outbox/catalogue/<area>.py`, `MAILS["<what>"] = MailKind(…)`.
"""

from collections.abc import Collection

from portal.outbox.catalogue import (
    accounts,
    aftercare,
    appointments,
    campaigns,
    decisions,
    internships,
    interviews,
    milestones,
    nominations,
    preselections,
    privacy,
    retention,
    selection_days,
)
from portal.outbox.catalogue.kinds import MailKind, Placeholder
from portal.outbox.catalogue.placeholders import NAME
from portal.outbox.rendering import MailText, Source, render, source_of
from portal.outbox.values import Value
from portal.rules.texts import Holds
from portal.rules.words import N_

AREAS: dict[str, str] = {
    "campaigns": N_("Partners en werkgever"),
    "nominations": N_("Voordrachten"),
    "interviews": N_("Gesprekken"),
    "preselections": N_("Preselectie"),
    "milestones": N_("Opvolging"),
    "selection_days": N_("Selectiedag"),
    "decisions": N_("Resultaten"),
    "internships": N_("Stages"),
    "aftercare": N_("Nazorg"),
    "appointments": N_("Antwoorden op afspraken"),
    "retention": N_("Bewaartermijnen"),
    "privacy": N_("Privacy"),
    "accounts": N_("Accounts"),
}
_FILES = {
    "campaigns": campaigns,
    "nominations": nominations,
    "interviews": interviews,
    "preselections": preselections,
    "milestones": milestones,
    "selection_days": selection_days,
    "decisions": decisions,
    "internships": internships,
    "aftercare": aftercare,
    "appointments": appointments,
    "retention": retention,
    "privacy": privacy,
    "accounts": accounts,
}
CATALOGUE: dict[str, MailKind] = {f"{area}/{what}": kind for area in AREAS for what, kind in _FILES[area].MAILS.items()}


class ValueMissing(LookupError):
    """A mail is posted without a value that its texts may use; says where to mend it."""


def placeholders_of(template: str) -> dict[str, Placeholder]:
    """Everything that a text of this mail may use, by name."""
    return {"name": NAME, **CATALOGUE[template].placeholders}


def holds_of(template: str) -> dict[str, Holds]:
    """What stands in the place of each placeholder, as the rules of texts ask it."""
    return {name: one.holds for name, one in placeholders_of(template).items()}


def check_values(template: str, given: Collection[str]) -> None:
    """Raise ValueMissing when a placeholder that texts of this mail may use has no value: they rely on it."""
    kind = CATALOGUE.get(template)
    missing = sorted(set(kind.placeholders) - set(given)) if kind else []
    if missing:
        area, _, what = template.partition("/")
        raise ValueMissing(
            f"{template}: no value for {', '.join(missing)}. Give it in the function of the mail, "
            f'or take it out of MAILS["{what}"] in portal/outbox/catalogue/{area}.py'
        )


def example_of(template: str, language: str, source: Source | None = None, *, bare: bool = False) -> MailText:
    """The mail about invented people; `bare`: with everything empty that may be empty. Raises BadPlaceholder."""
    kind = CATALOGUE[template]
    values: dict[str, Value] = {
        name: "" if bare and one.may_be_empty else one.example_in(language)
        for name, one in placeholders_of(template).items()
    }
    return render(template, language, values, kind.why, source)


def choice_of(template: str, name: str, language: str) -> Source:
    """A shipped text to choose from, by its name. Raises KeyError for a name that is none."""
    folders = CATALOGUE[template].choices or {}
    return source_of(f"_choices/{template}/{folders[name]}", language)
