"""A form whose answers are kept where others may change them too: it carries what the person saw."""

from collections.abc import Mapping
from typing import Any, Self

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import StopValidation


def tidy(text: str | None) -> str:
    """What somebody typed, without blank space around it and with one kind of line end; for a field's filters."""
    return "\n".join((text or "").replace("\r\n", "\n").replace("\r", "\n").strip().split("\n"))


class AskedInTheEnd:
    """For a validator: a draft may lack this, a nomination that is with the lead may not. It counts as required."""

    field_flags = {"required": True}

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: "KeptForm", field: Field) -> None:
        if form.must_be_complete and not any(str(sent).strip() for sent in field.raw_data or ()):
            raise StopValidation(gettext(self.sentence))


class KeptForm(FlaskForm):
    """`seen` is the fingerprint of the answers as the person saw them (`portal.rules.editing`).

    `must_be_complete`: the nomination is with the lead already, so nothing that is asked may be emptied.
    `stands`: after a conflict, what stands there now, as (label, words).
    """

    seen = HiddenField()
    must_be_complete = False
    stands: tuple[tuple[str, str], ...] = ()
    has_clashed = False

    def contents(self) -> dict[str, Any]:
        """The answers by name, in the shape in which they are compared."""
        return {name: value for name, value in self.data.items() if name not in {"seen", "csrf_token"}}

    def showing(self, contents: Mapping[str, Any], seen: str) -> Self:
        """Fill the form with what stands there; nothing when it was sent."""
        if not self.is_submitted():
            self.process(data=dict(contents))
            self.seen.data = seen
        return self

    def in_words(self, contents: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Each answer with its label, as a person reads it."""
        return [(str(self[name].label.text), str(value or "")) for name, value in contents.items()]

    def clash(self, contents: Mapping[str, Any], seen: str) -> None:
        """Show what somebody else kept meanwhile beside what was typed; saving again is then a choice."""
        typed = dict(self.in_words(self.contents()))
        self.stands = tuple(
            (label, words or gettext("(leeg)")) for label, words in self.in_words(contents) if typed.get(label) != words
        )
        self.has_clashed = True
        self.seen.data = seen
