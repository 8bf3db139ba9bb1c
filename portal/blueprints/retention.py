"""How long files stay: the list with dates, one candidate's terms, holds, erasing at once, and certificates."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from forms.retention import EraseForm, HoldForm, TermsFilterForm
from portal import clock
from portal.actions.erasing import erase_candidate
from portal.actions.erasing_afterwards import finish_erasures
from portal.actions.legal_holds import hold_candidate, lift_hold
from portal.actions.looking import record_look
from portal.blueprints.guard import requires
from portal.blueprints.keeping import refusals_at
from portal.blueprints.listing import list_page, page_of_rows
from portal.blueprints.showing import moment_words
from portal.models.candidates import Candidate
from portal.models.retention import Erasure, LegalHold
from portal.queries.retention import (
    certificates_for,
    files_for,
    files_of_candidate,
    kept_candidate,
    local_day,
    standing_hold,
    visible_certificate,
    visible_hold,
)
from portal.queries.traces import mails_about, traces_of
from portal.rules.erased import WHAT_NAMES, counted
from portal.rules.permissions import May
from portal.rules.retention import GROUND_NAMES, OTHER_PERIODS, PERIODS, Ground

bp = Blueprint("retention", __name__, url_prefix="/retention")


@bp.get("")
@requires(May.LIST_TERMS)
def index() -> str:
    form = TermsFilterForm(request.args)
    found = page_of_rows(files_for(g.user, clock.today(), form.q.data or ""))
    return render_template("retention/index.html", form=form, found=found, periods=PERIODS, others=OTHER_PERIODS)


@bp.get("/candidates/<candidate_id>")
@requires(May.SEE_TERMS, on=kept_candidate)
def show(candidate: Candidate) -> str:
    record_look(g.user, candidate, "retention")
    files = files_of_candidate(candidate, clock.today())
    return render_template("retention/show.html", candidate=candidate, files=files, hold=standing_hold(candidate))


@bp.route("/candidates/<candidate_id>/hold", methods=["GET", "POST"])
@requires(May.HOLD_FILE, on=kept_candidate)
def hold(candidate: Candidate) -> str | AnyResponse:
    form = HoldForm()
    if form.validate_on_submit():
        hold_candidate(candidate, form.reason.data, by=g.user)
        flash(_("Vastgehouden. Er wordt niets gewist tot je dit opheft."))
        return redirect(url_for(".show", candidate_id=candidate.public_id))
    return render_template("retention/hold.html", candidate=candidate, form=form)


@bp.post("/holds/<hold_id>/lift")
@requires(May.HOLD_FILE, on=visible_hold)
def lift(hold: LegalHold) -> AnyResponse:
    lift_hold(hold, by=g.user)
    flash(_("Niet langer vastgehouden. Wat al had moeten gaan, gaat over een week."))
    return redirect(url_for(".show", candidate_id=hold.candidate.public_id))


@bp.route("/candidates/<candidate_id>/erase", methods=["GET", "POST"])
@requires(May.ERASE_FILE, on=kept_candidate)
def erase(candidate: Candidate) -> str | AnyResponse:
    form = EraseForm()
    if form.validate_on_submit():
        with refusals_at(form.ground):
            done = erase_candidate(candidate, Ground(form.ground.data), by=g.user)
            finish_erasures(clock.now())
            flash(_("Gewist. Hieronder staat het attest."))
            return redirect(url_for(".certificate", erasure_id=done.public_id) if done else url_for(".index"))
    traces = traces_of(candidate)
    counts = {model.__name__: len(ids) for model, ids in traces.rows.items()}
    counts |= {"OutboxMail": len(mails_about(traces)), "CalendarEntry": len(traces.entries)}
    return render_template(
        "retention/erase.html",
        candidate=candidate,
        form=form,
        counted=counted(counts),
        files=counts.get("Document", 0),
        coming=sum(not entry.cancelled and entry.ends_at > clock.now() for entry in traces.entries),
        hold=standing_hold(candidate),
    )


@bp.get("/certificates")
@requires(May.SEE_CERTIFICATES)
def certificates() -> str:
    found = list_page(certificates_for(g.user))
    return render_template("retention/certificates.html", found=found, grounds=GROUND_NAMES, what_names=WHAT_NAMES)


@bp.get("/certificates/<erasure_id>")
@requires(May.SEE_CERTIFICATES, on=visible_certificate)
def certificate(erasure: Erasure) -> str:
    facts = _facts(erasure)
    return render_template("retention/certificate.html", erasure=erasure, facts=facts, counted=counted(erasure.counts))


@bp.get("/certificates/<erasure_id>/file")
@requires(May.SEE_CERTIFICATES, on=visible_certificate)
def certificate_file(erasure: Erasure) -> Response:
    lines = [_("Attest van wissen"), g.user.organisation.name, ""]
    lines += [f"{label}: {value}" for label, value in _facts(erasure)]
    lines += ["", *(f"{_(words)}: {count}" for words, count in counted(erasure.counts).items())]
    lines.append(_("Bestanden: %(count)d", count=erasure.files))
    name = f"attest-{local_day(erasure.created_at)}-{erasure.subject_hash[:8]}.txt"
    answer = Response("\n".join(lines) + "\n", mimetype="text/plain")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _facts(erasure: Erasure) -> list[tuple[str, str]]:
    """What the certificate says besides its counts; nothing of it is a person's who was erased."""
    return [
        (_("Wanneer"), moment_words(erasure.created_at)),
        (_("Wat"), _(WHAT_NAMES[erasure.what])),
        (_("Waarom"), _(GROUND_NAMES[Ground(erasure.ground)])),
        (_("Door"), erasure.by_words or _("het portaal zelf")),
        (_("Kenmerk"), erasure.subject_hash),
    ]
