"""The scorecard on a page: its criteria, chosen per part of the day, and the form of one sheet."""

from collections.abc import Iterable, Mapping, Sequence

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from forms.speeddates import criteria_form, sheet_form
from portal.actions.speeddates import set_criteria
from portal.models.campaigns import Campaign
from portal.models.speeddates import Criterion, Sheet
from portal.queries.speeddates import criteria_of, is_scored
from portal.rules.scoring import EXTRA_TEMPLATES, FEWEST_CRITERIA, TEMPLATES_OF, CriterionFacts, Part


def choose_criteria(campaign: Campaign, part: Part, template: str, back: str) -> str | Response:
    """The page on which the criteria of one part are chosen, from templates to begin with; then on to `back`.

    Guides and written tests may go without criteria; speeddates have at least `FEWEST_CRITERIA`.
    """
    standing = [CriterionFacts(one.name, one.question, one.anchors, one.weight) for one in criteria_of(campaign, part)]
    fewest = FEWEST_CRITERIA if part is Part.SPEEDDATE else 0
    form = criteria_form((standing or _in_words(TEMPLATES_OF[part])) if request.method == "GET" else (), fewest=fewest)
    if form.validate_on_submit():
        set_criteria(campaign, form.criteria(), by=g.user, part=part)
        flash(_("Criteria bewaard."))
        return redirect(back)
    return render_template(
        template,
        form=form,
        campaign=campaign,
        is_frozen=is_scored(campaign, part),
        is_new=not standing,
        more=_in_words(EXTRA_TEMPLATES) if part is Part.SPEEDDATE else [],
        standing=standing,
        fewest=fewest,
        back=back,
    )


def _in_words(templates: Iterable[CriterionFacts]) -> list[CriterionFacts]:
    """Templates in the reader's language."""
    return [CriterionFacts(_(one.name), _(one.question), [_(anchor) for anchor in one.anchors]) for one in templates]


def form_of_sheet(criteria: Sequence[Criterion], sheet: Sheet | None) -> FlaskForm:
    """One sheet to fill in, with what stands on it; None for one that is not begun."""
    asked = [
        (one.public_id, _("%(name)s: %(question)s", name=one.name, question=one.question), one.anchors)
        for one in criteria
    ]
    return sheet_form(asked, _as_typed(sheet) if sheet is not None and request.method == "GET" else {})


def _as_typed(sheet: Sheet) -> Mapping[str, str]:
    scores = {f"c_{key}": str(value) for key, value in (sheet.body.get("scores") or {}).items()}
    return {
        "note": sheet.body.get("note") or "",
        "verdict": sheet.body.get("verdict") or "",
        "seen": str(sheet.version),
        **scores,
    }


def seen_in(form: FlaskForm) -> int:
    """The version of the sheet that stood on the page when it was filled in."""
    said = str(form.seen.data or "")
    return int(said) if said.isdecimal() and len(said) < 9 else 0
