"""What guides saw on the tour, where the campaign wants that: the criteria, and how far each sheet is (req 001-20)."""

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.actions.speeddates import make_sheets
from portal.blueprints.guard import requires
from portal.blueprints.scorecards import choose_criteria
from portal.models.campaigns import Campaign
from portal.models.selection_days import SelectionDay
from portal.queries.campaigns import visible_campaign
from portal.queries.disclosure import naming_for
from portal.queries.selection_days import visible_day
from portal.queries.speeddates import criteria_of
from portal.queries.tablets import observable_tours
from portal.queries.tour_sheets import tour_lines_for
from portal.rules.permissions import May
from portal.rules.scoring import VERDICT_NAMES, Part

bp = Blueprint("tour_sheets", __name__)


@bp.get("/campaigns/<campaign_id>/tour")
@requires(May.TYPE_IN_SHEET, on=visible_day)
def index(day: SelectionDay) -> str:
    return render_template(
        "tour_sheets/index.html",
        campaign=day.campaign,
        criteria=criteria_of(day.campaign, Part.TOUR),
        lines=tour_lines_for(g.user, day),
        verdict_names=VERDICT_NAMES,
    )


@bp.post("/campaigns/<campaign_id>/tour")
@requires(May.TYPE_IN_SHEET, on=visible_day)
def prepare(day: SelectionDay) -> Response:
    make_sheets(day)
    return redirect(url_for(".index", campaign_id=day.campaign.public_id))


@bp.route("/campaigns/<campaign_id>/tour/criteria", methods=["GET", "POST"])
@requires(May.SET_CRITERIA, on=visible_campaign)
def criteria(campaign: Campaign) -> str | Response:
    back = url_for(".index", campaign_id=campaign.public_id)
    return choose_criteria(campaign, Part.TOUR, "tour_sheets/criteria.html", back)


@bp.get("/campaigns/<campaign_id>/tour/paper")
@requires(May.TYPE_IN_SHEET, on=visible_day)
def paper(day: SelectionDay) -> str:
    naming = naming_for(g.user, day.campaign)
    tours = naming.in_order(observable_tours(day), lambda one: one.nomination, lambda one: one.start_at)
    return render_template(
        "tour_sheets/paper.html",
        campaign=day.campaign,
        criteria=criteria_of(day.campaign, Part.TOUR),
        tours=[(naming.name(one.nomination), one) for one in tours],
        verdict_names=VERDICT_NAMES,
    )
