"""How a campaign goes and how partners care: time per phase, recognition, the balance of the network, conflicts."""

from flask import Blueprint, g, render_template
from flask_babel import gettext as _

from portal.blueprints.guard import requires
from portal.models.campaigns import Campaign
from portal.models.nominations import Nomination
from portal.queries.campaigns import visible_campaign
from portal.queries.funnel import funnel_of
from portal.queries.pace import balance_of, deeds_by_partner, deeds_of, phases_of
from portal.queries.two_hats import conflicts_in
from portal.rules.permissions import May
from portal.rules.recognition import CARE_HEADS, CARE_NAMES, together
from portal.rules.two_hats import Conflict

bp = Blueprint("care", __name__)


@bp.get("/campaigns/<campaign_id>/pace")
@requires(May.SEE_PACE, on=visible_campaign)
def pace(campaign: Campaign) -> str:
    phases = phases_of(campaign)
    funnel = funnel_of(g.user, campaign)
    return render_template(
        "care/pace.html",
        campaign=campaign,
        funnel=funnel,
        most=max(one.count for one in funnel),
        phases=phases,
        slowest=max(phases, key=lambda one: one.days, default=None),
    )


@bp.get("/campaigns/<campaign_id>/care")
@requires(May.SEE_PACE, on=visible_campaign)
def of_campaign(campaign: Campaign) -> str:
    partners = [(organisation.name, together(deeds)) for organisation, deeds in deeds_by_partner(campaign).items()]
    given = {one.care for _name, deeds in partners for one in deeds}
    between, about = conflicts_in(g.user, campaign)
    return render_template(
        "care/of_campaign.html",
        campaign=campaign,
        partners=partners,
        balance=balance_of(campaign),
        between=between,
        about=_by_words(about),
        cares={care: _(words) for care, words in CARE_HEADS.items() if care in given},
    )


def _by_words(about: list[tuple[Nomination, list[Conflict]]]) -> list[tuple[Conflict, list[Nomination]]]:
    """Each thing to think of once, with the candidates whom it is about."""
    found: dict[str, tuple[Conflict, list[Nomination]]] = {}
    for nomination, conflicts in about:
        for one in conflicts:
            found.setdefault(repr(one), (one, []))[1].append(nomination)
    return list(found.values())


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
