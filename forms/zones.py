"""The choice of a time zone."""

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from portal.rules.zones import NAMES

ZONES = tuple(SelectChoice(zone, _l(name)) for zone, name in NAMES.items())
