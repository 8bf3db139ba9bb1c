"""Register once: texts to copy into the systems of others, ticks, and what is still to be noted."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.registering import SystemsForm
from portal.actions.looking import record_look
from portal.actions.registering import choose_systems, note_fact, take_note_back
from portal.blueprints.guard import requires
from portal.blueprints.listing import page_of_rows
from portal.models.nominations import Nomination
from portal.queries.registering import gaps_of, lines_of, nomination_to_note, systems_of
from portal.rules.permissions import May
from portal.rules.registering import EVENT_NAMES, NOTE_FIELDS, System, note_for

bp = Blueprint("registering", __name__)


@bp.get("/noting")
@requires(May.NOTE_ELSEWHERE)
def index() -> str:
    return render_template(
        "registering/index.html",
        found=page_of_rows(gaps_of(g.user)),
        uses=systems_of(g.user.organisation),
        fields=NOTE_FIELDS,
        names=EVENT_NAMES,
    )


@bp.route("/noting/systems", methods=["GET", "POST"])
@requires(May.NOTE_ELSEWHERE)
def systems() -> str | Response:
    form = SystemsForm(data={"systems": [one.value for one in systems_of(g.user.organisation)]})
    if form.validate_on_submit():
        choose_systems([System(one) for one in form.systems.data or []], by=g.user)
        flash(_("Bewaard."))
        return redirect(url_for(".index"))
    return render_template("registering/systems.html", form=form)


@bp.get("/nominations/<nomination_id>/noting")
@requires(May.NOTE_ABOUT, on=nomination_to_note)
def show(nomination: Nomination) -> str:
    record_look(g.user, nomination.candidate, "nomination")
    uses = systems_of(nomination.organisation)
    return render_template(
        "registering/show.html",
        nomination=nomination,
        campaign=nomination.campaign,
        lines=lines_of(nomination, uses),
        uses=uses,
        fields=NOTE_FIELDS,
        names=EVENT_NAMES,
        note_for=note_for,
    )


@bp.post("/nominations/<nomination_id>/noting/tick")
@requires(May.NOTE_ABOUT, on=nomination_to_note)
def tick(nomination: Nomination) -> Response:
    asked = {name: request.values.get(name, "") for name in ("system", "key")}
    note_fact(nomination, asked["system"], asked["key"], request.values.get("seen", ""), by=g.user)
    undo = url_for(".untick", nomination_id=nomination.public_id, system=asked["system"], key=asked["key"])
    done = {"text": _("Genoteerd."), "url": undo, "label": _("Ongedaan maken")}
    flash(done, "undo")  # type: ignore[arg-type]  # a message with a button
    return redirect(url_for(".show", nomination_id=nomination.public_id))


@bp.post("/nominations/<nomination_id>/noting/untick")
@requires(May.NOTE_ABOUT, on=nomination_to_note)
def untick(nomination: Nomination) -> Response:
    take_note_back(nomination, request.values.get("system", ""), request.values.get("key", ""), by=g.user)
    flash(_("Ongedaan gemaakt: het staat weer bij wat nog te noteren is."))
    return redirect(url_for(".show", nomination_id=nomination.public_id))
