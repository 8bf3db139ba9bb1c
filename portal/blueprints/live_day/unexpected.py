"""Something unexpected: what the portal knows of it already, what else is said, and a new plan that changes least."""

from typing import Any

from flask import g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.live_day import PauseForm, UnexpectedForm
from forms.selection_days import minutes_of
from portal import clock
from portal.actions.planning_runs import ask_for_plan
from portal.actions.unexpected import shift_the_rest
from portal.blueprints.day_board import full_name
from portal.blueprints.guard import requires
from portal.blueprints.keeping import refusals_at
from portal.blueprints.live_day.seen import Seen
from portal.blueprints.live_day.ways import bp, to
from portal.blueprints.selection_days.ways import now_on
from portal.blueprints.showing import minute_words
from portal.models.selection_days import SelectionDay
from portal.queries.drafts import draft_of
from portal.queries.live_day import LivePicture, going_on, live_picture, overruns_of
from portal.queries.selection_days import visible_day
from portal.rules.permissions import May
from portal.rules.planning_runs import Purpose
from portal.rules.selection_days import KIND_NAMES, Kind


@bp.route("/unexpected", methods=["GET", "POST"])
@requires(May.PLAN_DAY, on=visible_day)
def unexpected(day: SelectionDay) -> str | Response:
    """Ask for a plan again: what has begun stays, and as little as can be changes."""
    picture = live_picture(day)
    form = _form(picture)
    pause = PauseForm(formdata=None)
    if form.validate_on_submit():
        with refusals_at(form.tables_out):
            run = ask_for_plan(day, Purpose.AGAIN, day.version, by=g.user, changes=_changes(picture, form))
            return to("selection_days.run", day, run_id=run.public_id)
    return _page(picture, form, pause)


@bp.post("/unexpected/pause")
@requires(May.PLAN_DAY, on=visible_day)
def pause(day: SelectionDay) -> str | Response:
    """Everything that has yet to begin moves on."""
    form = PauseForm()
    if form.validate_on_submit():
        with refusals_at(form.minutes):
            shift_the_rest(day, form.minutes.data, by=g.user, breaks_stay=form.breaks_stay.data)
            return to("selection_days.draft", day)
    picture = live_picture(day)
    return _page(picture, _form(picture, formdata=None), form)


def _form(picture: LivePicture, **how: Any) -> UnexpectedForm:
    form = UnexpectedForm(**how)
    form.tables_out.choices = [SelectChoice(f"t{one.id}", one.name) for one in picture.parts.tables]
    people = {f"c{one.nomination_id}": full_name(one.nomination) for one in picture.appointments}
    minute = now_on(picture.day)
    form.runs_over.choices = [SelectChoice("", _("Nee")), *_running(picture, minute)]
    form.leaver.choices = [SelectChoice("", _("Niemand"))] + [
        SelectChoice(key, name) for key, name in sorted(people.items(), key=lambda pair: pair[1].casefold())
    ]
    return form


def _running(picture: LivePicture, minute: int | None) -> list[SelectChoice]:
    """What may run over: each tour and each test that is going on."""
    places = Seen(picture, minute, clock.now()).places
    groups = going_on(picture, minute) if minute is not None else {}
    found = []
    for (place, start), group in groups.items():
        what, where = _(KIND_NAMES[Kind(group[0].kind)]), places[place].name
        words = _("%(what)s: %(place)s, %(time)s", what=what, place=where, time=minute_words(start))
        found.append(SelectChoice(f"{place}@{start}", words))
    return found


def _changes(picture: LivePicture, form: UnexpectedForm) -> dict[str, Any]:
    """What happened, by keys and minutes; who is absent or late stands on the list of the door."""
    minute = now_on(picture.day)
    now = picture.day.start_minute if minute is None else minute
    leaver, leaves = form.leaver.data, form.leaves.data
    longer = {
        one.pin: form.minutes_over.data
        for (place, start), group in going_on(picture, now).items()
        for one in group
        if form.runs_over.data == f"{place}@{start}"
    }
    return {
        "now": now + 1,  # what begins in this very minute has begun
        "tables_out": dict.fromkeys(form.tables_out.data or [], now),
        "leaves": {leaver: minutes_of(leaves)} if leaver and leaves else {},
        "overrun": overruns_of(picture, now) | longer,
    }


def _page(picture: LivePicture, form: UnexpectedForm, pause: PauseForm) -> str:
    day = picture.day
    return render_template(
        "live_day/unexpected.html",
        campaign=day.campaign,
        day=day,
        form=form,
        pause=pause,
        seen=Seen(picture, now_on(day), clock.now()),
        draft=draft_of(day),
    )
