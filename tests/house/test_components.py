"""The design system keeps its promises: valid HTML, tied labels, a strict policy, readable colours.

A bare Flask application holds only the templates and the static files; no database, no portal.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
from flask import Flask, flash, render_template, render_template_string
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import StrictUndefined
from lxml import etree
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "portal" / "templates"
STATIC = ROOT / "static"
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))
ERRORS = sorted(path.stem for path in (TEMPLATES / "errors").glob("*.html"))
EVERY_TEMPLATE = sorted(TEMPLATES.rglob("*.html"))


PLACES = [SelectChoice("", "Kies"), SelectChoice("a", "Magazijn")]
WAYS = [SelectChoice("phone", "Telefoon"), SelectChoice("talk", "Gesprek")]
DAYS = [SelectChoice("mo", "ma"), SelectChoice("tu", "di")]


class NominationForm(FlaskForm):
    """One field of every kind that a page may show."""

    name = StringField("Naam", [InputRequired("Vul een naam in.")], description="Zoals op het cv.")
    nickname = StringField("Roepnaam")
    starts_on = DateField("Startdag", [InputRequired("Kies een dag.")])
    at = TimeField("Uur")
    vacancy = SelectField("Functie", [InputRequired("Kies een functie.")], choices=PLACES)
    told = RadioField("Hoe verteld?", [InputRequired("Kies hoe.")], choices=WAYS)
    days = SelectMultipleField("Dagen", [InputRequired("Kies een dag of meer.")], choices=DAYS)
    note = TextAreaField("Nota")
    cv = FileField("Cv", [InputRequired("Voeg een cv toe.")])
    agreed = BooleanField("Akkoord")
    phones = FieldList(StringField("Telefoon", [InputRequired("Vul een nummer in.")]), min_entries=1)

    def validate_nickname(self, field: StringField) -> None:
        if field.data == "<b>":
            raise ValidationError("Geen haakjes in “<b>”.")


@pytest.fixture
def app() -> Iterator[Flask]:
    app = Flask("components", template_folder=str(TEMPLATES), static_folder=str(STATIC))
    app.config.update(SECRET_KEY="for these tests alone", BABEL_DEFAULT_LOCALE="nl", TESTING=True)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app)
    CSRFProtect(app)
    app.add_url_rule("/language", "accounts.language", lambda: "", methods=["POST"])
    app.add_url_rule("/sign-out", "accounts.sign_out", lambda: "", methods=["POST"])
    app.add_url_rule("/profile", "accounts.profile", lambda: "")
    app.context_processor(
        lambda: {
            "locale": "nl",
            "signed_in": SimpleNamespace(name="Lotte Vermeulen", email="lotte@demo.example"),
            "navigation": [
                {"label": "Wat nu", "url": "/", "current": True},
                {"label": "Agenda", "url": "/agenda"},
            ],
        }
    )
    with app.test_request_context("/somewhere?page=2"):
        yield app


def show(source: str, **values: object) -> str:
    return render_template_string(source, **values)


def page_of(html: str) -> etree._Element:
    """Parse as a browser would, but refuse what a browser forgives."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False)
    return parser.parse(html)


def fragment_of(html: str) -> etree._Element:
    return page_of(f"<!doctype html><title>x</title><body>{html}").getroot()


