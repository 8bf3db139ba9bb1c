"""What the day is made of: hours and place, tables, rooms, guides, talks and breaks."""

from typing import Any

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.selection_days import BreakForm, DayForm, GuideForm, RoomForm, TableForm, TalkForm, time_of
from portal.actions.selection_days import Part, add_part, change_day, change_part, remove_part
from portal.blueprints.guard import requires
from portal.blueprints.selection_days.ways import bp, from_address, to
from portal.models.selection_days import SelectionDay, Table
from portal.outbox.mails.selection_days import place_of
from portal.queries.campaigns import vacancies_of
from portal.queries.selection_days import is_known, parts_of, visible_day, visible_day_for_part, visible_part
from portal.rules.permissions import May
from portal.rules.selection_days import FEATURE_NAMES

FORMS: dict[str, type[FlaskForm]] = {
    "tables": TableForm,
    "rooms": RoomForm,
    "guides": GuideForm,
    "talks": TalkForm,
    "breaks": BreakForm,
}


@bp.get("/parts")
@requires(May.PLAN_DAY, on=visible_day)
def parts(day: SelectionDay) -> str:
    return render_template(
        "selection_days/parts.html",
        campaign=day.campaign,
        day=day,
        place=place_of(day),
        parts=parts_of(day),
        features=FEATURE_NAMES,
        changes=day.state in ("draft", "published"),
    )


@bp.route("/change", methods=["GET", "POST"])
@requires(May.PLAN_DAY, on=visible_day)
def change(day: SelectionDay) -> str | Response:
    form = DayForm(obj=day) if request.method == "POST" else DayForm(obj=day, data=_hours(day))
    for name, is_on in (("tour_minutes", day.campaign.has_tour), ("test_minutes", day.campaign.has_test)):
        if not is_on:
            del form[name]
    if form.validate_on_submit():
        change_day(day, int(form.seen_version.data or 0), by=g.user, **form.values())
        flash(_("Bewaard. Ieders agenda volgt.") if is_known(day) else _("Bewaard."))
        return to("parts", day)
    return render_template("selection_days/change.html", campaign=day.campaign, day=day, form=form)


def _hours(day: SelectionDay) -> dict[str, Any]:
    return {
        "start": time_of(day.start_minute),
        "end": time_of(day.end_minute),
        "seen_version": str(day.version),
    }


@bp.route("/<any(tables, rooms, guides, talks, breaks):kind>/new", methods=["GET", "POST"])
@requires(May.PLAN_DAY, on=visible_day_for_part)
def add(day: SelectionDay) -> str | Response:
    kind = from_address("kind")
    form = _part_form(day, kind, None)
    if form.validate_on_submit():
        add_part(day, kind, _values(day, form), by=g.user, public_id=form.once.data)
        flash(_("Toegevoegd."))
        return to("parts", day)
    return render_template("selection_days/part.html", campaign=day.campaign, day=day, form=form, kind=kind, part=None)


@bp.route("/<any(tables, rooms, guides, talks, breaks):kind>/<part_id>", methods=["GET", "POST"])
@requires(May.PLAN_DAY, on=visible_part)
def change_a_part(part: Part) -> str | Response:
    day = part.selection_day
    kind = from_address("kind")
    form = _part_form(day, kind, part)
    if form.validate_on_submit():
        change_part(part, kind, _values(day, form), by=g.user)
        flash(_("Bewaard."))
        return to("parts", day)
    return render_template("selection_days/part.html", campaign=day.campaign, day=day, form=form, kind=kind, part=part)


@bp.post("/<any(tables, rooms, guides, talks, breaks):kind>/<part_id>/remove")
@requires(May.PLAN_DAY, on=visible_part)
def remove(part: Part) -> Response:
    remove_part(part, by=g.user)
    flash(_("Weggehaald."))
    return to("parts", part.selection_day)


def _part_form(day: SelectionDay, kind: str, part: Part | None) -> Any:
    """The form for a part, filled with what stands there or with a sensible beginning."""
    if request.method == "POST":
        form: Any = FORMS[kind]()
    else:
        form = FORMS[kind](data=_standing(day, kind, part))
    if "features" in form:
        form.features.choices = [SelectChoice(one.value, _(name)) for one, name in FEATURE_NAMES.items()]
    if "vacancy" in form:
        form.vacancy.choices = [SelectChoice("", _("Alle functies"))] + [
            SelectChoice(one.public_id, one.title) for one in vacancies_of(day.campaign)
        ]
    return form


def _standing(day: SelectionDay, kind: str, part: Part | None) -> dict[str, Any]:
    if part is None:
        beginnings: dict[str, dict[str, Any]] = {
            "tables": {"assessors": [{}, {}]},
            "rooms": {"seats": 10},
            "guides": {"group_size": 6},
            "talks": {
                "title": _("Voorstelling van het bedrijf"),
                "start": time_of(day.start_minute),
                "capacity": 20,
            },
            "breaks": {"title": _("Pauze")},
        }
        return beginnings[kind]
    columns = dict(part.__data__)
    for name, column in (("start", "start_minute"), ("end", "end_minute")):
        if column in columns:
            columns[name] = time_of(columns[column])
    if isinstance(part, Table):
        people = parts_of(day).people.get(part.id, [])
        columns["vacancy"] = part.vacancy.public_id if part.vacancy_id else ""
        columns["assessors"] = [
            {name: getattr(one, name) for name in ("public_id", "name", "email", "job_title", "language")}
            for one in people
        ] + [{}] * max(1, 2 - len(people))
    return columns


def _values(day: SelectionDay, form: Any) -> dict[str, Any]:
    values: dict[str, Any] = form.values()
    if "vacancy" in form:
        chosen = {one.public_id: one for one in vacancies_of(day.campaign)}
        values["vacancy"] = chosen.get(form.vacancy.data)
    return values
