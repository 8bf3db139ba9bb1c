"""The texts of mails: read what goes out, change it for the own organisation, add texts to choose from (req 003-15)."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.texts import NewTextForm, TextForm
from portal.actions.texts import add_choice, keep_text, put_default_back, put_version_back
from portal.blueprints.guard import can, requires
from portal.blueprints.keeping import is_kept, refusals_at
from portal.blueprints.mail_pages import as_sent
from portal.models.outbox import MailText
from portal.outbox.catalogue import AREAS, example_of, placeholders_of
from portal.outbox.proofreading import proofread
from portal.outbox.rendering import Source
from portal.queries.mail_texts import (
    STANDARD,
    TextLine,
    TextPlace,
    names_to_choose,
    new_choice,
    organisation_with_texts,
    place_of,
    text_lines,
    visible_text,
    visible_version,
)
from portal.rules.editing import fingerprint
from portal.rules.permissions import May

bp = Blueprint("texts", __name__, url_prefix="/texts")

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
_ONE = "/<area>/<what>/<language>"
_NAMED = f"{_ONE}/choices/<name>"


@bp.get("")
@requires(May.LIST_TEXTS)
def index() -> str:
    organisation = organisation_with_texts(g.user)
    words = request.args.get("q", "").strip().lower()
    lines = [line for line in text_lines(organisation) if words in said_of(line)]
    areas = [(name, [line for line in lines if line.area == area]) for area, name in AREAS.items()]
    return render_template(
        "texts/index.html",
        areas=[(name, found) for name, found in areas if found],
        count=len(lines),
        language_names=LANGUAGE_NAMES,
        organisation=organisation,
    )


def said_of(line: TextLine) -> str:
    """What a person can search a mail by: its title, when it goes out, and names of texts to choose from."""
    return " ".join([_(line.kind.title), _(line.kind.sent), *line.names]).lower()


@bp.get(_ONE, defaults={"name": ""})
@bp.get(_NAMED)
@requires(May.SEE_TEXT, on=visible_text)
def show(place: TextPlace) -> str:
    return text_page(place, form_of(place))


@bp.post(_ONE, defaults={"name": ""})
@bp.post(_NAMED)
@requires(May.CHANGE_TEXT, on=visible_text)
def change(place: TextPlace) -> str | Response:
    form = form_of(place)
    if "preview" in request.form:
        form.validate()
    elif is_kept(form, lambda contents, seen: keep_text(place, **contents, seen=seen, by=g.user)):
        flash(_("De tekst is bewaard. Mails die nog moeten vertrekken houden hun woorden."))
        return redirect(url_for(".show", **place.url))
    return text_page(place, form)


@bp.get(f"{_ONE}/mail", defaults={"name": ""})
@bp.get(f"{_NAMED}/mail")
@requires(May.SEE_TEXT, on=visible_text)
def mail(place: TextPlace) -> Response:
    """The mail as its reader sees it, about invented people."""
    return as_sent(example_of(place.template, place.language, place.sent).html)


@bp.post(f"{_ONE}/mail", defaults={"name": ""})
@bp.post(f"{_NAMED}/mail")
@requires(May.CHANGE_TEXT, on=visible_text)
def typed_mail(place: TextPlace) -> str | Response:
    """The same with the words that were typed; nothing is kept."""
    form = form_of(place)
    if not form.validate():
        return text_page(place, form)
    return as_sent(example_of(place.template, place.language, form.written()).html)


@bp.post(f"{_ONE}/default", defaults={"name": ""})
@bp.post(f"{_NAMED}/default")
@requires(May.CHANGE_TEXT, on=visible_text)
def to_default(place: TextPlace) -> Response:
    put_default_back(place, by=g.user)
    flash(_("De standaardtekst is terug.") if place.shipped else _("De tekst is weggehaald."))
    return redirect(url_for(".show", **place.url))


@bp.route(f"{_ONE}/new", methods=["GET", "POST"])
@requires(May.CHANGE_TEXT, on=new_choice)
def add(place: TextPlace) -> str | Response:
    form = NewTextForm(data=vars(place.source))
    form.template, form.language = place.template, place.language
    if form.validate_on_submit() and "preview" not in request.form:
        with refusals_at(form.name):
            made = add_choice(place, form.name.data, form.subject.data, form.body.data, by=g.user)
            flash(_("De tekst is toegevoegd."))
            return redirect(url_for(".show", **place_of(made).url))
    return render_template("texts/add.html", **about(place), form=form, example=example_in(place, form))


@bp.get("/versions/<version_id>")
@requires(May.SEE_TEXT, on=visible_version)
def version(version: MailText) -> str:
    place = place_of(version)
    shown = place.shipped if version.is_default else Source(version.subject, version.body)
    return render_template("texts/version.html", **about(place), version=version, shown=shown)


@bp.post("/versions/<version_id>/restore")
@requires(May.CHANGE_TEXT, on=visible_version)
def restore(version: MailText) -> Response:
    put_version_back(version, by=g.user)
    flash(_("De tekst van toen is terug."))
    return redirect(url_for(".show", **place_of(version).url))


def form_of(place: TextPlace) -> TextForm:
    """The form with the text in force; an organisation's text that was taken away leaves it empty."""
    form = TextForm()
    form.template, form.language = place.template, place.language
    stands = vars(place.source or Source("", ""))
    return form.showing(stands, fingerprint(stands))


def text_page(place: TextPlace, form: TextForm) -> str:
    """One text: what it is, the form or the words, how the mail looks, its placeholders and versions."""
    return render_template(
        "texts/show.html",
        **about(place),
        form=form,
        example=example_in(place, form),
        names=names_to_choose(place) if place.kind.choices is not None and not place.name else (),
    )


def about(place: TextPlace) -> dict[str, object]:
    """What every page about a text shows."""
    return {
        "place": place,
        "language_names": LANGUAGE_NAMES,
        "placeholders": placeholders_of(place.template),
        "may_change": not place.kind.closed and can(May.CHANGE_TEXT, place),
        "standard": STANDARD,
    }


def example_in(place: TextPlace, form: TextForm) -> object:
    """The mail with the words in the form; None while there is something wrong with them."""
    typed = form.written()
    if proofread(place.template, place.language, typed.subject, typed.body):
        return None
    return example_of(place.template, place.language, form.written())
