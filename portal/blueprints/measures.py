"""The law of measures, kept by an administrator: rows with dates, sources, and who changed what (req X-03)."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from forms.measures import ChangeMeasureForm, CloseMeasureForm, NewMeasureForm, SucceedMeasureForm
from portal import clock
from portal.actions.measures import add_measure, change_measure, check_measure, close_measure, succeed_measure
from portal.blueprints.guard import requires
from portal.models.history import HistoryLine
from portal.queries.measures import administered_measure, history_of_measure, law
from portal.rules.happenings import happening_words
from portal.rules.measures import (
    COUNTRIES,
    LEAD_UNIT_NAMES,
    LeadUnit,
    Measure,
    MeasureFacts,
    facts_of_measure,
    is_to_check,
)
from portal.rules.permissions import May
from portal.rules.words import N_

bp = Blueprint("measures", __name__, url_prefix="/administration/measures")
# The fields of a row, in words for its history.
FIELD_NAMES = {
    "name": N_("Naam"),
    "meaning": N_("Wat het is"),
    "who_applies": N_("Wie vraagt aan"),
    "papers": N_("Papieren"),
    "longest": N_("Hoe lang"),
    "precedes_start": N_("Voor de start?"),
    "lead_time": N_("Hoe lang vooraf aanvragen?"),
    "lead_unit": N_("Geteld in"),
    "source": N_("Bron"),
    "standing": N_("Waarop letten?"),
    "valid_from": N_("Geldt vanaf"),
    "valid_to": N_("Geldt tot en met"),
    "new_cases": N_("Nieuwe aanvragen kunnen nog"),
    "is_indicative": N_("Indicatief"),
    "checked_on": N_("Nagekeken op"),
}


@bp.get("")
@requires(May.ADMINISTER_MEASURES)
def index() -> str:
    today = clock.today()
    return render_template(
        "measures/index.html",
        rows=law(),
        countries=COUNTRIES,
        today=today,
        is_to_check=lambda one: is_to_check(one, today),
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(May.ADMINISTER_MEASURES)
def add() -> str | Response:
    form = NewMeasureForm(data={"checked_on": clock.today()} if request.method == "GET" else None)
    if form.validate_on_submit():
        row = add_measure(form.facts(form.code.data, form.country.data), by=g.user, public_id=form.once.data)
        flash(_("De regel staat erbij."))
        return redirect(url_for(".show", measure_key=row.public_id))
    return render_template("measures/fill_in.html", form=form, measure=None)


@bp.get("/<measure_key>")
@requires(May.ADMINISTER_MEASURES, on=administered_measure)
def show(measure: Measure) -> str:
    return render_template(
        "measures/show.html",
        measure=measure,
        countries=COUNTRIES,
        lead=_lead_words(measure),
        others=[one for one in law() if one.code == measure.code and one.key != measure.key],
        history=[_line(line) for line in history_of_measure(measure)],
        is_to_check=is_to_check(measure, clock.today()),
    )


@bp.route("/<measure_key>/change", methods=["GET", "POST"])
@requires(May.ADMINISTER_MEASURES, on=administered_measure)
def change(measure: Measure) -> str | Response:
    form = ChangeMeasureForm(data=_typed(facts_of_measure(measure), measure.version))
    if form.validate_on_submit():
        seen = replace(measure, version=_seen(form))
        change_measure(seen, form.facts(measure.code, measure.country), by=g.user)
        flash(_("Bewaard."))
        return redirect(url_for(".show", measure_key=measure.key))
    return render_template("measures/fill_in.html", form=form, measure=measure)


@bp.route("/<measure_key>/close", methods=["GET", "POST"])
@requires(May.ADMINISTER_MEASURES, on=administered_measure)
def close(measure: Measure) -> str | Response:
    form = CloseMeasureForm(data={"valid_to": measure.valid_to, "seen_version": measure.version})
    if form.validate_on_submit():
        close_measure(replace(measure, version=_seen(form)), form.valid_to.data, by=g.user)
        flash(_("De regel is afgesloten."))
        return redirect(url_for(".show", measure_key=measure.key))
    return render_template("measures/close.html", form=form, measure=measure)


@bp.route("/<measure_key>/successor", methods=["GET", "POST"])
@requires(May.ADMINISTER_MEASURES, on=administered_measure)
def succeed(measure: Measure) -> str | Response:
    following = replace(facts_of_measure(measure), valid_from=None, valid_to=None, checked_on=clock.today())
    form = SucceedMeasureForm(data=_typed(following, measure.version))
    if form.validate_on_submit():
        seen, facts = replace(measure, version=_seen(form)), form.facts(measure.code, measure.country)
        row = succeed_measure(seen, facts, by=g.user, public_id=form.once.data)
        flash(_("De nieuwe regel staat erbij; de vorige eindigt de dag ervoor."))
        return redirect(url_for(".show", measure_key=row.public_id))
    return render_template("measures/fill_in.html", form=form, measure=measure, succeeds=True)


@bp.post("/<measure_key>/checked")
@requires(May.ADMINISTER_MEASURES, on=administered_measure)
def checked(measure: Measure) -> Response:
    check_measure(measure, by=g.user)
    flash(_("Genoteerd: vandaag nagekeken."))
    return redirect(url_for(".show", measure_key=measure.key))


def _lead_words(measure: Measure) -> str:
    """How long before the start one applies."""
    if measure.lead_time is None:
        return _("niet bekend")
    if measure.lead_unit is LeadUnit.WORKING_DAYS:
        return ngettext("%(num)d werkdag", "%(num)d werkdagen", measure.lead_time)
    if measure.lead_unit is LeadUnit.DAYS:
        return ngettext("%(num)d kalenderdag", "%(num)d kalenderdagen", measure.lead_time)
    return ngettext("%(num)d week", "%(num)d weken", measure.lead_time)


def _typed(facts: MeasureFacts, version: int) -> dict[str, Any]:
    return ChangeMeasureForm.as_typed(facts) | {"seen_version": version}


def _seen(form: ChangeMeasureForm | CloseMeasureForm) -> int:
    typed = form.seen_version.data or "0"
    return int(typed) if str(typed).isdecimal() else 0


def _line(line: HistoryLine) -> dict[str, Any]:
    """A change in words: who, when, and each field with what stood there and what stands there now."""
    fields = [part.split("\t") for part in line.note.splitlines()]
    return {
        "at": line.at,
        "who": line.by_words,
        "what": happening_words(line.subject, line.step),
        "changes": [
            (_(FIELD_NAMES.get(part[0], part[0])), _said(part[1]), _said(part[2])) for part in fields if len(part) == 3
        ],
    }


def _said(value: str) -> str:
    """What stood in a field, as a person reads it."""
    words = {"True": _("ja"), "False": _("nee"), "": "–"} | {
        unit.value: _(name) for unit, name in LEAD_UNIT_NAMES.items()
    }
    if value in words:
        return words[value]
    try:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    except ValueError:
        return _(value)
