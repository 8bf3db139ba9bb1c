"""The privacy officer's pages: who looked at which candidate of the own organisation, and what was unusual."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, g, render_template, request
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from forms.privacy import LooksFilterForm
from portal import clock
from portal.blueprints.guard import requires
from portal.blueprints.listing import list_page
from portal.blueprints.looked_at import looked_at
from portal.queries.looks import looks_at_candidates_of, people_who_looked
from portal.queries.reviews import midnight, review_of
from portal.rules.looks import UNUSUAL_NAMES, Unusual
from portal.rules.permissions import May

bp = Blueprint("privacy", __name__, url_prefix="/privacy")


@bp.get("/looks")
@requires(May.REVIEW_LOOKS)
def looks() -> str:
    form = LooksFilterForm(request.args, meta={"csrf": False})
    organisation = g.user.organisation
    form.by.choices = [
        SelectChoice("", _("Iedereen")),
        *(SelectChoice(person.public_id, person.name) for person in people_who_looked(organisation)),
    ]
    form.unusual.choices = [
        SelectChoice("", _("Alles")),
        *(SelectChoice(kind.value, _(name)) for kind, name in UNUSUAL_NAMES.items()),
    ]
    asked = form.validate()
    found = looks_at_candidates_of(
        organisation,
        by=form.by.data or "",
        candidate=request.args.get("candidate", ""),
        since=form.since.data if asked else None,
        until=form.until.data if asked else None,
        unusual=Unusual(form.unusual.data) if asked and form.unusual.data else None,
    )
    return render_template(
        "privacy/looks.html", form=form, found=list_page(found), looked_at=looked_at, week=_last_week()
    )


def _last_week() -> dict[str, Any]:
    """The last seven days in numbers, each with the filter that shows what was counted."""
    until = clock.today()
    since = until - timedelta(days=6)
    review = review_of(g.user.organisation, midnight(since), midnight(until + timedelta(days=1)))
    return {
        "since": since,
        "until": until,
        "review": review,
        "unusual": [(kind.value, _(UNUSUAL_NAMES[kind]), count) for kind, count in review.unusual.items()],
    }
