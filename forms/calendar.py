"""What people type in about their own calendar."""

from flask_wtf import FlaskForm

from forms.fields import OnceField


class FeedForm(FlaskForm):
    """An address to make: nothing to type, one button."""

    once = OnceField()
