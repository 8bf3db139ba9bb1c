"""Looking before many mails leave: a page that shows what an act would send, a trial to oneself, then the act.

For the views of every area: `checked` answers a sound form, `sent` the forms of a check page with its own address.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from portal.actions.batches import NotWhatWasSeen, Sent, send_together, try_on_oneself
from portal.models.campaigns import Campaign
from portal.outbox.batches import Rehearsal, rehearse
from portal.rules.batches import ABOUT, Batch
from portal.rules.delivery import REASON_WORDS
from portal.rules.words import N_

Act = Callable[[Campaign], Any]

# What a form of a check page asks for; a form without it comes from the page before.
SEND, TRY, CHANGE = "send", "try", "change"
_OURS = frozenset({"csrf_token", "batch_step", "batch_seen", "batch_example", "batch_once"})
# Where a person goes on after a sending.
ONWARD: dict[Batch, tuple[str, str]] = {
    Batch.INVITATIONS: ("partners.index", N_("Naar de partners")),
    Batch.REMINDERS: ("partners.index", N_("Naar de partners")),
    Batch.UNANSWERED: ("answers.of_campaign", N_("Naar de antwoorden")),
    Batch.MESSAGE: ("partners.index", N_("Naar de partners")),
    Batch.DAY: ("selection_days.show", N_("Naar de selectiedag")),
    Batch.PLAN: ("selection_days.show", N_("Naar de selectiedag")),
    Batch.DECISIONS: ("decisions.relays", N_("Naar de terugkoppeling")),
    Batch.HOLD: ("decisions.index", N_("Naar de beslissingen")),
    Batch.AGREEMENTS: ("campaigns.show", N_("Naar de instroomactie")),
    Batch.DATES: ("campaigns.show", N_("Naar de instroomactie")),
    Batch.CANCELLATION: ("campaigns.show", N_("Naar de instroomactie")),
    Batch.CLOSING: ("campaigns.show", N_("Naar de instroomactie")),
}


def is_ready(form: FlaskForm) -> bool:
    """Whether a form was sent and is sound, and the person does not ask for it back from the check page."""
    return bool(form.validate_on_submit()) and request.form.get("batch_step") != CHANGE


def seen_before_sending(campaign: Campaign, act: Act) -> Rehearsal:
    """What `act` would send, tried on a copy of the campaign: this one stays as it is."""
    return rehearse(lambda: act(deepcopy(campaign)))


def checked(
    what: Batch,
    campaign: Campaign,
    act: Act,
    said: Callable[[Sent], str],
    *,
    asks: bool = False,
    undo: str | None = None,
) -> str | Response:
    """The answer to a sound form of which many mails may leave.

    First the check page, with the form in it; from there a trial to oneself, or the act. An act of one mail is
    done at once, unless it `asks` in any case. `said` puts in words what came of it; `undo` is
    the address that takes it back.
    """
    step = request.form.get("batch_step")
    if step == SEND:
        done = _sent(what, campaign, act, said, undo)
        return done or check_page(what, campaign, seen_before_sending(campaign, act), asks=asks)
    rehearsal = seen_before_sending(campaign, act)
    if step == TRY:
        _try(rehearsal, campaign)
    elif len(rehearsal.mails) <= 1 and not asks:
        done_at_once = send_together(what, campaign, lambda: act(deepcopy(campaign)), by=g.user)
        return _after(what, campaign, done_at_once, said, undo)
    return check_page(what, campaign, rehearsal, asks=asks)


def sent(
    what: Batch, campaign: Campaign, act: Act, said: Callable[[Sent], str], *, check_url: str, undo: str | None = None
) -> Response:
    """The answer to the forms of a check page that has an address of its own (`check_url`): a trial, or the act.

    `undo` is the address that takes it back.
    """
    if request.form.get("batch_step") == TRY:
        _try(seen_before_sending(campaign, act), campaign)
        return redirect(check_url)
    return _sent(what, campaign, act, said, undo) or redirect(check_url)


def _sent(
    what: Batch, campaign: Campaign, act: Act, said: Callable[[Sent], str], undo: str | None = None
) -> Response | None:
    """Do it; None when other mails would leave than the person saw, who is told."""
    try:
        done = send_together(
            what, campaign, lambda: act(deepcopy(campaign)), by=g.user, seen=request.form.get("batch_seen", "")
        )
    except NotWhatWasSeen as changed:
        flash(_(changed.sentence), "error")
        return None
    return _after(what, campaign, done, said, undo)


def _after(
    what: Batch, campaign: Campaign, done: Sent, said: Callable[[Sent], str], undo: str | None = None
) -> Response:
    """Where many mails leave, one follows them; else one goes on."""
    if undo is None:
        flash(said(done))
    else:
        flash({"text": said(done), "url": undo, "label": _("Ongedaan maken")}, "undo")  # type: ignore[arg-type]
    if done.batch is not None:
        return redirect(url_for("batches.show", batch_id=done.batch.public_id))
    return redirect(onward_from(what, campaign)[0])


def onward_from(what: Batch, campaign: Campaign) -> tuple[str, str]:
    """Where a person goes on after a sending, and the words of the link."""
    endpoint, words = ONWARD[what]
    return url_for(endpoint, campaign_id=campaign.public_id), words


def _try(rehearsal: Rehearsal, campaign: Campaign) -> None:
    wanted = request.form.get("batch_example", "")
    for example in rehearsal.examples:
        if wanted in ("", example.planned.template):
            try_on_oneself(example, campaign, by=g.user, once=request.form.get("batch_once", "")[:40])
            flash(_("De proef is onderweg naar %(address)s.", address=g.user.email))
            return


def check_page(what: Batch, campaign: Campaign, rehearsal: Rehearsal, *, asks: bool = False) -> str:
    """The page that shows what would leave; the form that was sent, if any, travels along in it.

    `asks`: the act is asked about also when no mail leaves.
    """
    return render_template(
        "batches/check.html",
        campaign=campaign,
        about=ABOUT[what],
        onward=onward_from(what, campaign),
        is_final=what is Batch.CANCELLATION,
        asks=asks,
        rehearsal=rehearsal,
        reasons=REASON_WORDS,
        typed=[(name, value) for name, values in request.form.lists() if name not in _OURS for value in values],
    )
