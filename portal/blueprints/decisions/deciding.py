"""The list of those about whom is decided, one decision, and undoing one that nobody knows."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.decisions import DecisionForm
from portal.actions.decisions import decide, withdraw_decision
from portal.actions.looking import record_look
from portal.blueprints.decisions.ways import bp
from portal.blueprints.guard import requires
from portal.blueprints.keeping import refusals_at
from portal.blueprints.listing import list_page
from portal.models.campaigns import Campaign
from portal.models.decisions import Decision
from portal.models.nominations import Nomination
from portal.queries.campaigns import vacancies_of, visible_campaign
from portal.queries.decisions import (
    candidacies_of,
    decidable_nomination,
    decidable_nominations,
    decision_of,
    last_said_on_hold,
    pending_count,
    undecided_count,
)
from portal.queries.disclosure import naming_for
from portal.queries.places import places_of_each
from portal.queries.speeddates import hidden_scores
from portal.queries.two_hats import conflicts_about
from portal.rules.decisions import OUTCOME_NAMES, Outcome
from portal.rules.permissions import May


@bp.get("/campaigns/<campaign_id>/decisions")
@requires(May.DECIDE, on=visible_campaign)
def index(campaign: Campaign) -> str:
    naming = naming_for(g.user, campaign)
    found = list_page(decidable_nominations(campaign, naming))
    return render_template(
        "decisions/index.html",
        campaign=campaign,
        found=found,
        candidacies=candidacies_of(found.rows, hidden_scores(g.user, campaign), naming),
        pending=pending_count(campaign),
        undecided=undecided_count(campaign),
        places=places_of_each(vacancies_of(campaign)),
        conflicts=conflicts_about(g.user, campaign, found.rows),
        on_hold_since=last_said_on_hold(campaign),
    )


@bp.route("/nominations/<nomination_id>/decision", methods=["GET", "POST"])
@requires(May.DECIDE, on=decidable_nomination)
def decide_about(nomination: Nomination) -> str | Response:
    decision = decision_of(nomination)
    vacancies = {vacancy.public_id: vacancy for vacancy in vacancies_of(nomination.campaign)}
    places = places_of_each(list(vacancies.values()))
    form = _form(decision, places)
    clash = False
    if form.validate_on_submit():
        with refusals_at(form.outcome):
            decide(
                nomination,
                Outcome(form.outcome.data),
                vacancy=vacancies.get(form.vacancy.data),
                motivation=form.motivation.data,
                words_for_candidate=form.words_for_candidate.data or "",
                seen_version=int(form.seen_version.data) if form.seen_version.data.isdecimal() else 0,
                by=g.user,
                beyond_places=form.beyond_places.data,
            )
            flash(_("Beslissing bewaard. Niemand hoort ze voor de trekker ze bekendmaakt."))
            return redirect(url_for(".index", campaign_id=nomination.campaign.public_id))
        decision = decision_of(nomination)
        clash = form.seen_version.data != str(decision.version if decision else 0)
        form.seen_version.data = str(decision.version if decision else 0)
    record_look(g.user, nomination.candidate, "decision")
    return _page(nomination, form, decision, places, clash=clash)


def _page(nomination: Nomination, form: DecisionForm, decision: Decision | None, places: Any, *, clash: bool) -> str:
    campaign = nomination.campaign
    (candidacy,) = candidacies_of([nomination], hidden_scores(g.user, campaign), naming_for(g.user, campaign))
    return render_template(
        "decisions/decide.html",
        form=form,
        campaign=campaign,
        candidacy=candidacy,
        decision=decision,
        places=places,
        clash=clash,
        conflicts=conflicts_about(g.user, campaign, [nomination])[nomination.id],
        outcome_names=OUTCOME_NAMES,
    )


def _form(decision: Decision | None, places: Any) -> DecisionForm:
    form = DecisionForm(data=_as_typed(decision) if request.method == "GET" else None)
    form.outcome.choices = [SelectChoice(outcome.value, _(name)) for outcome, name in OUTCOME_NAMES.items()]
    form.vacancy.choices = [
        SelectChoice("", _("Kies een functie")),
        *(
            SelectChoice(
                one.vacancy.public_id,
                _(
                    "%(title)s (%(filled)d van %(places)d gevuld)",
                    title=one.vacancy.title,
                    filled=one.filled,
                    places=one.vacancy.places,
                ),
            )
            for one in places
        ),
    ]
    return form


def _as_typed(decision: Any) -> dict[str, Any]:
    if decision is None:
        return {"seen_version": "0"}
    return {
        "outcome": decision.outcome,
        "vacancy": decision.vacancy.public_id if decision.vacancy else "",
        "motivation": decision.motivation,
        "words_for_candidate": decision.words_for_candidate,
        "seen_version": str(decision.version),
    }


@bp.post("/nominations/<nomination_id>/decision/undo")
@requires(May.DECIDE, on=decidable_nomination)
def undo(nomination: Nomination) -> Response:
    seen = request.form.get("seen_version", "")
    withdraw_decision(nomination, seen_version=int(seen) if seen.isdecimal() and len(seen) < 9 else 0, by=g.user)
    flash(_("Ongedaan gemaakt. Niemand wist het al, er vertrekt geen mail."))
    return redirect(url_for(".index", campaign_id=nomination.campaign.public_id))