def words_of(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def refused_form(**typed: str) -> NominationForm:
    form = NominationForm(formdata=ImmutableMultiDict(typed), meta={"csrf": False})
    assert not form.validate()
    return form


@pytest.mark.parametrize("name", COMPONENTS)
def test_each_component_file_gives_the_macro_it_is_named_after(app: Flask, name: str) -> None:
    assert hasattr(app.jinja_env.get_template(f"components/{name}.html").module, name)


@pytest.mark.parametrize("path", EVERY_TEMPLATE, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_carries_inline_style_script_or_a_foreign_address(path: Path) -> None:
    source = path.read_text()
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", source) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", source) == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", source) == []


@pytest.mark.parametrize("path", EVERY_TEMPLATE, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_class_in_a_template_is_known_to_the_style_sheets(path: Path) -> None:
    styles = "".join(sheet.read_text() for sheet in (STATIC / "css").glob("*.css"))
    known = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", styles))
    used = set()
    for value in re.findall(r'\sclass="([^"]*)"', path.read_text()):
        whole = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "\0", value)
        used |= {name for name in whole.split() if "\0" not in name}
    assert used - known == set()


def test_the_design_system_weighs_at_most_thirty_two_kilobytes() -> None:
    sheets = ["tokens", "base", "layout", "components", "print"]
    base = (TEMPLATES / "layouts" / "base.html").read_text()
    assert [name for name in sheets if name not in base] == []
    assert sum((STATIC / "css" / f"{name}.css").stat().st_size for name in sheets) <= 32 * 1024


def test_styles_ask_nothing_of_any_other_address() -> None:
    for sheet in (STATIC / "css").glob("*.css"):
        assert re.findall(r"url\(|@import", sheet.read_text()) == [], sheet.name


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb or #rgb, WCAG 2.2."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ["paper", "paper-raised", "paper-sunk"]
TEXT_PAIRS = [
    *[
        (ink, ground)
        for ink in ("ink", "ink-soft", "link", "petrol-deep", "red-ink", "green-ink")
        for ground in GROUNDS
    ],
    *[(f"{tone}-ink", f"{tone}-soft") for tone in ("green", "orange", "red", "amber")],
    *[(ink, ground) for ink in ("on-petrol", "on-petrol-soft") for ground in ("petrol", "petrol-deep")],
    ("petrol-deep", "petrol-soft"),
    ("petrol-deep", "amber"),
    ("paper-raised", "red"),
]
SHAPE_PAIRS = [(edge, ground) for edge in ("line", "petrol", "green", "red") for ground in GROUNDS]


@pytest.mark.parametrize(("ink", "ground", "least"), [(*p, 4.5) for p in TEXT_PAIRS] + [(*p, 3.0) for p in SHAPE_PAIRS])
def test_colours_that_carry_meaning_are_told_from_their_ground(ink: str, ground: str, least: float) -> None:
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", (STATIC / "css" / "tokens.css").read_text()))
    assert contrast(tokens[ink], tokens[ground]) >= least


FORM_PAGE = """{% extends "layouts/page.html" %}
{% from "components/error_summary.html" import error_summary %}{% from "components/field.html" import field %}
{% from "components/button.html" import button %}
{% block title %}Voordragen{% endblock %}
{% block content %}{{ error_summary(form) }}<form class="form" method="post" novalidate>
{{ form.hidden_tag() }}
{% for f in form if f.id not in ("csrf_token", "phones") %}{{ field(f) }}{% endfor %}
{{ field(form.phones[0]) }}
{{ button("Bewaar") }}</form>{% endblock %}"""


def test_a_fresh_form_has_a_label_for_every_control_and_no_word_of_errors(app: Flask) -> None:
    tree = page_of(show(FORM_PAGE, form=NominationForm(meta={"csrf": False})))
    labelled = set(tree.xpath("//label/@for"))
    controls = tree.xpath("//main//*[self::input[not(@type='hidden')] or self::select or self::textarea]")
    assert len(controls) == 13
    assert [control.get("id") for control in controls if control.get("id") not in labelled] == []
    assert tree.xpath("//title")[0].text == "Voordragen · Selectiedag"
    assert tree.xpath("//*[@aria-invalid] | //*[@role='alert']") == []


def test_a_refused_form_links_each_error_to_its_field_and_back(app: Flask) -> None:
    tree = page_of(show(FORM_PAGE, form=refused_form(nickname="<b>")))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = tree.xpath("//*[@data-error-summary]//a/@href")
    assert links == ["#name", "#nickname", "#starts_on", "#vacancy", "#told-0", "#days-0", "#cv", "#phones-0"]
    for link in links:
        target = tree.xpath(f"//*[@id='{link[1:]}']")[0]
        holder = target if target.get("aria-describedby") else target.xpath("ancestor::fieldset")[0]
        described = [tree.xpath(f"//*[@id='{name}']")[0] for name in holder.get("aria-describedby").split()]
        assert words_of(described[-1]).startswith("Fout:")
    assert tree.xpath("//title")[0].text == "Fout: Voordragen · Selectiedag"


def test_what_was_typed_stays_after_a_refusal_and_is_never_read_as_html(app: Flask) -> None:
    html = show(FORM_PAGE, form=refused_form(nickname="<b>", note="Werkt <i>graag</i>", told="talk", days="tu"))
    tree = page_of(html)
    assert tree.xpath("//*[@id='nickname']/@value") == ["<b>"]
    assert words_of(tree.xpath("//*[@id='note']")[0]) == "Werkt <i>graag</i>"
    assert tree.xpath("//input[@checked]/@value") == ["talk", "tu"]
    assert tree.xpath("//main//b | //main//i") == []


class TicksForm(FlaskForm):
    """Several of a list, each with its own tick, and one of a list."""

    ticks = SelectMultipleField(
        "Dagen", choices=DAYS, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    vacancy = SelectField("Functie", choices=PLACES)


def test_ticks_are_ticks_and_one_of_a_list_is_picked(app: Flask) -> None:
    form = TicksForm(meta={"csrf": False}, data={"ticks": ["tu"], "vacancy": "a"})
    page = FORM_PAGE.replace("{{ field(form.phones[0]) }}", "")
    tree = page_of(show(page, form=form))
    assert tree.xpath("//input[@type='checkbox']/@value") == ["mo", "tu"]
    assert tree.xpath("//input[@checked]/@value") == ["tu"]
    assert tree.xpath("//select/@name") == ["vacancy"]
    assert tree.xpath("//option/@value") == ["", "a"]
    assert tree.xpath("//option[@selected]/@value") == ["a"]


def test_only_optional_fields_say_that_they_are(app: Flask) -> None:
    tree = page_of(show(FORM_PAGE, form=NominationForm(meta={"csrf": False})))
    marked = tree.xpath("//*[@class='optional']/parent::*/@for")
    assert marked == ["nickname", "at", "note"]


def test_a_page_has_its_landmarks_one_heading_and_a_way_past_the_header(app: Flask) -> None:
    tree = page_of(show('{% extends "layouts/page.html" %}{% block title %}Wat nu{% endblock %}'))
    assert [words_of(h) for h in tree.xpath("//h1")] == ["Wat nu"]
    assert tree.xpath("//a[@class='skip']/@href") == ["#content"]
    assert len(tree.xpath("//main[@id='content']")) == 1
    assert tree.xpath("//nav//a[@aria-current='page']/text()") == ["Wat nu"]
    assert tree.xpath("//html/@lang") == ["nl"]


def test_the_language_switch_keeps_the_page_and_names_each_language_in_itself(app: Flask) -> None:
    tree = page_of(show('{% extends "layouts/page.html" %}{% block title %}x{% endblock %}'))
    form = tree.xpath("//form[@action='/language']")[0]
    assert form.xpath(".//input[@name='next']/@value") == ["/somewhere?page=2"]
    assert form.xpath(".//button/@lang") == ["nl", "en"]
    assert form.xpath(".//button[@aria-pressed='true']/text()") == ["Nederlands"]


@pytest.mark.parametrize("layout", ["page", "plain"])
def test_every_form_of_a_layout_posts_with_a_token(app: Flask, layout: str) -> None:
    tree = page_of(show(f'{{% extends "layouts/{layout}.html" %}}{{% block title %}}x{{% endblock %}}'))
    forms = tree.xpath("//form")
    assert forms
    for form in forms:
        assert form.get("method") == "post"
        assert form.xpath(".//input[@name='csrf_token']/@value")


def test_an_act_that_can_be_undone_says_so_with_a_form(app: Flask) -> None:
    undo: Any = {
        "text": "Uitnodiging ingetrokken.",
        "url": "/invitations/1/restore",
        "label": "Ongedaan maken",
    }
    flash(undo, "undo")
    flash("Bewaard.")
    tree = page_of(show('{% extends "layouts/page.html" %}{% block title %}x{% endblock %}'))
    status = tree.xpath("//*[@role='status']")[0]
    assert [words_of(p) for p in status.xpath(".//p")] == ["Uitnodiging ingetrokken.", "Bewaard."]
    form = status.xpath(".//form[@action='/invitations/1/restore']")[0]
    assert words_of(form.xpath(".//button")[0]) == "Ongedaan maken"


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_page_stands_without_being_told_anything(app: Flask, name: str) -> None:
    tree = page_of(render_template(f"errors/{name}.html"))
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("//main//a[contains(@class, 'button')]/@href"), "an error page says what to do next"


@pytest.mark.parametrize(
    ("reason", "title"), [("used", "Deze link is al gebruikt"), ("expired", "Deze link is niet meer geldig")]
)
def test_a_dead_link_says_why_it_is_dead(app: Flask, reason: str, title: str) -> None:
    tree = page_of(render_template("errors/link_gone.html", reason=reason))
    assert words_of(tree.xpath("//h1")[0]) == title


@pytest.mark.parametrize(
    ("kind", "shape", "word"),
    [
        ("retained", "circle", "Weerhouden"),
        ("reserve", "path", "Reserve"),
        ("not_retained", "path", "Niet weerhouden"),
    ],
)
def test_an_outcome_is_a_shape_and_a_word_beside_its_colour(app: Flask, kind: str, shape: str, word: str) -> None:
    tree = fragment_of(show('{% from "components/outcome.html" import outcome %}{{ outcome(kind) }}', kind=kind))
    assert words_of(tree.find("body")) == word
    assert [e for e in tree.iter() if etree.QName(e).localname == shape]


def item(start: int, end: int, text: str) -> SimpleNamespace:
    return SimpleNamespace(start=start, end=end, text=text)


GRID = """{% from "components/day_grid.html" import day_grid %}{{ day_grid("Dag", columns, slots, 5) }}"""


def grid_of(*columns: list[SimpleNamespace], slots: range = range(540, 570, 5)) -> list[etree._Element]:
    named = [{"label": f"Tafel {n}", "items": items} for n, items in enumerate(columns, 1)]
    return fragment_of(show(GRID, columns=named, slots=list(slots))).xpath("//tbody/tr")


def test_the_day_grid_covers_every_place_and_time_exactly_once(app: Flask) -> None:
    rows = grid_of([item(540, 555, "An"), item(557, 560, "Bo")], [], [item(530, 545, "Cy"), item(560, 600, "Di")])
    spans = [[int(cell.get("rowspan", "1")) for cell in row.xpath("td")] for row in rows]
    assert spans == [[3, 1, 1], [1, 1], [1, 1], [1, 1, 1], [1, 1, 2], [1, 1]]
    assert sum(map(sum, spans)) == len(rows) * 3


def test_two_things_in_one_place_at_one_time_are_shown_as_a_clash(app: Flask) -> None:
    rows = grid_of([item(540, 555, "An"), item(550, 560, "Bo"), item(560, 565, "Cy")])
    clash = rows[0].xpath("td")[0]
    assert clash.get("rowspan") == "4"
    assert words_of(clash) == "Botst An Bo"
    assert words_of(rows[4].xpath("td")[0]) == "Cy"


def test_things_that_follow_each_other_are_no_clash(app: Flask) -> None:
    rows = grid_of([item(540, 550, "An"), item(550, 560, "Bo")])
    assert [words_of(cell) for row in rows for cell in row.xpath("td") if words_of(cell)] == ["An", "Bo"]


def test_pagination_is_silent_for_one_page_and_links_both_ways_for_more(app: Flask) -> None:
    source = '{% from "components/pagination.html" import pagination %}{{ pagination(page, pages, address) }}'
    assert show(source, page=1, pages=1, address=str).strip() == ""
    tree = fragment_of(show(source, page=2, pages=3, address=lambda number: f"?page={number}"))
    assert tree.xpath("//a/@href") == ["?page=1", "?page=3"]
