"""`make bench-planner`: every stored day planned by the command itself, as a table with bounds and seconds.

`BENCH_INSTANCES=/folder` names days of your own. Seconds are the wall's, of the whole command, first without and then
with ten seconds (thirty above 300 people) for the waiting. Nothing here passes or fails: it shows.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from portal.planner.checking import faults, missing
from portal.planner.instances import read_instance
from portal.planner.plans import Plan

INSTANCES = Path(os.environ.get("BENCH_INSTANCES") or Path(__file__).parent / "planner" / "instances")
MANY = 300


def planned(path: Path, out: Path, seconds: float) -> tuple[float, int, str]:
    """The wall's seconds, the exit code and what the command says."""
    command = [sys.executable, "-c", "from portal.start import start; start()", "plan", str(path)]
    began = time.monotonic()
    done = subprocess.run(
        [*command, "--out", str(out), "--seconds", str(seconds)], capture_output=True, text=True, check=False
    )
    return time.monotonic() - began, done.returncode, done.stdout.strip() or done.stderr.strip()


def main() -> None:
    """Plan each day twice and judge what comes out."""
    out = Path(os.environ.get("TMPDIR", "/tmp")) / f"plan-{os.getpid()}.json"
    for path in sorted(INSTANCES.glob("*.json")):
        instance = read_instance(path.read_text("utf-8"))
        for seconds in (0, 30 if len(instance.candidates) > MANY else 10):
            wall, code, told = planned(path, out, seconds)
            made = Plan.from_json(json.loads(out.read_text("utf-8")))
            judged = f"{len(faults(instance, made))} faults, {len(missing(instance, made))} left out"
            print(f"{path.stem:<10} {wall:6.2f} s  exit {code}  {judged}  {told}", flush=True)
    out.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
