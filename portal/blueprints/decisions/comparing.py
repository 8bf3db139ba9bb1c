"""One overview per vacancy, and its reserve list in an order that people set."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.actions.reserve import move_on_reserve, promote_from_reserve
from portal.blueprints.decisions.ways import bp
from portal.blueprints.guard import requires
from portal.blueprints.listing import page_of_rows
from portal.models.decisions import Decision
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import vacancies_of, visible_vacancy
from portal.queries.comparing import comparison_for
from portal.queries.decisions import decision_on_reserve
from portal.queries.disclosure import naming_for
from portal.rules.permissions import May
from portal.rules.scoring import VERDICT_NAMES


@bp.get("/campaigns/<campaign_id>/vacancies/<vacancy_id>/decisions")
@requires(May.DECIDE, on=visible_vacancy)
def compare(vacancy: Vacancy) -> str:
    order = "mean" if request.args.get("order") == "mean" else "name"
    comparison = comparison_for(g.user, vacancy, order)
    return render_template(
        "decisions/compare.html",
        campaign=vacancy.campaign,
        vacancy=vacancy,
        vacancies=vacancies_of(vacancy.campaign),
        comparison=comparison,
        found=page_of_rows(comparison.lines),
        order=order,
        naming=naming_for(g.user, vacancy.campaign),
        verdict_names=VERDICT_NAMES,
    )


@bp.post("/nominations/<nomination_id>/reserve/up")
@requires(May.DECIDE, on=decision_on_reserve)
def up(decision: Decision) -> Response:
    move_on_reserve(decision, up=True, by=g.user)
    return _to_reserve(decision)


@bp.post("/nominations/<nomination_id>/reserve/down")
@requires(May.DECIDE, on=decision_on_reserve)
def down(decision: Decision) -> Response:
    move_on_reserve(decision, up=False, by=g.user)
    return _to_reserve(decision)


@bp.post("/nominations/<nomination_id>/reserve/promote")
@requires(May.DECIDE, on=decision_on_reserve)
def promote(decision: Decision) -> Response:
    promote_from_reserve(decision, by=g.user)
    flash(_("Weerhouden, nog niet bekendgemaakt. Kijk de motivatie en de woorden voor de kandidaat na."))
    return redirect(url_for(".decide_about", nomination_id=decision.nomination.public_id))


def _to_reserve(decision: Decision) -> Response:
    vacancy: Any = decision.vacancy
    where = {"campaign_id": decision.nomination.campaign.public_id, "vacancy_id": vacancy.public_id}
    return redirect(url_for(".compare", **where, _anchor="reserve"))
