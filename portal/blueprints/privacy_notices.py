"""The privacy notice of an organisation: everybody reads it, the coordinator and the privacy officer keep it."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.privacy import NoticeForm
from portal.actions.privacy_notices import contents_of_notice, keep_notice
from portal.blueprints.guard import public, requires
from portal.blueprints.keeping import form_answer, is_kept
from portal.models.organisations import Organisation
from portal.queries.privacy_notices import contact_of, organisation_of_notice, versions_of_notice
from portal.rules.editing import fingerprint
from portal.rules.permissions import May
from portal.rules.privacy_notices import blocks_of

bp = Blueprint("privacy_notices", __name__, url_prefix="/privacy")


@bp.get("/<organisation_id>")
@public("what an organisation does with data is for everybody to read; nobody's data stands there")
def show(organisation_id: str) -> str:
    organisation = organisation_of_notice(organisation_id)
    versions = versions_of_notice(organisation) if organisation else []
    asked = request.args.get("version", type=int)
    version = next((one for one in versions if asked is None or one.number == asked), None)
    if organisation is None or version is None:
        abort(404)
    language = "en" if str(get_locale()) == "en" else "nl"
    return render_template(
        "privacy_notices/show.html",
        organisation=organisation,
        version=version,
        versions=versions,
        blocks=blocks_of(version.texts[language], _values(organisation)),
    )


@bp.get("/own")
@requires(May.SEE_HOME)
def own() -> Response:
    return redirect(url_for(".show", organisation_id=g.user.organisation.public_id))


@bp.route("/notice", methods=["GET", "POST"])
@requires(May.CHANGE_NOTICE)
def change() -> Response | tuple[str | Response, int]:
    organisation = g.user.organisation
    versions = versions_of_notice(organisation)
    stands = contents_of_notice(versions[0].texts)
    form = NoticeForm().showing(stands, fingerprint(stands))
    if is_kept(form, lambda contents, seen: keep_notice(organisation, **contents, by=g.user, seen=seen)):
        flash(_("De nieuwe tekst geldt vanaf nu."))
        return redirect(url_for(".show", organisation_id=organisation.public_id))
    page = render_template("privacy_notices/change.html", form=form, organisation=organisation, versions=versions)
    return form_answer(form, page)


def _values(organisation: Organisation) -> dict[str, str]:
    return {"organisation": organisation.name, "contact": contact_of(organisation) or _("vraag het aan je jobcoach")}
