"""What guides saw on the tour, where the campaign wants that: the criteria, and how far each sheet is (req 001-20)."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.speeddates import criteria_form
from portal.actions.speeddates import make_sheets, set_criteria
from portal.blueprints.criteria_words import as_facts, in_words
from portal.blueprints.guard import requires
from portal.models.campaigns import Campaign
from portal.models.selection_days import SelectionDay
from portal.queries.campaigns import visible_campaign
from portal.queries.selection_days import visible_day
from portal.queries.speeddates import criteria_of, is_scored
from portal.queries.tour_sheets import tour_lines_for
from portal.rules.permissions import May
from portal.rules.scoring import TOUR_TEMPLATES, VERDICT_NAMES, Part

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
    standing = as_facts(criteria_of(campaign, Part.TOUR))
    form = criteria_form((standing or in_words(TOUR_TEMPLATES)) if request.method == "GET" else (), fewest=0)
    if form.validate_on_submit():
        set_criteria(campaign, form.criteria(), by=g.user, part=Part.TOUR)
        flash(_("Criteria bewaard."))
        return redirect(url_for(".index", campaign_id=campaign.public_id))
    return render_template(
        "tour_sheets/criteria.html",
        form=form,
        campaign=campaign,
        is_frozen=is_scored(campaign, Part.TOUR),
        is_new=not standing,
        standing=standing,
    )
