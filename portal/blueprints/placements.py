"""What comes of an internship: outcome, employment contract, measures."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.placements import ContractForm, MeasureRequestForm, OutcomeForm
from portal import clock
from portal.actions.placements import draw_up_employment_contract, request_measure, settle_outcome
from portal.blueprints.guard import requires
from portal.models.internships import Internship
from portal.models.placements import Placement
from portal.queries.disclosure import measures_known
from portal.queries.internships import measure_requests_of, visible_internship, visible_placement
from portal.queries.measures import cards_of, law
from portal.rules.disclosure import Reader
from portal.rules.measures import measure_named, measures_on
from portal.rules.permissions import May
from portal.rules.placements import PLACEMENT_NAMES, PlacementOutcome

bp = Blueprint("placements", __name__)


@bp.route("/internships/<internship_id>/outcome", methods=["GET", "POST"])
@requires(May.SETTLE_OUTCOME, on=visible_internship)
def settle(internship: Internship) -> str | Response:
    form = OutcomeForm()
    form.outcome.choices = [SelectChoice(outcome.value, _(name)) for outcome, name in PLACEMENT_NAMES.items()]
    if form.validate_on_submit():
        settle_outcome(internship, PlacementOutcome(form.outcome.data), form.motivation.data, by=g.user)
        flash(_("De uitkomst is vastgelegd."))
        return redirect(url_for("internships.show", internship_id=internship.public_id))
    return render_template("placements/settle.html", form=form, internship=internship)


@bp.route("/placements/<placement_id>/contract", methods=["GET", "POST"])
@requires(May.REQUEST_MEASURES, on=visible_placement)
def contract(placement: Placement) -> str | Response:
    stored: dict[str, Any] = {
        "contract_on": placement.contract_on or clock.today(placement.internship.nomination.campaign.site.zone),
        "starts_on": placement.starts_on,
        "contract_kind": placement.contract_kind,
        "seen_version": str(placement.version),
    }
    form = ContractForm(data=stored if request.method == "GET" else None)
    if form.validate_on_submit():
        draw_up_employment_contract(
            placement,
            contract_on=form.contract_on.data,
            starts_on=form.starts_on.data,
            contract_kind=form.contract_kind.data,
            seen_version=int(form.seen_version.data),
            by=g.user,
        )
        flash(_("Het contract is genoteerd."))
        return redirect(url_for("internships.show", internship_id=placement.internship.public_id))
    return render_template("placements/contract.html", form=form, internship=placement.internship)


@bp.route("/placements/<placement_id>/measures", methods=["GET", "POST"])
@requires(May.REQUEST_MEASURES, on=visible_placement)
def measures(placement: Placement) -> str | Response:
    nomination = placement.internship.nomination
    campaign = nomination.campaign
    today = clock.today(campaign.site.zone)
    standing = law()
    rows = {row.code: row for row in measures_on(standing, campaign.site.country, today)}
    form = MeasureRequestForm()
    form.code.choices = [
        SelectChoice("", _("Kies een maatregel")),
        *(SelectChoice(code, _(row.name)) for code, row in rows.items()),
    ]
    if form.validate_on_submit():
        request_measure(
            placement,
            form.code.data,
            requested_on=form.requested_on.data,
            note=form.note.data or "",
            by=g.user,
        )
        flash(_("Genoteerd."))
        return redirect(url_for(".measures", placement_id=placement.public_id))
    return render_template(
        "placements/measures.html",
        form=form,
        internship=placement.internship,
        requests=measure_requests_of(placement),
        rows={row.code: measure_named(standing, row.code, today) for row in standing},
        cards=cards_of(nomination, measures_known(campaign, [nomination], Reader.EMPLOYER)[nomination.id]),
    )
