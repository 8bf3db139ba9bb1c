"""Deciding together, publishing in one batch, and the relay to the candidate."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.decisions import DecisionForm, TellForm
from portal import clock
from portal.actions.batches import Sent
from portal.actions.decisions import (
    correct_relay,
    decide,
    publish_decisions,
    relay_due_at,
    take_back_decision,
    tell_candidate,
)
from portal.actions.looking import record_look
from portal.blueprints.checking import seen_before_sending, sent
from portal.blueprints.guard import requires
from portal.blueprints.listing import list_page
from portal.blueprints.telling import no_later_than_now, now_as_typed
from portal.models.campaigns import Campaign
from portal.models.decisions import Relay
from portal.models.nominations import Nomination
from portal.queries.campaigns import vacancies_of, visible_campaign
from portal.queries.decisions import (
    candidacies_of,
    decidable_nomination,
    decidable_nominations,
    decision_of,
    pending_count,
    pending_decisions,
    relays_of,
    steerable_relay,
    told_count,
    undecided_count,
    visible_relay,
)
from portal.queries.disclosure import naming_for
from portal.queries.speeddates import hidden_scores
from portal.rules.batches import Batch
from portal.rules.decisions import OUTCOME_NAMES, TOLD_HOW_NAMES, Outcome, ToldHow
from portal.rules.delivery import REASON_WORDS
from portal.rules.permissions import May

bp = Blueprint("decisions", __name__)


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
    )


@bp.route("/nominations/<nomination_id>/decision", methods=["GET", "POST"])
@requires(May.DECIDE, on=decidable_nomination)
def decide_about(nomination: Nomination) -> str | Response:
    decision = decision_of(nomination)
    vacancies = {vacancy.public_id: vacancy for vacancy in vacancies_of(nomination.campaign)}
    form = DecisionForm(data=_as_typed(decision) if request.method == "GET" else None)
    form.outcome.choices = [SelectChoice(outcome.value, _(name)) for outcome, name in OUTCOME_NAMES.items()]
    form.vacancy.choices = [
        SelectChoice("", _("Kies een functie")),
        *(SelectChoice(key, one.title) for key, one in vacancies.items()),
    ]
    if form.validate_on_submit():
        decide(
            nomination,
            Outcome(form.outcome.data),
            vacancy=vacancies.get(form.vacancy.data),
            motivation=form.motivation.data,
            words_for_candidate=form.words_for_candidate.data or "",
            seen_version=int(form.seen_version.data or 0),
            by=g.user,
        )
        flash(_("Beslissing bewaard. Niemand hoort ze voor de trekker ze bekendmaakt."))
        return redirect(url_for(".index", campaign_id=nomination.campaign.public_id))
    record_look(g.user, nomination.candidate, "decision")
    campaign = nomination.campaign
    (candidacy,) = candidacies_of([nomination], hidden_scores(g.user, campaign), naming_for(g.user, campaign))
    return render_template(
        "decisions/decide.html",
        form=form,
        campaign=campaign,
        candidacy=candidacy,
        decision=decision,
    )


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


@bp.get("/campaigns/<campaign_id>/decisions/publish")
@requires(May.PUBLISH_DECISIONS, on=visible_campaign)
def preview(campaign: Campaign) -> str:
    return render_template(
        "decisions/preview.html",
        campaign=campaign,
        decisions=pending_decisions(campaign),
        undecided=undecided_count(campaign),
        due_at=relay_due_at(campaign, clock.now()),
        rehearsal=seen_before_sending(campaign, _publish),
        reasons=REASON_WORDS,
    )


@bp.post("/campaigns/<campaign_id>/decisions/publish")
@requires(May.PUBLISH_DECISIONS, on=visible_campaign)
def publish(campaign: Campaign) -> Response:
    check_url = url_for(".preview", campaign_id=campaign.public_id)
    return sent(Batch.DECISIONS, campaign, _publish, _published, check_url=check_url)


def _publish(campaign: Campaign) -> int:
    return publish_decisions(campaign, by=g.user)


def _published(sent: Sent) -> str:
    if not sent.result:
        return _("Er was niets nieuws om bekend te maken.")
    return ngettext(
        "%(num)d beslissing bekendgemaakt. De jobcoach krijgt een mail.",
        "%(num)d beslissingen bekendgemaakt. Elke jobcoach krijgt een eigen mail.",
        sent.result,
    )


@bp.get("/campaigns/<campaign_id>/relays")
@requires(May.SEE_RELAYS, on=visible_campaign)
def relays(campaign: Campaign) -> str:
    found = list_page(relays_of(campaign))
    return render_template(
        "decisions/relays.html", campaign=campaign, found=found, told=told_count(campaign), now=clock.now()
    )


@bp.post("/relays/<relay_id>/take-back")
@requires(May.PUBLISH_DECISIONS, on=steerable_relay)
def take_back(relay: Relay) -> Response:
    take_back_decision(relay.decision, relay, by=g.user)
    flash(_("Teruggenomen. De jobcoach kreeg een mail om het nog niet te vertellen."))
    return redirect(url_for(".index", campaign_id=relay.decision.nomination.campaign.public_id))


@bp.route("/relays/<relay_id>", methods=["GET", "POST"])
@requires(May.TELL_CANDIDATE, on=visible_relay)
def relay(relay: Relay) -> str | Response:
    campaign = relay.decision.nomination.campaign
    zone = campaign.site.zone
    form = TellForm(zone, data=now_as_typed(zone) if request.method == "GET" else None)
    form.told_how.choices = [SelectChoice(how.value, _(name)) for how, name in TOLD_HOW_NAMES.items()]
    if form.validate_on_submit():
        tell_candidate(
            relay,
            no_later_than_now(form.told_at()),
            ToldHow(form.told_how.data),
            reaction=form.reaction.data or "",
            by=g.user,
        )
        flash(_("Genoteerd. Bedankt dat je het zelf vertelde."))
        return redirect(url_for(".relay", relay_id=relay.public_id))
    record_look(g.user, relay.decision.nomination.candidate, "result")
    return render_template(
        "decisions/relay.html",
        form=form,
        relay=relay,
        campaign=campaign,
        names=TOLD_HOW_NAMES,
        now=clock.now(),
    )


@bp.post("/relays/<relay_id>/correct")
@requires(May.TELL_CANDIDATE, on=visible_relay)
def correct(relay: Relay) -> Response:
    correct_relay(relay, by=g.user)
    flash(_("Rechtgezet: het resultaat staat weer op “te vertellen”."))
    return redirect(url_for(".relay", relay_id=relay.public_id))
