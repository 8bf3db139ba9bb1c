"""Many mails at once: look before they leave, follow them while they do, stop what has not left.

`checked` and `sent` are the two steps for the views of other areas: a page that shows what would leave, then the act.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from portal.actions.batches import NotWhatWasSeen, Sent, send_the_rest, send_together, stop_batch, try_on_oneself
from portal.blueprints.guard import requires
from portal.blueprints.listing import list_page
from portal.blueprints.outbox import STANDING_NAMES, chosen_standing, words_of
from portal.models.campaigns import Campaign
from portal.models.outbox import MailBatch
from portal.outbox.batches import Rehearsal, rehearse
from portal.outbox.catalogue import CATALOGUE
from portal.outbox.standing import standing
from portal.queries.batches import mails_of_batch, progress_of, visible_batch
from portal.queries.outbox import counts_by_standing
from portal.rules.batches import ABOUT, Batch
from portal.rules.delivery import REASON_WORDS
from portal.rules.permissions import May
from portal.rules.words import N_

bp = Blueprint("batches", __name__)

Act = Callable[[Campaign], Any]

# What a form of a check page asks for; a form without it comes from the page before.
SEND, TRY, CHANGE = "send", "try", "change"
_OURS = frozenset({"csrf_token", "batch_step", "batch_seen", "batch_example"})
# Where a person goes on after a sending.
ONWARD: dict[Batch, tuple[str, str]] = {
    Batch.INVITATIONS: ("partners.index", N_("Naar de partners")),
    Batch.REMINDERS: ("partners.index", N_("Naar de partners")),
    Batch.UNANSWERED: ("answers.of_campaign", N_("Naar de antwoorden")),
    Batch.MESSAGE: ("partners.index", N_("Naar de partners")),
    Batch.DAY: ("selection_days.show", N_("Naar de selectiedag")),
    Batch.DECISIONS: ("decisions.relays", N_("Naar de terugkoppeling")),
    Batch.AGREEMENTS: ("campaigns.show", N_("Naar de instroomactie")),
    Batch.DATES: ("campaigns.show", N_("Naar de instroomactie")),
    Batch.CANCELLATION: ("campaigns.show", N_("Naar de instroomactie")),
}


@bp.get("/batches/<batch_id>")
@requires(May.SEE_CAMPAIGN_MAIL, on=visible_batch)
def show(batch: MailBatch) -> str:
    now_is = standing()
    endpoint, words = ONWARD[Batch(batch.what)]
    return render_template(
        "batches/show.html",
        batch=batch,
        campaign=batch.campaign,
        about=ABOUT[Batch(batch.what)],
        progress=progress_of(batch),
        found=list_page(mails_of_batch(batch, chosen_standing(), request.args.get("q", ""))),
        counts=counts_by_standing(batch=batch),
        names=STANDING_NAMES,
        words_of=words_of,
        why_nothing_leaves=REASON_WORDS[now_is.stopped] if now_is.stopped else "",
        onward=(url_for(endpoint, campaign_id=batch.campaign.public_id), words),
    )


@bp.app_template_filter("kind_of_mail")
def kind_of_mail(template: str) -> str:
    """What a mail is, in words; nothing for one that the catalogue does not know."""
    kind = CATALOGUE.get(template)
    return _(kind.title) if kind else ""


@bp.post("/batches/<batch_id>/stop")
@requires(May.STOP_BATCH, on=visible_batch)
def stop(batch: MailBatch) -> Response:
    held = stop_batch(batch, by=g.user)
    flash(ngettext("%(num)d mail tegengehouden.", "%(num)d mails tegengehouden.", held))
    return redirect(url_for(".show", batch_id=batch.public_id))


@bp.post("/batches/<batch_id>/send-the-rest")
@requires(May.STOP_BATCH, on=visible_batch)
def go_on(batch: MailBatch) -> Response:
    count = send_the_rest(batch, by=g.user)
    flash(ngettext("%(num)d mail vertrekt alsnog.", "%(num)d mails vertrekken alsnog.", count))
    return redirect(url_for(".show", batch_id=batch.public_id))


def is_ready(form: FlaskForm) -> bool:
    """Whether a form was sent and is sound, and the person does not ask for it back from the check page."""
    return bool(form.validate_on_submit()) and request.form.get("batch_step") != CHANGE


def seen_before_sending(campaign: Campaign, act: Act) -> Rehearsal:
    """What `act` would send, tried on a copy of the campaign: this one stays as it is."""
    return rehearse(lambda: act(deepcopy(campaign)))


def checked(what: Batch, campaign: Campaign, act: Act, said: Callable[[Sent], str]) -> str | Response:
    """The answer to a sound form of which many mails may leave.

    First the check page, with the form in it; from there a trial to oneself, or the act. An act of one mail is
    done at once. `said` puts in words what came of it.
    """
    step = request.form.get("batch_step")
    if step == SEND:
        done = _sent(what, campaign, act, said)
        return done or _check_page(what, campaign, seen_before_sending(campaign, act))
    rehearsal = seen_before_sending(campaign, act)
    if step == TRY:
        _try(rehearsal, campaign)
    elif len(rehearsal.mails) <= 1:
        return _after(what, campaign, send_together(what, campaign, lambda: act(campaign), by=g.user), said)
    return _check_page(what, campaign, rehearsal)


def sent(what: Batch, campaign: Campaign, act: Act, said: Callable[[Sent], str], *, check_url: str) -> Response:
    """The answer to the forms of a check page that has an address of its own (`check_url`): a trial, or the act."""
    if request.form.get("batch_step") == TRY:
        _try(seen_before_sending(campaign, act), campaign)
        return redirect(check_url)
    return _sent(what, campaign, act, said) or redirect(check_url)


def _sent(what: Batch, campaign: Campaign, act: Act, said: Callable[[Sent], str]) -> Response | None:
    """Do it; None when other mails would leave than the person saw, who is told."""
    try:
        done = send_together(what, campaign, lambda: act(campaign), by=g.user, seen=request.form.get("batch_seen", ""))
    except NotWhatWasSeen as changed:
        flash(_(changed.sentence), "error")
        return None
    return _after(what, campaign, done, said)


def _after(what: Batch, campaign: Campaign, done: Sent, said: Callable[[Sent], str]) -> Response:
    """Where many mails leave, one follows them; else one goes on."""
    flash(said(done))
    if done.batch is not None:
        return redirect(url_for("batches.show", batch_id=done.batch.public_id))
    return redirect(url_for(ONWARD[what][0], campaign_id=campaign.public_id))


def _try(rehearsal: Rehearsal, campaign: Campaign) -> None:
    wanted = request.form.get("batch_example", "")
    for example in rehearsal.examples:
        if wanted in ("", example.planned.template):
            try_on_oneself(example, campaign, by=g.user)
            flash(_("De proef is onderweg naar %(address)s.", address=g.user.email))
            return


def _check_page(what: Batch, campaign: Campaign, rehearsal: Rehearsal) -> str:
    return render_template(
        "batches/check.html",
        campaign=campaign,
        about=ABOUT[what],
        is_final=what is Batch.CANCELLATION,
        rehearsal=rehearsal,
        reasons=REASON_WORDS,
        typed=[(name, value) for name, values in request.form.lists() if name not in _OURS for value in values],
    )
