"""The forms of a moment of follow-up or aftercare: planned, and noted afterwards."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from forms.internships import FollowUpForm, NoteForm
from portal.blueprints.internships.ways import minutes_of, time_of
from portal.models.internships import FollowUp
from portal.models.placements import AftercareMoment
from portal.rules.internships import CHANNEL_NAMES, WENT_NAMES, WITH_WHOM_NAMES


def moment_form(**data: Any) -> FollowUpForm:
    """The form of one moment, filled with `data` until it is sent."""
    form = FollowUpForm(data=data if request.method == "GET" else None)
    form.channel.choices = [SelectChoice(key, _(name)) for key, name in CHANNEL_NAMES.items()]
    form.with_whom.choices = [SelectChoice(key, _(name)) for key, name in WITH_WHOM_NAMES.items()]
    return form


def moment_of(form: FollowUpForm) -> dict[str, Any]:
    """What was typed, as the columns of a moment."""
    return {
        "on": form.on.data,
        "start_minute": minutes_of(form.time.data),
        "channel": form.channel.data,
        "with_whom": form.with_whom.data,
        "purpose": (form.purpose.data or "").strip(),
    }


def stored_moment(moment: FollowUp | AftercareMoment) -> dict[str, Any]:
    """A moment as its form shows it."""
    kept = ("on", "channel", "with_whom", "purpose")
    return {name: getattr(moment, name) for name in kept} | {
        "time": time_of(moment.start_minute),
        "once": moment.public_id,
    }


def note_form(moment: FollowUp | AftercareMoment) -> NoteForm:
    """How a moment went, with what was noted before."""
    form = NoteForm(data={"went": moment.went, "note": moment.note} if request.method == "GET" else None)
    form.went.choices = [SelectChoice(key, _(name)) for key, name in WENT_NAMES.items()]
    return form
