"""The draft beside the plan in force: what it changes for whom, who hears it, putting it in force, throwing it away."""

from collections.abc import Callable

from flask import flash, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from portal.actions.batches import Sent
from portal.actions.drafts import discard_draft, put_draft_in_force, take_back_plan
from portal.blueprints.checking import seen_before_sending, sent
from portal.blueprints.guard import can, requires
from portal.blueprints.selection_days.ways import bp, seen_version, to
from portal.models.campaigns import Campaign
from portal.models.selection_days import SelectionDay
from portal.queries.drafts import clashes_of_draft, day_with_drafts, difference, draft_of, programme_of_draft
from portal.queries.instances import picture_of
from portal.queries.plan_figures import figures_of_day, figures_of_draft
from portal.queries.planning_questions import reasons_of
from portal.queries.selection_days import day_of, is_known
from portal.rules.batches import Batch
from portal.rules.delivery import REASON_WORDS
from portal.rules.permissions import May
from portal.rules.refusals import ChangedMeanwhile
from portal.rules.selection_days import KIND_NAMES
from portal.rules.words import N_

_GONE = N_("Dit ontwerp is er niet meer: het is in gebruik genomen of weggegooid.")


@bp.get("/draft")
@requires(May.SEE_PLANNING, on=day_with_drafts)
def draft(day: SelectionDay) -> str | Response:
    found = draft_of(day)
    if found is None:
        return to("show", day)
    picture = picture_of(day)
    conflicts = clashes_of_draft(found, picture)
    everybody = difference(found, picture)
    may_put = not conflicts and can(May.PLAN_DAY, day.campaign) and day.state in ("draft", "published")
    return render_template(
        "selection_days/draft.html",
        campaign=day.campaign,
        day=day,
        draft=found,
        conflicts=conflicts,
        along=programme_of_draft(found, picture),
        changed=[one for one in everybody if one.changes],
        same=[one for one in everybody if not one.changes],
        kinds=KIND_NAMES,
        left_over=reasons_of(found.run, picture.names) if found.run else [],
        figures=figures_of_day(day, picture),
        drafted=figures_of_draft(found, picture),
        rehearsal=seen_before_sending(day.campaign, _put(found.version, day.version)) if may_put else None,
        may_put=may_put,
        reasons=REASON_WORDS,
        is_known=is_known(day),
    )


@bp.post("/draft/put-in-force")
@requires(May.PLAN_DAY, on=day_with_drafts)
def put_in_force(day: SelectionDay) -> Response:
    if draft_of(day) is None:
        flash(_(_GONE))
        return to("show", day)
    return sent(
        Batch.PLAN,
        day.campaign,
        _put(seen_version(), request.form.get("day_version", 0, type=int)),
        _in_force,
        check_url=url_for(".draft", campaign_id=day.campaign.public_id),
        undo=url_for(".take_back", campaign_id=day.campaign.public_id),
    )


def _put(seen: int, seen_day: int) -> Callable[[Campaign], int]:
    def act(campaign: Campaign) -> int:
        day = day_of(campaign)
        found = None if day is None else draft_of(day)
        if found is None:
            raise ChangedMeanwhile(_GONE)
        return put_draft_in_force(found, seen, by=g.user, seen_day=seen_day)

    return act


def _in_force(done: Sent) -> str:
    if not done.mails:
        return _("De planning is in gebruik. Niemand kreeg een mail.")
    return ngettext(
        "De planning is in gebruik: %(num)d mail vertrekt.",
        "De planning is in gebruik: %(num)d mails vertrekken.",
        done.mails,
    )


@bp.post("/draft/discard")
@requires(May.PLAN_DAY, on=day_with_drafts)
def discard(day: SelectionDay) -> Response:
    found = draft_of(day)
    if found is not None:
        discard_draft(found, by=g.user)
    flash(_("Het ontwerp is weggegooid. De planning bleef zoals ze was."))
    return to("show", day)


@bp.post("/take-back")
@requires(May.PLAN_DAY, on=day_with_drafts)
def take_back(day: SelectionDay) -> Response:
    take_back_plan(day, by=g.user)
    if is_known(day):
        flash(_("De vorige planning is terug. Wie daardoor andere uren heeft, hoort het."))
    else:
        flash(_("De vorige planning is terug."))
    return to("show", day)
