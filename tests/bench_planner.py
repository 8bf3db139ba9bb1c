"""`make bench-planner`: every stored day planned by the command itself, as tables with bounds and seconds.

`BENCH_INSTANCES=/folder` names days of your own, `BENCH_EVENTS=20` how often each day is planned again. Seconds are the
wall's, of the whole command: without time for the waiting, then with ten seconds for it (thirty above 300 people), then
again for events of the day itself. Nothing here passes or fails: it shows.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from portal.planner.checking import faults, missing
from portal.planner.instances import read_instance
from portal.planner.plans import Plan
from tests.planner.events import EVENTS, Json, changed, unavoidable

INSTANCES = Path(os.environ.get("BENCH_INSTANCES") or Path(__file__).parent / "planner" / "instances")
AGAIN = int(os.environ.get("BENCH_EVENTS") or 5)
MANY = 300
WAITING = re.compile(
    r"longest (\d+) min \(first (\d+), at least (\d+)\), average (\S+) \(first (\S+), at least (\S+)\)"
)


def planned(path: Path, out: Path, *asked: str) -> tuple[float, int, str]:
    """The wall's seconds, the exit code and what the command says."""
    command = [sys.executable, "-c", "from portal.start import start; start()", "plan", str(path), "--out", str(out)]
    began = time.monotonic()
    done = subprocess.run([*command, *asked], capture_output=True, text=True, check=False)
    return time.monotonic() - began, done.returncode, done.stdout.strip() or done.stderr.strip()


def judged(obj: Json, out: Path) -> str:
    """What the checker says of the plan that was written."""
    instance, made = read_instance(obj), Plan.from_json(json.loads(out.read_text("utf-8")))
    return f"{len(faults(instance, made))} faults, {len(missing(instance, made))} left out"


def share(part: str, whole: str, least: str) -> str:
    """What is left of the waiting of the first plan, and whether it is as short as can be."""
    left = f"{float(part) / float(whole):4.0%}" if float(whole) else "  0%"
    return f"{left} ({part} of {whole}, at least {least}{', bound reached' if part == least else ''})"


def days(folder: Path) -> Iterator[Path]:
    """Plan each day twice and say how good it is; gives the days that were planned whole."""
    for path in sorted(INSTANCES.glob("*.json")):
        obj, out = json.loads(path.read_text("utf-8")), folder / path.name
        wall, code, told = planned(path, out, "--seconds", "0")
        end = told.partition("  waiting")[0]
        print(f"{path.stem:<10} {wall:6.2f} s  exit {code}  {judged(obj, out)}  {end}", flush=True)
        if code:
            continue
        seconds = 30 if len(obj["candidates"]) > MANY else 10
        wall, _, told = planned(path, out, "--seconds", str(seconds))
        found = WAITING.search(told)
        if found:
            longest, average = found.groups()[:3], found.groups()[3:]
            print(f"{'':<10} {wall:6.2f} s  longest {share(*longest)}  average {share(*average)}", flush=True)
        yield path


def main() -> None:
    """Plan each day, and plan it again after each kind of event."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        print("The earliest end; then the waiting, as a share of that of the first plan")
        whole = list(days(folder))
        print(f"\nPlanned again, {AGAIN} times for each kind of event: how many appointments change")
        for path in whole:
            obj, old = json.loads(path.read_text("utf-8")), folder / path.name
            for kind in EVENTS:
                again(path.stem, kind, obj, old, folder)


def again(day: str, kind: str, obj: Json, old: Path, folder: Path) -> None:
    """One line: a day planned again after each of some events of one kind."""
    plan, walls, counts, forced, proven, left = json.loads(old.read_text("utf-8")), [], [], [], 0, 0
    for number in range(AGAIN):
        event, now = changed(kind, obj, plan, f"{kind}-{number}-{day}")
        (folder / "event").write_text(json.dumps(event), "utf-8")
        wall, code, told = planned(folder / "event", folder / "new", "--old", str(old), "--now", str(now))
        walls.append(wall)
        counts.append(int(told.partition("changed ")[2].partition(" ")[0]))
        forced.append(unavoidable(event, plan, now))
        proven += "as few as can be" in told
        left += code != 0
    print(
        f"{day:<10} {kind:<22} changed {mean(counts):5.2f} (most {max(counts)}; {mean(forced):.2f} are those of who is"
        f" late)  proven {proven}/{AGAIN}  not whole {left}  {mean(walls):5.2f} s (most {max(walls):.2f})",
        flush=True,
    )


if __name__ == "__main__":
    main()
