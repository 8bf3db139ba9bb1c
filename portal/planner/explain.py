"""Why a day cannot hold everything: the facts that clash, and the ways out. The solver is loaded when it is asked."""

from __future__ import annotations

from collections.abc import Callable

from portal.planner.facts import Explanation
from portal.planner.instances import Instance
from portal.planner.plans import Plan

SECONDS = 20.0  # at most: a quiet machine is ready in less than half of it


def explain(
    instance: Instance,
    pinned: Plan | None = None,
    seed: int = 0,
    seconds: float = SECONDS,
    stop: Callable[[], bool] = lambda: False,
) -> Explanation:
    """A smallest set of clashing facts, and what would make everything fit, each tried out.

    The work is counted, so that the same instance, pins and seed get the same answer unless `seconds` run out first;
    then the clash may hold more than it need, and ways out may be missing. Where everything fits nothing clashes.
    """
    from portal.planner.exact.explaining import Inquiry  # noqa: PLC0415 - only when it is asked

    return Inquiry(instance, pinned, seed=seed, seconds=seconds, stop=stop).answer()
