""" "Mijn dag": the candidate's own page by a personal link, the link asked again, and given by the jobcoach."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response

from forms.own_day import AskPageForm, ComingForm
from portal import clock
from portal.actions.looking import record_look
from portal.actions.own_day import say_whether_coming
from portal.actions.own_day_links import ask_for_own_page, mail_own_page, renew_own_page
from portal.blueprints.guard import by_link, public, requires
from portal.blueprints.qr import qr_code
from portal.extensions import limiter
from portal.models.accounts import AccessLink
from portal.models.nominations import Nomination
from portal.outbox.mails.selection_days import map_of, place_of
from portal.queries.nominations import visible_nomination
from portal.queries.own_day import entry_of, newest_link, nomination_of_page, own_day_of, request_of
from portal.rules.answers import ANSWER_WORDS, may_be_answered
from portal.rules.links import Purpose
from portal.rules.permissions import May
from portal.rules.selection_days import KIND_NAMES

bp = Blueprint("own_day", __name__)


@bp.route("/own-day/<token>", methods=["GET", "POST"])
@by_link(Purpose.OWN_DAY, on=nomination_of_page)
def show(link: AccessLink, nomination: Nomination) -> str | Response:
    page = _page(nomination)
    form = ComingForm(data={"note": page["entry"].answer_note if page["entry"] else ""})
    if form.validate_on_submit():
        say_whether_coming(nomination, form.answer.data or "", note=form.note.data or "")
        flash(_("Bedankt, je antwoord is genoteerd."))
        return redirect(request.path)
    return render_template("own_day/show.html", form=form, **page)


@bp.route("/own-day", methods=["GET", "POST"])
@public("a candidate who lost the link asks for it again; it goes to the own address or by way of the jobcoach")
@limiter.limit("20 per hour", methods=["POST"])
@limiter.limit("3 per hour", methods=["POST"], key_func=lambda: _typed() or get_remote_address())
def ask() -> str:
    form = AskPageForm()
    if form.validate_on_submit():
        ask_for_own_page(form.email.data or "", form.phone.data or "")
        return render_template("own_day/asked.html")
    return render_template("own_day/ask.html", form=form)


@bp.get("/nominations/<nomination_id>/own-day")
@requires(May.GIVE_OWN_DAY, on=visible_nomination)
def of_candidate(nomination: Nomination) -> str:
    record_look(g.user, nomination.candidate, "own_day")
    now = clock.now()
    return render_template(
        "own_day/of_candidate.html",
        nomination=nomination,
        campaign=nomination.campaign,
        entry=entry_of(nomination),
        link=newest_link(nomination, now),
        asked=request_of(nomination),
        words=ANSWER_WORDS,
    )


@bp.get("/nominations/<nomination_id>/own-day/preview")
@requires(May.GIVE_OWN_DAY, on=visible_nomination)
def preview(nomination: Nomination) -> str:
    record_look(g.user, nomination.candidate, "own_day")
    form = ComingForm(formdata=None)
    return render_template("own_day/show.html", form=form, is_preview=True, **_page(nomination))


@bp.post("/nominations/<nomination_id>/own-day/link")
@requires(May.GIVE_OWN_DAY, on=visible_nomination)
def renew(nomination: Nomination) -> str:
    link = renew_own_page(nomination, by=g.user)
    return render_template(
        "own_day/slip.html", nomination=nomination, campaign=nomination.campaign, link=link, qr=qr_code(link)
    )


@bp.post("/nominations/<nomination_id>/own-day/mail")
@requires(May.GIVE_OWN_DAY, on=visible_nomination)
def mail(nomination: Nomination) -> Response:
    mail_own_page(nomination, by=g.user)
    flash(_("De mail met de nieuwe link vertrekt. De oude link werkt niet meer."))
    return redirect(url_for(".of_candidate", nomination_id=nomination.public_id))


def _typed() -> str:
    typed = request.form.get("email", "").strip().lower() or request.form.get("phone", "").strip()
    return f"own-day:{typed}" if typed else ""


def _page(nomination: Nomination) -> dict[str, Any]:
    """The page as it stands now, with what of it may be shown."""
    now = clock.now()
    own = own_day_of(nomination, now)
    return {
        "own": own,
        "nomination": nomination,
        "campaign": nomination.campaign,
        "coach": nomination.jobcoach,
        "entry": own.entry,
        "may_answer": bool(own.entry and may_be_answered(own.entry, now)),
        "is_late": bool(own.due_at and own.due_at < now),
        "place": place_of(own.day) if own.day else "",
        "map_url": map_of(own.day) if own.day else "",
        "kinds": {kind.value: name for kind, name in KIND_NAMES.items()},
        "words": ANSWER_WORDS,
    }
