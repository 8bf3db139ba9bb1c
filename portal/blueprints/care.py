"""How a campaign goes and how partners care: time per phase, recognition, the balance of the network, conflicts."""

from flask import Blueprint, g, render_template

from portal.blueprints.guard import requires
from portal.models.campaigns import Campaign
from portal.queries.campaigns import visible_campaign
from portal.queries.conflicts import conflicts_of
from portal.queries.pace import balance_of, deeds_by_partner, deeds_of, phases_of
from portal.rules.permissions import May
from portal.rules.recognition import CARE_NAMES, FOR_A_FILE, together

bp = Blueprint("care", __name__)


@bp.get("/campaigns/<campaign_id>/pace")
@requires(May.SEE_PACE, on=visible_campaign)
def pace(campaign: Campaign) -> str:
    phases = phases_of(campaign)
    longest = max((one.days for one in phases), default=0)
    return render_template(
        "care/pace.html",
        campaign=campaign,
        phases=phases,
        widths=[round(max(one.days / longest, 0.01) * 400) if longest else 4 for one in phases],
        slowest=max(phases, key=lambda one: one.days, default=None),
    )


@bp.get("/campaigns/<campaign_id>/care")
@requires(May.SEE_PACE, on=visible_campaign)
def of_campaign(campaign: Campaign) -> str:
    partners = [(organisation.name, together(deeds)) for organisation, deeds in deeds_by_partner(campaign).items()]
    return render_template(
        "care/of_campaign.html",
        campaign=campaign,
        partners=partners,
        balance=balance_of(campaign),
        conflicts=conflicts_of(g.user, campaign),
        names=CARE_NAMES,
        for_a_file=FOR_A_FILE,
    )


@bp.get("/recognition")
@requires(May.SEE_RECOGNITION)
def recognition() -> str:
    deeds = together(deeds_of(g.user.organisation))
    return render_template(
        "care/recognition.html",
        deeds=deeds,
        total=sum(one.points for one in deeds),
        names=CARE_NAMES,
        organisation=g.user.organisation,
    )
