"""What people type in about the texts of mails (req 003-15): a text that is kept, and one for a mail by hand.

For a page where a person chooses a text, checks it and sends it: `WrittenMailForm` with
`components/written_mail.html`; see there.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, Form, FormField, StringField, TextAreaField
from wtforms.validators import InputRequired, Regexp

from forms.fields import OnceField
from forms.kept import KeptForm
from portal.outbox.proofreading import proofread, tidied
from portal.outbox.rendering import LANGUAGES, Source
from portal.rules.texts import NAME_OF_A_TEXT

_ROWS = {"rows": 18}


def without_edges(text: str | None) -> str:
    """What was typed, with one kind of line end; all else is said, not mended."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


class Proofread:
    """For the fields of a text: every trouble of that part, in words. The form has `template` and `language`."""

    field_flags = {"required": True}

    def __call__(self, form: Any, field: Field) -> None:
        found = proofread(form.template, form.language, form.subject.data, form.body.data)
        mine = [one for one in found if one.part == field.short_name]
        field.errors = [*field.errors, *(gettext(one.sentence, **one.values) for one in mine)]


class TextForm(KeptForm):
    """The words of one mail in one language."""

    template = ""
    language = ""
    subject = StringField(lazy_gettext("Onderwerp"), filters=[without_edges], validators=[Proofread()])
    body = TextAreaField(
        lazy_gettext("Tekst"),
        description=lazy_gettext(
            "Een lege regel begint een alinea. “- ” begint een regel van een lijst. **Vet** staat tussen sterretjes."
        ),
        filters=[without_edges],
        validators=[Proofread()],
        render_kw=_ROWS,
    )

    def written(self) -> Source:
        """The text as it would be kept."""
        return tidied(self.subject.data or "", self.body.data or "")


class NewTextForm(TextForm):
    """A text to choose from, with its name."""

    once = OnceField()
    name = StringField(
        lazy_gettext("Naam van de tekst"),
        description=lazy_gettext("Zo vind je hem terug als je een mail verstuurt. Bijvoorbeeld: Bedankt."),
        filters=[without_edges],
        validators=[
            InputRequired(lazy_gettext("Geef de tekst een naam.")),
            Regexp(NAME_OF_A_TEXT, message=lazy_gettext("Gebruik letters, cijfers en spaties, hoogstens 80.")),
        ],
    )


class Choice(Protocol):
    """What this form needs of a text to choose from (`portal.queries.mail_texts.TextChoice`)."""

    @property
    def source(self) -> Source: ...


class _InOneLanguage(Form):
    """Subject and body in one language of the readers; part of WrittenMailForm."""

    template = ""
    language = ""
    subject = StringField(lazy_gettext("Onderwerp"), filters=[without_edges], validators=[Proofread()])
    body = TextAreaField(lazy_gettext("Tekst"), filters=[without_edges], validators=[Proofread()], render_kw=_ROWS)


class _Dutch(_InOneLanguage):
    language = "nl"


class _English(_InOneLanguage):
    language = "en"


class WrittenMailForm(FlaskForm):
    """A mail that a person sends by hand: chosen, checked and changed in each language of its readers.

    `WrittenMailForm.for_mail(template, languages)`; `showing({"nl": choice})` fills it; after validation `sources()`
    has a `Source` per language, for `Mail(text=…)`.
    """

    nl = FormField(_Dutch, lazy_gettext("Nederlands"))
    en = FormField(_English, lazy_gettext("Engels"))

    @classmethod
    def for_mail(cls, template: str, languages: Sequence[str] = LANGUAGES) -> "WrittenMailForm":
        """The form for one mail, with the languages that its readers have."""
        form = cls()
        for language in LANGUAGES:
            if language in languages:
                form[language].form.template = template
            else:
                delattr(form, language)
        return form

    @property
    def languages(self) -> list[str]:
        """The languages of the readers, in our order."""
        return [language for language in LANGUAGES if language in self]

    def showing(self, chosen: Mapping[str, Choice]) -> "WrittenMailForm":
        """Fill in the chosen text in each language, unless the form was sent."""
        if not self.is_submitted():
            for language in self.languages:
                self[language].form.process(data=vars(chosen[language].source), prefix="")
        return self

    def sources(self) -> dict[str, Source]:
        """The words to send, by language."""
        return {one: tidied(self[one].form.subject.data, self[one].form.body.data) for one in self.languages}
