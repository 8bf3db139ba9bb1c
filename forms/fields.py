"""Fields that more than one form has."""

import re
import secrets
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, ValidationError

_ONCE = re.compile(r"[A-Za-z0-9_-]{22}")


class OnceField(HiddenField):
    """The public id of what this form is going to make, chosen when the form is shown.

    A form that is sent twice carries the same id, and the action returns what is already there: one effect for a
    double click.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default=lambda: secrets.token_urlsafe(16), **kwargs)

    def pre_validate(self, form: FlaskForm) -> None:
        if not _ONCE.fullmatch(self.data or ""):
            raise ValidationError("once")


class WholeNumberField(IntegerField):
    """A whole number; what is no number gets a sentence that says how to mend it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Schrijf een getal in cijfers, zonder komma.")) from error
