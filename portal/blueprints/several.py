"""What is done to several candidates of the list at once: a last page with counts and names, then it happens."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from forms.milestones import ChosenForm
from portal.actions.milestones import (
    Done,
    Stated,
    archive_nomination,
    do_to_each,
    hand_over_nomination,
    restore_nomination,
    state_milestone,
)
from portal.blueprints.following import in_address
from portal.blueprints.guard import can, requires
from portal.blueprints.showing import said
from portal.models.nominations import Nomination
from portal.queries.several import chosen_nominations, colleagues_of
from portal.rules.permissions import May

bp = Blueprint("several", __name__)
MOST = 200
PERMISSIONS = {
    "outcome": May.STATE_MILESTONE,
    "hand_over": May.HAND_OVER_NOMINATION,
    "archive": May.ARCHIVE_NOMINATION,
    "restore": May.ARCHIVE_NOMINATION,
}


@bp.post("/following/several")
@requires(May.FOLLOW_CANDIDATES)
def check() -> str | Response:
    """Who was ticked, who is left out and why, and what else has to be said; nothing happens yet."""
    chosen = _chosen()
    if not chosen:
        flash(_("Kies eerst een of meer kandidaten."), "error")
        return redirect(_list())
    return _page(chosen, _form(formdata=None, what=request.form.get("what", "")))


@bp.post("/following/several/do")
@requires(May.FOLLOW_CANDIDATES)
def carry_out() -> str | Response:
    chosen, form = _chosen(), _form()
    if not chosen or not form.validate_on_submit():
        return _page(chosen, form) if chosen else redirect(_list())
    allowed = [one for one in chosen if can(PERMISSIONS[form.what.data], one)]
    _tell(do_to_each(allowed, _act(form)))
    return redirect(_list())


def _chosen() -> list[Nomination]:
    return chosen_nominations(g.user, request.form.getlist("pick")[:MOST])


def _form(formdata: Any = ..., what: str = "") -> ChosenForm:
    form = ChosenForm() if formdata is ... else ChosenForm(formdata=None, data={"what": what})
    colleagues = [(one.public_id, one.name) for one in colleagues_of(g.user)]
    form.offer(colleagues)
    if form.what.data not in PERMISSIONS:
        form.what.data = "outcome"
    return form


def _act(form: ChosenForm) -> Callable[[Nomination], object]:
    """What the form says to do with each of them."""
    reason = form.reason.data or ""
    match form.what.data:
        case "hand_over":
            to = next(one for one in colleagues_of(g.user) if one.public_id == form.colleague.data)
            return lambda one: hand_over_nomination(one, to, by=g.user)
        case "archive":
            return lambda one: archive_nomination(one, reason, by=g.user)
        case "restore":
            return lambda one: restore_nomination(one, by=g.user)
        case _:
            milestone, _dot, key = form.result.data.partition(".")
            back_on = form.come_back_on.data
            stated = Stated(milestone=milestone, outcome=key, come_back_on=back_on, note=reason)
            return lambda one: state_milestone(one, stated, by=g.user, public_id=_once(form, one))


def _once(form: ChosenForm, nomination: Nomination) -> str:
    """The name of what this sending makes of this nomination: sent twice, it is the same."""
    mixed = hashlib.sha256(f"{form.once.data} {nomination.public_id}".encode()).digest()
    return urlsafe_b64encode(mixed[:16]).decode().rstrip("=")


def _tell(done: Done) -> None:
    words = ngettext("Gedaan voor %(num)s kandidaat.", "Gedaan voor %(num)s kandidaten.", done.count)
    for nomination, refused in done.left_out:
        name = f"{nomination.candidate.first_name} {nomination.candidate.last_name}"
        words += " " + _("Niet voor %(name)s: %(why)s", name=name, why=_(refused.sentence, **said(refused.values)))
    flash(words, "error" if done.left_out else "message")


def _page(chosen: list[Nomination], form: ChosenForm) -> str:
    permission = PERMISSIONS[form.what.data]
    return render_template(
        "following/several.html",
        form=form,
        allowed=[one for one in chosen if can(permission, one)],
        left_out=[one for one in chosen if not can(permission, one)],
        what=form.what.data,
        back=_list(),
        query=request.form.get("query", ""),
    )


def _list() -> str:
    """The list in the filter from which people were ticked."""
    asked: dict[str, Any] = in_address(parse_qsl(request.form.get("query", "")[:2000]))
    return url_for("following.index", **asked)
