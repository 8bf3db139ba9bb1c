"""Planning in a process of its own, with a limit on its memory: the one who asks stays small, and goes on listening."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

Question = dict[str, Any]
Answer = dict[str, Any]
OUT_OF_MEMORY = 3  # exit code
MEMORY = 1_400 * 1024 * 1024  # bytes; the largest public case stays below half of it
SECONDS_BETWEEN_SIGNS = 1.0
_BESIDE_PORTAL = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from portal.planner.child import main; main(sys.argv[2])"


class PlannerDied(Exception):
    """The process ended without an answer; `out_of_memory` says whether it had no room."""

    def __init__(self, *, out_of_memory: bool) -> None:
        super().__init__("out of memory" if out_of_memory else "no answer")
        self.out_of_memory = out_of_memory


def answer_apart(
    question: Question,
    stop: Callable[[], bool],
    tell: Callable[[dict[str, Any]], None],
    memory: int = MEMORY,
) -> Answer:
    """The answer of `child.answer_to`. `tell` hears how far it is, and each second at least an empty sign of life.

    `stop` is asked after each sign; what there is then is the answer. What `tell` or `stop` raise ends the process.
    Raises PlannerDied.
    """
    command = [sys.executable, "-I", "-B", "-c", _START, _BESIDE_PORTAL, str(memory)]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        close_fds=True,
        start_new_session=True,
    )
    try:
        return _listen(process, question, stop, tell)
    finally:
        process.kill()
        with suppress(BrokenPipeError):
            process.communicate()


def _listen(
    process: subprocess.Popen[bytes],
    question: Question,
    stop: Callable[[], bool],
    tell: Callable[[dict[str, Any]], None],
) -> Answer:
    assert process.stdin is not None
    assert process.stdout is not None
    out = process.stdout.fileno()
    with suppress(BrokenPipeError):
        process.stdin.write(json.dumps(question).encode() + b"\n")
        process.stdin.flush()
    asked_to_stop = False
    heard = b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(out, selectors.EVENT_READ)
        while True:
            if waiting.select(SECONDS_BETWEEN_SIGNS):
                piece = os.read(out, 65536)
                if not piece:
                    code = process.wait()
                    raise PlannerDied(out_of_memory=code == OUT_OF_MEMORY)
                heard += piece
            *lines, heard = heard.split(b"\n")
            for said in map(json.loads, lines):
                if "answer" in said:
                    return dict(said["answer"])
                tell(said)
            if not lines:
                tell({})
            if not asked_to_stop and stop():
                asked_to_stop = True
                with suppress(BrokenPipeError):
                    process.stdin.write(b"stop\n")
                    process.stdin.flush()
