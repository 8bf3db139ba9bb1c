"""The privacy officer's pages: who looked at which candidate of the own organisation."""

from flask import Blueprint, g, render_template, request
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from forms.privacy import LooksFilterForm
from portal.blueprints.guard import requires
from portal.blueprints.listing import list_page
from portal.queries.looks import looks_at_candidates_of, people_who_looked
from portal.rules.permissions import May
from portal.rules.words import N_

bp = Blueprint("privacy", __name__, url_prefix="/privacy")

# What `actions.looking.record_look` is told, in words; a kind that is not here is shown as it is.
LOOKED_AT = {
    "candidate": N_("de gegevens van de kandidaat"),
    "nomination": N_("de voordracht"),
    "milestones": N_("de mijlpalen"),
    "export": N_("de lijst, meegenomen als bestand"),
    "double": N_("een mogelijke dubbel"),
    "sheet": N_("het voorstelblad"),
    "measures": N_("de maatregelen"),
    "introduction": N_("de voorstelling aan de werkgever"),
    "document:cv": N_("het cv"),
    "document:letter": N_("de motivatiebrief"),
    "document": N_("een document"),
    "tablet": N_("de naam op een tablet"),
    "decision": N_("de scores en de beslissing"),
    "result": N_("het resultaat"),
    "test": N_("de schriftelijke proef"),
    "internship": N_("de stage"),
    "own_day": N_("de eigen pagina van de kandidaat"),
    "retention": N_("de bewaartermijnen"),
}


def looked_at(kind: str) -> str:
    """The words for what somebody looked at."""
    words = LOOKED_AT.get(kind) or LOOKED_AT.get(kind.partition(":")[0])
    return _(words) if words else kind


@bp.get("/looks")
@requires(May.REVIEW_LOOKS)
def looks() -> str:
    form = LooksFilterForm(request.args, meta={"csrf": False})
    organisation = g.user.organisation
    form.by.choices = [
        SelectChoice("", _("Iedereen")),
        *(SelectChoice(person.public_id, person.name) for person in people_who_looked(organisation)),
    ]
    asked = form.validate()
    found = looks_at_candidates_of(
        organisation,
        by=form.by.data or "",
        candidate=request.args.get("candidate", ""),
        since=form.since.data if asked else None,
        until=form.until.data if asked else None,
    )
    return render_template("privacy/looks.html", form=form, found=list_page(found), looked_at=looked_at)
