"""The relay to the candidate: who knows, telling, and how quickly it goes."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.decisions import TellForm
from portal import clock
from portal.actions.decisions import correct_relay, tell_candidate
from portal.actions.looking import record_look
from portal.blueprints.decisions.ways import bp
from portal.blueprints.guard import requires
from portal.blueprints.listing import list_page, page_of_rows
from portal.blueprints.telling import no_later_than_now, now_as_typed
from portal.models.campaigns import Campaign
from portal.models.decisions import Relay
from portal.queries.campaigns import visible_campaign
from portal.queries.decisions import relays_of, told_count, visible_relay
from portal.queries.relay_reports import open_of_own_people, report_of_campaign, report_of_own_people
from portal.rules.deadlines import RELAY_WORKING_DAYS
from portal.rules.decisions import TOLD_HOW_NAMES, ToldHow
from portal.rules.permissions import May


@bp.get("/campaigns/<campaign_id>/relays")
@requires(May.SEE_RELAYS, on=visible_campaign)
def relays(campaign: Campaign) -> str:
    found = list_page(relays_of(campaign))
    return render_template(
        "decisions/relays.html", campaign=campaign, found=found, told=told_count(campaign), now=clock.now()
    )


@bp.get("/campaigns/<campaign_id>/relays/report")
@requires(May.SEE_RELAYS, on=visible_campaign)
def report(campaign: Campaign) -> str:
    return render_template(
        "decisions/report.html",
        campaign=campaign,
        rows=report_of_campaign(campaign, clock.now()),
        working_days=campaign.relay_working_days,
    )


@bp.get("/relays/report")
@requires(May.SEE_OWN_RELAYS)
def own_report() -> str:
    return render_template(
        "decisions/report.html",
        campaign=None,
        rows=report_of_own_people(g.user, clock.now()),
        working_days=RELAY_WORKING_DAYS,
        found=page_of_rows(open_of_own_people(g.user)),
        now=clock.now(),
    )


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
