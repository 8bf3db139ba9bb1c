"""What a privacy officer asks."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField
from wtforms.validators import Optional


class LooksFilterForm(FlaskForm):
    """Which looks to show. Choices come from the view."""

    by = SelectField(_l("Wie keek"), validators=[Optional()])
    since = DateField(_l("Vanaf"), validators=[Optional()])
    until = DateField(_l("Tot en met"), validators=[Optional()])
