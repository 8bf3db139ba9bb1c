"""Who knows what of a candidate, from when, who looked, and how to take it back (req X-05)."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.actions.disclosure import stop_sharing
from portal.actions.looking import record_look
from portal.blueprints.guard import requires
from portal.blueprints.listing import list_page
from portal.blueprints.looked_at import looked_at
from portal.models.candidates import Candidate
from portal.models.nominations import MeasureEligibility, Nomination, SupportNeed
from portal.queries.candidates import visible_candidate
from portal.queries.disclosure import moment_reached, shared_measure, shared_need, sharing_of
from portal.queries.looks import looks_at
from portal.queries.nominations import visible_nomination
from portal.rules.disclosure import FROM_NAMES, MOMENT_NAMES, NAMES_FROM, Moment
from portal.rules.permissions import May
from portal.rules.roles import ROLE_NAMES

bp = Blueprint("disclosure", __name__)


@bp.get("/candidates/<candidate_id>/looks")
@requires(May.SEE_LOOKS, on=visible_candidate)
def looks(candidate: Candidate) -> str:
    return render_template(
        "disclosure/looks.html",
        candidate=candidate,
        found=list_page(looks_at(candidate)),
        looked_at=looked_at,
        roles=ROLE_NAMES,
    )


@bp.get("/nominations/<nomination_id>/sharing")
@requires(May.SEE_SHARING, on=visible_nomination)
def sharing(nomination: Nomination) -> str:
    record_look(g.user, nomination.candidate, "nomination")
    return render_template(
        "disclosure/sharing.html",
        nomination=nomination,
        campaign=nomination.campaign,
        facts=sharing_of(nomination),
        now=MOMENT_NAMES[moment_reached(nomination)],
        moments=[(one.name.lower(), MOMENT_NAMES[one]) for one in Moment if one is not Moment.DRAFT],
        from_names=FROM_NAMES,
        names_from=NAMES_FROM[nomination.campaign.names_from],
        looks=list(looks_at(nomination.candidate).limit(5)),
        looked_at=looked_at,
        roles=ROLE_NAMES,
    )


@bp.post("/support-needs/<need_id>/stop-sharing")
@requires(May.CHANGE_NOMINATION, on=shared_need)
def stop_sharing_need(need: SupportNeed) -> Response:
    return _stopped(need)


@bp.post("/measures/<measure_id>/stop-sharing")
@requires(May.CHANGE_NOMINATION, on=shared_measure)
def stop_sharing_measure(measure: MeasureEligibility) -> Response:
    return _stopped(measure)


def _stopped(fact: SupportNeed | MeasureEligibility) -> Response:
    stop_sharing(fact, by=g.user)
    flash(_("Niemand buiten je organisatie ziet dit nog."))
    return redirect(url_for(".sharing", nomination_id=fact.nomination.public_id))
