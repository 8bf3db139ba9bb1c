"""Every view has a guard, and every template and link leads somewhere."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import flask_security
import pytest
from flask import Flask
from jinja2 import TemplateSyntaxError, meta, nodes

from portal.blueprints.guard import UnguardedView, check_guards, guard_of
from tests.house.sources import ROOT, calls, place, python_files, tree_of

pytestmark = pytest.mark.once

TEMPLATES = ROOT / "portal/templates"
LIBRARY_TEMPLATES = Path(flask_security.__file__).parent / "templates"
INLINE = re.compile(r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
JINJA = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
# The shapes of the icons stand in the template itself.
TRUSTED = {"components/icon.html"}


def _templates() -> list[str]:
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


def test_every_view_has_a_guard(app_of_the_run: Flask) -> None:
    endpoints = {rule.endpoint for rule in app_of_the_run.url_map.iter_rules()}
    assert [endpoint for endpoint in endpoints if guard_of(app_of_the_run, endpoint) is None] == []


def test_a_view_without_a_guard_stops_the_start(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    app.add_url_rule("/open-to-all", "open_to_all", lambda: "")
    with pytest.raises(UnguardedView, match="open_to_all"):
        check_guards(app)


def test_every_public_view_says_why(app_of_the_run: Flask) -> None:
    guards = {rule.endpoint: guard_of(app_of_the_run, rule.endpoint) for rule in app_of_the_run.url_map.iter_rules()}
    assert [name for name, guard in guards.items() if guard and guard.kind == "public" and not guard.reason] == []


def test_every_finder_is_a_query(app_of_the_run: Flask) -> None:
    guards = [guard_of(app_of_the_run, rule.endpoint) for rule in app_of_the_run.url_map.iter_rules()]
    elsewhere = {
        f"{guard.finder.__module__}.{guard.finder.__name__}"
        for guard in guards
        if guard and guard.finder and not guard.finder.__module__.startswith("portal.queries")
    }
    assert elsewhere == set()


@pytest.mark.parametrize("name", _templates())
def test_a_template_is_sound(name: str, app_of_the_run: Flask) -> None:
    text = (TEMPLATES / name).read_text("utf-8")
    try:
        app_of_the_run.jinja_env.compile(text, name, name)
    except TemplateSyntaxError as error:
        pytest.fail(f"{name}:{error.lineno}: {error}")
    assert INLINE.findall(JINJA.sub("", text)) == []
    assert "|safe" not in text.replace(" ", "") or name in TRUSTED


def test_every_template_is_used_and_every_used_template_is_there(app_of_the_run: Flask) -> None:
    named, patterns = _templates_named_in_python()
    for template in _templates():
        tree = app_of_the_run.jinja_env.parse((TEMPLATES / template).read_text("utf-8"))
        named |= {found for found in meta.find_referenced_templates(tree) if found}
    ours = set(_templates())
    missing = {name for name in named - ours if not (LIBRARY_TEMPLATES / name).exists()}
    orphans = {
        name
        for name in ours - named
        if not any(pattern.fullmatch(name) for pattern in patterns) and not (LIBRARY_TEMPLATES / name).exists()
    }
    assert (missing, orphans) == (set(), set())


def _templates_named_in_python() -> tuple[set[str], list[re.Pattern[str]]]:
    """Names as they stand, and patterns of names that are put together (`f"errors/{code}.html"`)."""
    named, patterns = set(), []
    for path in python_files("portal"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html"):
                named.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_]+" for part in node.values
                ]
                if parts and parts[-1].endswith(r"\.html"):
                    patterns.append(re.compile("".join(parts)))
    return {name for name in named if "/" in name and not name.startswith("/")}, patterns


def test_every_link_leads_to_a_view_with_what_it_needs(app_of_the_run: Flask) -> None:
    links = [*_links_in_python(), *_links_in_templates(app_of_the_run)]
    assert len(links) > 3
    lost = [
        f"{where}: {problem}"
        for where, endpoint, given, more in links
        if (problem := _leads_nowhere(app_of_the_run, endpoint, given, more))
    ]
    assert lost == []


Link = tuple[str, str, set[str], bool]


def _links_in_python() -> Iterator[Link]:
    for path in python_files("portal"):
        for name, call in calls(path):
            if name == "url_for" and call.args and isinstance(call.args[0], ast.Constant):
                given = {keyword.arg for keyword in call.keywords if keyword.arg}
                yield place(path, call), str(call.args[0].value), given, len(given) < len(call.keywords)


def _links_in_templates(app: Flask) -> Iterator[Link]:
    for template in _templates():
        tree = app.jinja_env.parse((TEMPLATES / template).read_text("utf-8"))
        for call in tree.find_all(nodes.Call):
            first = call.args[0] if call.args else None
            if isinstance(call.node, nodes.Name) and call.node.name == "url_for" and isinstance(first, nodes.Const):
                given = {keyword.key for keyword in call.kwargs}
                yield f"{template}:{call.lineno}", str(first.value), given, call.dyn_kwargs is not None


def _leads_nowhere(app: Flask, endpoint: str, given: set[str], more: bool) -> str:
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        # A link within the own blueprint (".list") leads somewhere if any blueprint has it.
        if rule.endpoint == endpoint or (endpoint.startswith(".") and rule.endpoint.endswith(endpoint))
    ]
    if not rules:
        return f"no view {endpoint}"
    if more or any(rule.arguments <= given | set(rule.defaults or ()) for rule in rules):
        return ""
    return f"{endpoint} needs {sorted(rules[0].arguments)}, gets {sorted(given)}"
