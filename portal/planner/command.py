"""`portal plan`: an instance in, a plan out, and in one line how good it is. Loads nothing but the planner.

Exit codes: 0 everything is scheduled, 3 it cannot be (the reasons, and the fullest plan), 2 a file that cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from gettext import translation
from pathlib import Path
from typing import Protocol

from portal.planner.instances import BadInstance, Instance, read_instance
from portal.planner.plans import BadPlan, Plan
from portal.planner.reasons import clock

WHOLE, BAD_FILE, NOT_WHOLE = 0, 2, 3
HELP = {
    "plan": "Plan a day from INSTANCE.json: the earliest end, proven where it can be, then the shortest waiting.",
    "instance": "the day, format 1 (docs: ARCHITECTURE.md)",
    "out": "where the plan goes; - for standard output",
    "seconds": "for making the waiting shorter, beyond what the end takes (default: 10)",
    "old": "a plan in force: change as little of it as can be",
    "now": "the minute of the day (since midnight) at which the old plan is changed",
    "seed": "the same seed gives the same plan",
    "language": "of the sentences: nl (default) or en",
}


class BadFile(Exception):
    """A file that is no instance or plan; the message says which field, and what was expected."""


def parser() -> argparse.ArgumentParser:
    """What can be asked for."""
    found = argparse.ArgumentParser(prog="portal plan", description=HELP["plan"])
    found.add_argument("instance", metavar="INSTANCE", help=HELP["instance"])
    found.add_argument("--out", default="-", metavar="PLAN", help=HELP["out"])
    found.add_argument("--seconds", type=float, default=None, help=HELP["seconds"])
    found.add_argument("--old", metavar="PLAN", help=HELP["old"])
    found.add_argument("--now", type=int, metavar="MINUTE", help=HELP["now"])
    found.add_argument("--seed", type=int, default=0, help=HELP["seed"])
    found.add_argument("--language", choices=("nl", "en"), default="nl", help=HELP["language"])
    return found


def plan(arguments: list[str]) -> int:
    """Do what the command line asks; the exit code."""
    asked = parser().parse_args(arguments)
    if (asked.old is None) != (asked.now is None):
        parser().error("--old and --now belong together")
    if asked.seconds is not None and not 0 <= asked.seconds <= 3600:
        parser().error("--seconds is between 0 and 3600")
    try:
        instance = _instance(asked.instance, asked.language)
        old = _plan(asked.old) if asked.old else None
        made, lines, why = _again(instance, old, asked) if old is not None else _afresh(instance, asked)
        _write(asked.out, made)
    except BadFile as bad:
        print(bad, file=sys.stderr)
        return BAD_FILE
    print(lines, file=sys.stderr if asked.out == "-" else sys.stdout)
    for heading, sentences in why.items():
        if sentences:
            print(f"{heading}:", file=sys.stderr)
        for one in sentences:
            print(f"- {in_words(one.sentence, one.params, asked.language)}", file=sys.stderr)
    return NOT_WHOLE if any(why.values()) else WHOLE


class Sentence(Protocol):
    """Anything with a Dutch message id and its parameters."""

    @property
    def sentence(self) -> str: ...
    @property
    def params(self) -> dict[str, object]: ...


Why = dict[str, list[Sentence]]  # sentences under their heading


def in_words(sentence: str, params: dict[str, object], language: str) -> str:
    """A message id in Dutch, or as the catalogue has it."""
    where = Path(__file__).parents[1] / "translations"
    catalogue = translation("messages", where, [language], fallback=True)
    return catalogue.gettext(sentence) % params


def _afresh(instance: Instance, asked: argparse.Namespace) -> tuple[Plan, str, Why]:
    from portal.planner.exact.planning import SECONDS, plan_day

    found = plan_day(instance, seed=asked.seed, seconds=SECONDS if asked.seconds is None else asked.seconds)
    proof = "proven" if found.proven else "not proven"
    line = (
        f"bound {clock(found.bound)}  end {clock(found.end)}  {proof}  "
        f"waiting: longest {found.waiting.longest} min (first {found.first.longest}, at least {found.least.longest}), "
        f"average {found.waiting.average:.1f} (first {found.first.average:.1f}, at least {found.least.average:.1f})  "
        f"end in {found.seconds_to_end:.2f} s, all in {found.seconds:.2f} s"
    )
    if found.impossible:
        line = f"not everything can be scheduled  {line}"
    why: Why = {"not in the plan": [*found.unscheduled], "what clashes": [*found.explanation.clash]}
    for rank, way in enumerate(found.explanation.ways_out, start=1):
        why[f"way out {rank}"] = [*way.steps]
    return found.plan, line, why


def _again(instance: Instance, old: Plan, asked: argparse.Namespace) -> tuple[Plan, str, Why]:
    from portal.planner.exact.replanning import replan

    found = replan(instance, old, asked.now, seed=asked.seed, seconds=asked.seconds)
    proof = "as few as can be" if found.proven else "perhaps not the fewest"
    line = f"end {clock(found.end)}  changed {len(found.changed)} ({proof})  {found.seconds:.2f} s"
    return found.plan, line, {"not in the plan": [*found.unscheduled]}


def _read(name: str) -> str:
    try:
        return Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{name}: {error.strerror if isinstance(error, OSError) else 'not a text in UTF-8'}") from error


def _instance(name: str, language: str) -> Instance:
    try:
        return read_instance(_read(name))
    except BadInstance as bad:
        told = ((fault.path, in_words(fault.sentence, fault.params, language)) for fault in bad.faults)
        raise BadFile("\n".join(f"{name}: {path}: {one}" if path else f"{name}: {one}" for path, one in told)) from bad


def _plan(name: str) -> Plan:
    try:
        return Plan.from_json(json.loads(_read(name)))
    except (BadPlan, ValueError, RecursionError) as bad:
        told = str(bad) if isinstance(bad, BadPlan) else "not valid JSON"
        raise BadFile(f"{name}: {told}") from bad


def _write(name: str, made: Plan) -> None:
    text = json.dumps(made.to_json(), indent=1, ensure_ascii=False) + "\n"
    if name == "-":
        sys.stdout.write(text)
        return
    try:
        Path(name).write_text(text, "utf-8")
    except OSError as error:
        raise BadFile(f"{name}: {error.strerror}") from error
