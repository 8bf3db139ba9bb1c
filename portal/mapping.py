"""Where things are.

From an address to its view, its template and the actions it does. For who looks for the right file.
"""

import inspect
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from portal import paths

UNSEEN = {"static", "security.static"}


def map_lines(app: Flask) -> Iterator[str]:
    """The map as lines of text: one area a heading, one route a line with what hangs under it."""
    rules = sorted(
        (rule for rule in app.url_map.iter_rules() if rule.endpoint not in UNSEEN),
        key=lambda rule: (rule.endpoint.partition(".")[0], rule.rule, _methods(rule)),
    )
    for area, routes in groupby(rules, key=lambda rule: rule.endpoint.partition(".")[0]):
        yield area
        for rule in routes:
            view = inspect.unwrap(app.view_functions[rule.endpoint])
            yield f"  {_methods(rule):<9} {rule.rule}"
            yield f"            view      {_file_of(view)}:{view.__code__.co_firstlineno} {view.__name__}"
            for template in _templates(view):
                yield f"            template  portal/templates/{template}"
            for action in _actions(view):
                yield f"            action    {_file_of(action)} {action.__name__}"
        yield ""


def _methods(rule: Rule) -> str:
    return " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))


def _file_of(thing: Any) -> str:
    path = Path(inspect.getsourcefile(inspect.unwrap(thing)) or "")
    root = paths.PACKAGE.parent
    return path.relative_to(root).as_posix() if path.is_relative_to(root) and ".venv" not in path.parts else path.name


def _templates(view: Any) -> list[str]:
    """The templates that a view names."""
    return [name for name in view.__code__.co_consts if isinstance(name, str) and name.endswith(".html")]


def _actions(view: Any) -> list[Any]:
    """The actions that a view calls, by their own name or as `area.verb` of an imported area."""
    names = view.__code__.co_names
    named = [view.__globals__.get(name) for name in names]
    areas = [thing for thing in named if type(thing) is ModuleType and thing.__name__.startswith("portal.actions.")]
    through = [vars(area).get(name) for area in areas for name in names]
    return [
        thing
        for thing in (*named, *through)
        if type(thing) is FunctionType and thing.__module__.startswith("portal.actions.")
    ]
