"""What people type in before many mails leave: a message to partners, and to whom."""

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from forms.fields import OnceField
from forms.texts import WrittenMailForm


class MessageForm(WrittenMailForm):
    """A message to partners: to whom, and the words in each language of its readers; the view gives the choices."""

    once = OnceField()
    audience = RadioField(_l("Aan wie?"), validators=[InputRequired(_l("Kies aan wie je schrijft."))])

    @classmethod
    def for_message(cls, template: str, languages: Sequence[str]) -> Self:
        """The form with the languages that the readers have."""
        form = cls.for_mail(template, languages)
        assert isinstance(form, cls)
        return form
