"""Making decisions known in one batch, saying that it takes longer, and taking one back."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from forms.decisions import HoldForm
from portal import clock
from portal.actions.batches import Sent
from portal.actions.decisions import publish_decisions, relay_due_at, take_back_decision
from portal.actions.holding_results import hold_results
from portal.blueprints.checking import checked, is_ready, seen_before_sending, sent
from portal.blueprints.decisions.ways import bp
from portal.blueprints.guard import requires
from portal.models.campaigns import Campaign
from portal.models.decisions import Relay
from portal.queries.campaigns import visible_campaign
from portal.queries.decisions import (
    heard_of,
    last_said_on_hold,
    pending_decisions,
    steerable_relay,
    undecided_count,
    waiting_by_jobcoach,
)
from portal.rules.batches import Batch
from portal.rules.decisions import seen_of
from portal.rules.delivery import REASON_WORDS
from portal.rules.permissions import May


@bp.get("/campaigns/<campaign_id>/decisions/publish")
@requires(May.PUBLISH_DECISIONS, on=visible_campaign)
def preview(campaign: Campaign) -> str:
    decisions = pending_decisions(campaign)
    return render_template(
        "decisions/preview.html",
        campaign=campaign,
        decisions=decisions,
        seen=seen_of((one.public_id, one.version) for one in decisions),
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
    return publish_decisions(campaign, by=g.user, seen=request.form.get("decisions_seen", ""))


def _published(sent: Sent) -> str:
    if not sent.result:
        return _("Er was niets nieuws om bekend te maken.")
    return ngettext(
        "%(num)d beslissing bekendgemaakt. De jobcoach krijgt een mail.",
        "%(num)d beslissingen bekendgemaakt. Elke jobcoach krijgt een eigen mail.",
        sent.result,
    )


@bp.route("/campaigns/<campaign_id>/decisions/hold", methods=["GET", "POST"])
@requires(May.PUBLISH_DECISIONS, on=visible_campaign)
def hold(campaign: Campaign) -> str | Response:
    form = HoldForm()
    form.earliest = clock.today(campaign.site.zone)
    if is_ready(form):
        return checked(
            Batch.HOLD,
            campaign,
            lambda one: hold_results(one, form.until.data, form.words.data or "", by=g.user),
            lambda sent: _("De jobcoaches krijgen een mail dat het nog even duurt."),
        )
    waiting = waiting_by_jobcoach(campaign)
    return render_template(
        "decisions/hold.html",
        campaign=campaign,
        form=form,
        coaches=len(waiting),
        candidates=sum(count for _coach, count in waiting),
        said_at=last_said_on_hold(campaign),
    )


@bp.route("/relays/<relay_id>/take-back", methods=["GET", "POST"])
@requires(May.PUBLISH_DECISIONS, on=steerable_relay)
def take_back(relay: Relay) -> str | Response:
    campaign = relay.decision.nomination.campaign
    if request.method == "GET":
        return render_template("decisions/take_back.html", campaign=campaign, relay=relay, heard=heard_of(relay))
    if take_back_decision(relay, by=g.user):
        flash(_("Teruggenomen. De jobcoach kreeg of las het al, en krijgt een mail om het nog niet te vertellen."))
    else:
        flash(_("Teruggenomen voor iemand het hoorde. Er vertrekt geen mail."))
    return redirect(url_for(".index", campaign_id=campaign.public_id))
