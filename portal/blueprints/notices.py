"""How somebody wants to hear of news: everywhere, in one campaign, for one function."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.milestones import notices_form
from portal.actions.notices import choose_notices
from portal.blueprints.guard import requires
from portal.models.campaigns import Campaign
from portal.models.vacancies import Vacancy
from portal.queries.notices import choices_of, followed_campaigns, led_vacancies
from portal.rules.notices import TOPIC_NAMES, USUAL, How, Topic
from portal.rules.permissions import May

bp = Blueprint("notices", __name__)
Line = tuple[str, str, Topic, Campaign | None, Vacancy | None]


@bp.route("/notices", methods=["GET", "POST"])
@requires(May.CHOOSE_NOTICES)
def index() -> str | Response:
    lines = _lines()
    form = notices_form(_fields(lines))()
    if form.validate_on_submit():
        choose_notices(
            g.user,
            {
                (topic, campaign, vacancy): How(form[name].data) if form[name].data else None
                for name, _label, topic, campaign, vacancy in lines
            },
        )
        flash(_("Bewaard."))
        return redirect(url_for(".index"))
    return render_template("notices/index.html", form=form, groups=_groups(lines))


def _lines() -> list[Line]:
    """One choice each, in order: the topic everywhere, then for each campaign, then for each of its functions."""
    found: list[Line] = [
        (f"{topic.value}", _("In alle instroomacties, tenzij hieronder anders"), topic, None, None) for topic in Topic
    ]
    seen: set[int] = set()
    for vacancy in led_vacancies(g.user):
        campaign = vacancy.campaign
        if campaign.id not in seen:
            seen.add(campaign.id)
            found.append((f"new-{campaign.public_id}", campaign.title, Topic.NEW, campaign, None))
        label = _("%(campaign)s, functie %(job)s", campaign=campaign.title, job=vacancy.title)
        found.append((f"new-{vacancy.public_id}", label, Topic.NEW, campaign, vacancy))
    found += [
        (f"progress-{campaign.public_id}", campaign.title, Topic.PROGRESS, campaign, None)
        for campaign in followed_campaigns(g.user)
    ]
    return found


def _fields(lines: list[Line]) -> list[tuple[str, str, str, bool]]:
    chosen = {topic: choices_of(g.user, topic) for topic in Topic}
    found = []
    for name, label, topic, campaign, vacancy in lines:
        stands = chosen[topic].get((campaign.id if campaign else None, vacancy.id if vacancy else None), "")
        found.append((name, label, stands or ("" if campaign else USUAL[topic].value), campaign is not None))
    return found


def _groups(lines: list[Line]) -> list[dict[str, Any]]:
    return [
        {"words": _(TOPIC_NAMES[topic]), "names": [line[0] for line in lines if line[2] is topic]} for topic in Topic
    ]
