"""What data protection asks for about one candidate: consent, restriction, and a copy of everything."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.privacy import ConsentForm, FileFilterForm, LiftForm, RestrictForm, export_form
from portal import clock
from portal.actions.access_exports import note_export
from portal.actions.consents import record_consent, withdraw_consent
from portal.actions.looking import record_look
from portal.actions.restrictions import lift_restriction, restrict_candidate
from portal.blueprints.copy_in_words import facts_in_words, pieces_of, title_of
from portal.blueprints.guard import requires
from portal.blueprints.keeping import refusals_at
from portal.blueprints.listing import list_page
from portal.models.candidates import Candidate
from portal.models.privacy import Consent
from portal.printing.zipped import zipped
from portal.queries.access_export import Copy, copy_of
from portal.queries.consents import consents_of, visible_consent
from portal.queries.privacy_files import candidate_for_privacy, candidates_for_privacy, exports_of
from portal.queries.privacy_notices import contact_of
from portal.queries.restrictions import restrictions_of
from portal.rules.consents import HOW_NAMES, PURPOSE_NAMES, ConsentHow, ConsentPurpose, holds_on
from portal.rules.measures import MEASURES
from portal.rules.permissions import May
from portal.rules.restrictions import GROUND_NAMES, Ground

bp = Blueprint("privacy_files", __name__, url_prefix="/privacy/candidates")


@bp.get("")
@requires(May.FIND_PRIVACY_FILES)
def index() -> str:
    form = FileFilterForm(request.args, meta={"csrf": False})
    words = form.q.data or "" if form.validate() else ""
    found = list_page(candidates_for_privacy(g.user, words))
    return render_template("privacy_files/index.html", form=form, found=found, words=words.strip())


@bp.get("/<candidate_id>")
@requires(May.SEE_PRIVACY_FILE, on=candidate_for_privacy)
def show(candidate: Candidate) -> str:
    record_look(g.user, candidate, "privacy")
    return render_template(
        "privacy_files/show.html",
        candidate=candidate,
        consents=[(one, _standing(one)) for one in consents_of(candidate)],
        restrictions=restrictions_of(candidate),
        exports=exports_of(candidate),
        purposes=PURPOSE_NAMES,
        hows=HOW_NAMES,
        grounds=GROUND_NAMES,
        measure_names=_measure_names(),
    )


def _standing(consent: Consent) -> str:
    withdrawn = consent.withdrawn_at is not None
    if withdrawn:
        return "withdrawn"
    today = clock.today()
    holds = holds_on(consent.given_on, consent.until, is_withdrawn=withdrawn, day=today)
    return "holds" if holds else "over"


def _measure_names() -> dict[str, str]:
    return {one.code: one.name for one in MEASURES}


@bp.route("/<candidate_id>/consents/new", methods=["GET", "POST"])
@requires(May.KEEP_CONSENT, on=candidate_for_privacy)
def consent(candidate: Candidate) -> str | Response:
    form = ConsentForm()
    form.measure.choices = [
        SelectChoice("", _("Kies een maatregel")),
        *(SelectChoice(code, name) for code, name in _measure_names().items()),
    ]
    if form.validate_on_submit():
        with refusals_at(form.until):
            record_consent(
                candidate,
                ConsentPurpose(form.purpose.data),
                how=ConsentHow(form.how.data),
                given_on=form.given_on.data,
                until=form.until.data,
                measure=form.measure.data or "",
                by=g.user,
                public_id=form.once.data,
            )
            flash(_("De toestemming is genoteerd."))
            return redirect(url_for(".show", candidate_id=candidate.public_id))
    return render_template("privacy_files/consent.html", form=form, candidate=candidate)


@bp.post("/consents/<consent_id>/withdraw")
@requires(May.KEEP_CONSENT, on=visible_consent)
def withdraw(consent: Consent) -> Response:
    withdraw_consent(consent, by=g.user)
    flash(_("De toestemming is ingetrokken. Ze geldt vanaf nu niet meer."))
    return redirect(url_for(".show", candidate_id=consent.candidate.public_id))


@bp.route("/<candidate_id>/restrict", methods=["GET", "POST"])
@requires(May.RESTRICT_CANDIDATE, on=candidate_for_privacy)
def restrict(candidate: Candidate) -> str | Response:
    form = RestrictForm()
    if form.validate_on_submit():
        restrict_candidate(candidate, Ground(form.ground.data), form.reason.data, by=g.user)
        flash(_("Het dossier is afgeschermd."))
        return redirect(url_for(".show", candidate_id=candidate.public_id))
    return render_template("privacy_files/restrict.html", form=form, candidate=candidate)


@bp.route("/<candidate_id>/lift", methods=["GET", "POST"])
@requires(May.RESTRICT_CANDIDATE, on=candidate_for_privacy)
def lift(candidate: Candidate) -> str | Response:
    form = LiftForm()
    if form.validate_on_submit():
        lift_restriction(candidate, form.reason.data, by=g.user)
        flash(_("Het dossier is weer open."))
        return redirect(url_for(".show", candidate_id=candidate.public_id))
    return render_template("privacy_files/lift.html", form=form, candidate=candidate)


@bp.route("/<candidate_id>/export", methods=["GET", "POST"])
@requires(May.EXPORT_CANDIDATE, on=candidate_for_privacy)
def export(candidate: Candidate) -> str | Response:
    """First what can be left out and why, then the ZIP, which is made while it is sent and kept nowhere."""
    copy = copy_of(candidate)
    form = export_form([(entry.key, _named(table, entry.about)) for table, entry in copy.memos()])
    if form.validate_on_submit():
        left_out = form.wanted()
        said = [(_named(table, one.about), left_out[one.key]) for table, one in copy.memos() if one.key in left_out]
        note_export(candidate, said, by=g.user, public_id=form.once.data)
        return _sent(copy_of(candidate), left_out, said)
    record_look(g.user, candidate, "privacy")
    memos = [
        (form.fields_of(entry.key), _named(table, entry.about), _memo_words(table, entry.values, entry.memos))
        for table, entry in copy.memos()
    ]
    return render_template("privacy_files/export.html", form=form, candidate=candidate, memos=memos)


def _named(table: str, about: str) -> str:
    return f"{title_of(table)} ({about})" if about else title_of(table)


def _memo_words(table: str, values: Mapping[str, Any], memos: Sequence[str]) -> list[tuple[str, str]]:
    return facts_in_words(table, {name: values[name] for name in memos})


def _sent(copy: Copy, left_out: Mapping[str, str], said: Sequence[tuple[str, str]]) -> Response:
    now = clock.now()
    organisation = copy.candidate.organisation
    pieces = pieces_of(copy, left_out, said, contact_of(organisation) or copy.candidate.jobcoach.name)
    name = f"kopie-dossier-{clock.today().isoformat()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(zipped(pieces, now), mimetype="application/zip", headers=headers)
