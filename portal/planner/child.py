"""The process in which one day is planned. Started by apart.py: whoever asks never loads the solver.

One line of JSON comes in on standard input, the question; a later line is a wish to stop. When standard input closes,
whoever asked is gone, and so is this process. Out go lines of JSON: how far it is, and at last the answer.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
from collections.abc import Callable
from typing import Any

from portal.planner.apart import OUT_OF_MEMORY, Answer, Question
from portal.planner.board import Board
from portal.planner.exact.planning import SECONDS, Stage, plan_day
from portal.planner.exact.replanning import replan
from portal.planner.explain import explain
from portal.planner.facts import Explanation, Said
from portal.planner.instances import Instance, read_instance
from portal.planner.plans import Plan
from portal.planner.reasons import Reason
from portal.planner.waiting import Waiting, waiting_of

_NICER = 5  # pages and mail go first


def main(memory: str) -> None:
    """Read the question from standard input and answer it on standard output, in no more than `memory` bytes."""
    most = int(memory)
    # What is written to, not what is reserved: the solver reserves far more than it uses.
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(_NICER)
    question = json.loads(sys.stdin.buffer.readline())
    stop = threading.Event()
    threading.Thread(target=_listen, args=(stop,), daemon=True).start()
    try:
        answer = answer_to(question, stop.is_set, _say)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    _say({"answer": answer})


def _say(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")
    sys.stdout.buffer.flush()


def _listen(stop: threading.Event) -> None:
    while sys.stdin.buffer.readline():
        stop.set()
    os._exit(1)


def answer_to(question: Question, stop: Callable[[], bool], tell: Callable[[dict[str, Any]], None]) -> Answer:
    """Plan, or plan again when the question names a moment (`now`) and the plan until then (`old`).

    The question: `instance` in format 1, `seed`, `seconds` (None: the planner's own), `pinned` or None. The answer:
    `plan`, `end`, `bound` (0 when nobody knows), `proven`, `impossible`, the `longest` and the `mean` waiting, what
    neither can be below (`least_longest`, `least_mean`), and `reasons` as [[sentence, values]]. Where the question asks
    to `explain` what has no place, there is `explained`: the facts that `clash` as [[sentence, values, keys]], whether
    they are the `smallest` such set, and `ways` out, lists of the same.
    """
    instance = read_instance(question["instance"])
    if question.get("now") is not None:
        return _again(instance, question)

    def heard(stage: Stage) -> None:
        waiting = stage.waiting
        told: dict[str, Any] = {"bound": stage.bound, "end": stage.end or None}
        told |= {"longest": waiting.longest, "mean": waiting.average} if waiting else {}
        tell(told | (_least(stage.least) if stage.least else {}))

    pinned = Plan.from_json(question["pinned"]) if question.get("pinned") else None
    found = plan_day(
        instance,
        seed=question["seed"],
        seconds=SECONDS if question.get("seconds") is None else question["seconds"],
        pinned=pinned,
        stop=stop,
        tell=heard,
    )
    explains = bool(found.unscheduled) and question.get("explain", False)
    return {
        "explained": _explained(explain(instance, pinned, question["seed"], stop=stop)) if explains else {},
        "plan": found.plan.to_json(),
        "end": found.end,
        "bound": found.bound,
        "proven": found.proven,
        "impossible": found.impossible,
        "longest": found.waiting.longest,
        "mean": found.waiting.average,
        **_least(found.least),
        "reasons": _sentences(found.unscheduled),
    }


def _least(waiting: Waiting) -> dict[str, Any]:
    return {"least_longest": waiting.longest, "least_mean": waiting.average}


def _again(instance: Instance, question: Question) -> Answer:
    old = Plan.from_json(question["old"])
    found = replan(instance, old, question["now"], seed=question["seed"], seconds=question.get("seconds"))
    waiting = waiting_of(Board(instance, found.plan))
    return {
        "plan": found.plan.to_json(),
        "end": found.end,
        "explained": {},
        "bound": 0,
        "proven": found.proven,
        "impossible": False,
        "longest": waiting.longest,
        "mean": waiting.average,
        "reasons": _sentences(found.unscheduled),
    }


def _explained(found: Explanation) -> dict[str, Any]:
    def said(one: Said) -> list[Any]:
        return [one.sentence, dict(one.params), list(one.keys)]

    return {
        "clash": [said(one) for one in found.clash],
        "smallest": found.smallest,
        "ways": [[said(step) for step in way.steps] for way in found.ways_out],
    }


def _sentences(reasons: list[Reason]) -> list[list[Any]]:
    return [[one.sentence, dict(one.params)] for one in reasons]
