"""What the import contracts cannot say: every module has its place, and each kind of module its manners."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.sources import ROOT, calls, decorators, place, python_files, tracked_files, tree_of

CATCH_ALL = {
    "base", "common", "core", "data", "handler", "handlers", "helper", "helpers", "info", "main", "manager",
    "misc", "service", "services", "util", "utils",
}  # fmt: skip
TOP_LEVEL = {"forms", "instance", "mail_templates", "portal", "static", "tests", ".ci"}
ROUTES = {"route", "get", "post", "put", "patch", "delete"}
# The ways in which rows are changed; each could smuggle in a state.
CHANGES = {
    "bulk_update",
    "change",
    "change_seen",
    "insert",
    "insert_many",
    "on_conflict",
    "replace",
    "save",
    "update",
}
WRITING = {
    "bulk_create",
    "change",
    "change_seen",
    "create",
    "delete_instance",
    "execute",
    "get_or_create",
    "save",
}


def test_every_module_of_the_portal_has_its_layer() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    named = {
        name.strip()
        for contract in contracts
        for layer in contract.get("layers", ())
        for name in re.split(r"[|()]", layer)
    }
    modules = {
        f"portal.{path.relative_to(ROOT / 'portal').parts[0].removesuffix('.py')}" for path in python_files("portal")
    }
    assert modules - named == {"portal.__init__", "portal.migrations"}


def test_the_top_level_is_fixed() -> None:
    folders = {path.relative_to(ROOT).parts[0] for path in tracked_files() if path.parent != ROOT}
    assert folders <= TOP_LEVEL


def test_no_name_catches_all() -> None:
    parts = {(path, part.removesuffix(".py")) for path in tracked_files() for part in path.relative_to(ROOT).parts}
    # A style sheet's base layer is a term of CSS, and static/ holds no code of ours in Python.
    assert [place(path) for path, part in parts if part in CATCH_ALL] == []


def test_rules_import_the_standard_library_only() -> None:
    strangers = [
        f"{place(path, node)} imports {name}"
        for path in python_files("portal/rules")
        for node in ast.walk(tree_of(path))
        for name in _imported(node)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("portal.rules")
    ]
    assert strangers == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or "."] if isinstance(node, ast.ImportFrom) else []


def test_flask_mail_is_imported_in_delivery_alone() -> None:
    importers = {
        place(path)
        for path in python_files("portal", "forms")
        for node in ast.walk(tree_of(path))
        if "flask_mail" in _imported(node)
    }
    assert importers <= {"portal/outbox/delivery.py"}


def test_only_the_clock_reads_the_time() -> None:
    readers = [
        place(path, node)
        for path in python_files("portal", "forms")
        if path != ROOT / "portal/clock.py"
        for name, node in calls(path)
        if (name in {"now", "utcnow", "today"} and not ast.unparse(node.func).startswith("clock."))
        or ast.unparse(node.func) == "time.time"
    ]
    assert readers == []


def test_only_moving_writes_a_state() -> None:
    writers = [
        place(path, node)
        for path in python_files("portal", "forms")
        if path != ROOT / "portal/actions/moving.py"
        for node in ast.walk(tree_of(path))
        if _writes_state(node)
    ]
    assert writers == []


def _writes_state(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(
            isinstance(target, ast.Attribute)
            and target.attr == "state"
            # A dataclass may set its own field of that name; a record never gets one from inside.
            and not (isinstance(target.value, ast.Name) and target.value.id == "self")
            for target in targets
        )
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name == "setattr":
        return any(isinstance(part, ast.Constant) and part.value == "state" for part in node.args)
    words = {keyword.arg for keyword in node.keywords}
    keys = {
        ast.unparse(key).rpartition(".")[2].strip("'\"")
        for part in node.args
        if isinstance(part, ast.Dict)
        for key in part.keys
        if key is not None
    }
    return name in CHANGES and "state" in words | keys


@pytest.mark.parametrize(
    "code", ["x.state = 1", "M.update(state=1)", "M.update({M.state: 1})", "setattr(x, 'state', 1)"]
)
def test_a_written_state_is_found(code: str) -> None:
    assert any(_writes_state(node) for node in ast.walk(ast.parse(code)))


@pytest.mark.parametrize("path", python_files("portal/actions"), ids=place)
def test_what_writes_is_one_write_transaction(path: Path) -> None:
    bare = [
        place(path, function)
        for function in tree_of(path).body
        if isinstance(function, ast.FunctionDef)
        # What starts with _ is a part of an action, inside its transaction.
        and not function.name.startswith("_")
        and "writes" not in decorators(function)
        and any(_writes(node) for node in ast.walk(function))
    ]
    # A line of history asserts that it is written inside the transaction of what it tells about.
    assert [name for name in bare if not name.startswith("portal/actions/moving.py")] == []


def _writes(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id in {"move", "note_down", "post"}
    return isinstance(node.func, ast.Attribute) and node.func.attr in WRITING


@pytest.mark.parametrize("path", python_files("portal/blueprints"), ids=place)
def test_a_view_finds_asks_does_and_goes(path: Path) -> None:
    broken = [
        f"{place(path, node)}: {what}"
        for function in ast.walk(tree_of(path))
        if isinstance(function, ast.FunctionDef)
        and any(name.rpartition(".")[2] in ROUTES for name in decorators(function))
        for node in ast.walk(function)
        if (what := _not_for_a_view(node))
    ]
    assert broken == []


def _not_for_a_view(node: ast.AST) -> str:
    if isinstance(node, ast.Try):
        return "a try: refusals are raised, and become pages in errors.py"
    if isinstance(node, ast.Compare) and any(getattr(part, "attr", "") == "role" for part in ast.walk(node)):
        return "a decision by role: ask may() or @requires"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in {"save", "delete_instance", "execute"}:
            return f"a .{node.func.attr}(): actions write, queries ask"
        if node.func.attr in {"select", "update", "insert", "get_or_none", "get_by_id"}:
            return f"a .{node.func.attr}(): queries ask, actions write"
    return ""
