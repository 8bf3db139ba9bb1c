"""All live candidates across campaigns: the list with its filter, kept filters, and the list as a file."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, current_app, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from forms.milestones import FollowFilterForm, SaveViewForm
from portal import clock
from portal.actions.looking import record_looks, record_looks_in_list
from portal.actions.views import remove_view, save_view
from portal.blueprints.guard import requires
from portal.blueprints.listing import PER_PAGE, counted_page
from portal.blueprints.wording import Wording
from portal.models.milestones import SavedView
from portal.printing.spreadsheets import as_xlsx
from portal.queries.following import Choices, FollowFilter, Following
from portal.queries.saved_views import own_view, saved_views_of
from portal.rules.milestones import MILESTONE_NAMES, NOT_YET_NAME
from portal.rules.permissions import May
from portal.rules.spreadsheets import as_csv

bp = Blueprint("following", __name__)
KEPT = ("q", "status", "phase", "campaign", "site", "job", "place", "jobcoach", "order")
AT_ONCE = 500  # so many rows are read together for a file
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@bp.get("/following")
@requires(May.FOLLOW_CANDIDATES)
def index() -> str:
    """The whole page; somebody who types gets only what was found (`static/js/search.js` asks so)."""
    following = _asked_list()
    found = counted_page(following.count(), lambda number: following.rows((number - 1) * PER_PAGE, PER_PAGE))
    record_looks_in_list(g.user, [row.candidate_key for row in found.rows], "card")
    words, query = Wording(), in_address(request.args.items())
    shown: dict[str, Any] = {
        "found": found,
        "rows": words.rows(found.rows),
        "status": following.asked.status,
        "query": query,
        "asked": urlencode(query),
        "is_filtered": bool(set(query) - {"order"}),
    }
    if request.headers.get("X-Requested-With") == "search":
        return render_template("following/_found.html", **shown)
    views = [(one, in_address(parse_qsl(one.query))) for one in saved_views_of(g.user)]
    asked = tuple((name, request.args[name][:200]) for name in KEPT if name in request.args)
    filters, naming = fields_of_page(str(get_locale()), following.choices, asked)
    return render_template("following/index.html", filters=filters, naming=naming, views=views, **shown)


@bp.get("/following.csv")
@requires(May.FOLLOW_CANDIDATES)
def take_csv() -> Response:
    return _file("csv", as_csv(_table()))


@bp.get("/following.xlsx")
@requires(May.FOLLOW_CANDIDATES)
def take_xlsx() -> Response:
    return _file("xlsx", as_xlsx(_table(), _("Opvolging")))


@bp.post("/following/views")
@requires(May.FOLLOW_CANDIDATES)
def save() -> Response:
    form = SaveViewForm()
    query = in_address(parse_qsl(form.query.data or ""))
    if form.validate_on_submit():
        save_view(g.user, form.name.data, urlencode(query))
        flash(_("Bewaard. Alleen jij ziet deze lijst."))
    else:
        flash(_("Geef de lijst een naam van hoogstens 60 tekens."), "error")
    return redirect(f"{url_for('.index')}?{urlencode(query)}")


@bp.post("/following/views/<view_id>/remove")
@requires(May.FOLLOW_CANDIDATES, on=own_view)
def remove(view: SavedView) -> Response:
    remove_view(view)
    flash(_("Lijst vergeten."))
    return redirect(url_for(".index"))


def _table() -> list[Sequence[object]]:
    """The list in its filter, with what the list shows and nothing else; a look at each is on record."""
    following = _asked_list()
    pages = (following.rows(start, AT_ONCE) for start in range(0, following.count(), AT_ONCE))
    rows = [row for page in pages for row in page]
    record_looks(g.user, (row.candidate_key for row in rows), "export")
    words = Wording()
    return [words.head(), *(words.line(row) for row in rows)]


def _file(kind: str, content: bytes) -> Response:
    answer = make_response(content)
    answer.headers["Content-Type"] = KINDS[kind]
    name = f"{_('opvolging')}-{clock.today().isoformat()}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _asked_list() -> Following:
    """The list as the address asks for it."""
    asked = FollowFilter(
        words=request.args.get("q", "")[:100],
        site=request.args.get("site", ""),
        phase=request.args.get("phase", ""),
        status=request.args.get("status", "") or "live",
        place=request.args.get("place", "")[:60],
        job=request.args.get("job", ""),
        campaign=request.args.get("campaign", ""),
        jobcoach=request.args.get("jobcoach", ""),
        order=request.args.get("order", "") or "update",
    )
    return Following(g.user, asked, clock.today())


@lru_cache(maxsize=128)
def fields_of_page(language: str, choices: Choices, asked: tuple[tuple[str, str], ...]) -> tuple[Markup, Markup]:
    """The fields of the filter, with what was asked, and the one to keep it under a name.

    Kept, because drawing them takes as long as the list itself, and they are the same as long as what can be chosen is:
    all that they show is in what they are kept under. `language` is the reader's, in force.
    """
    page = current_app.jinja_env.get_template("following/_fields.html")
    save = SaveViewForm(formdata=None, meta={"csrf": False})
    module = page.make_module({"form": _filter(choices, MultiDict(asked)), "save": save})
    return module.filters(), module.naming()  # type: ignore[attr-defined]


def _filter(choices: Choices, asked: MultiDict[str, str]) -> FollowFilterForm:
    """The form that says what was asked, with what can be chosen."""
    return FollowFilterForm(asked).offer(
        phase=[("start", _(NOT_YET_NAME)), *((key, _(words)) for key, words in MILESTONE_NAMES.items())],
        campaign=list(choices.campaigns),
        site=list(choices.sites),
        job=list(choices.jobs),
        jobcoach=list(choices.jobcoaches),
    )


def in_address(pairs: Any) -> dict[str, str]:
    """What an address asks of the list, without what is usual and without the page."""
    usual = {"status": "live", "order": "update"}
    asked = {name: value[:200] for name, value in pairs if name in KEPT}
    return {name: value for name, value in asked.items() if value and usual.get(name) != value}
