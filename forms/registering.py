"""Which systems an organisation notes in."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from portal.rules.registering import NOTE_FIELDS


class SystemsForm(FlaskForm):
    """A tick for each system; none is an answer too."""

    systems = SelectMultipleField(
        lazy_gettext("In welke systemen noteert je organisatie ook?"),
        description=lazy_gettext("Voor elk systeem krijg je teksten om te kopiëren, met een vinkje. Geen is ook goed."),
        choices=[SelectChoice(system.value, field.name) for system, field in NOTE_FIELDS.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
