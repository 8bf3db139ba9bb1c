"""A linear problem and a bound for it that is true to the last digit.

The solver works with rounded numbers. Its prices, whatever their worth, give a bound by whole numbers alone: each row
at its price, and each variable at the end of its range where it costs least (Neumaier and Shcherbina 2004).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.linear_solver.python import model_builder_helper as builder

EXACT = 1 << 30  # prices are rounded to one part in so many
Row = tuple[int | None, int | None, dict[int, int]]  # the sum of variables times their weights lies between these


@dataclass(frozen=True)
class Linear:
    """Variables from 0 up to `most`, and rows that hold for them; all whole numbers."""

    most: Sequence[int]
    rows: Sequence[Row]

    def at_least(self, costs: Mapping[int, int], seconds: float) -> int:
        """What the variables together cost at least, rounded up; nothing costs less, in whole numbers or not.

        `costs`: by variable. Zero when time runs out, for no cost is negative.
        """
        prices = self._prices(costs, seconds)
        if prices is None:
            return 0
        found, left = 0, [costs.get(one, 0) * EXACT for one in range(len(self.most))]
        for (least, most, terms), price in zip(self.rows, prices, strict=True):
            side = least if price > 0 else most
            if price and side is not None:
                found += price * side
                for one, weight in terms.items():
                    left[one] -= price * weight
        found += sum(cost * most for cost, most in zip(left, self.most, strict=True) if cost < 0)
        return max(0, -(-found // EXACT))

    def _prices(self, costs: Mapping[int, int], seconds: float) -> list[int] | None:
        model = builder.ModelBuilderHelper()
        for one, most in enumerate(self.most):
            model.add_var()
            model.set_var_lower_bound(one, 0)
            model.set_var_upper_bound(one, most)
            model.set_var_objective_coefficient(one, costs.get(one, 0))
        for rank, (low, high, terms) in enumerate(self.rows):
            model.add_linear_constraint()
            if low is not None:
                model.set_constraint_lower_bound(rank, low)
            if high is not None:
                model.set_constraint_upper_bound(rank, high)
            for one, weight in terms.items():
                model.add_term_to_constraint(rank, one, weight)
        solver = builder.ModelSolverHelper("glop")
        solver.set_time_limit_in_seconds(seconds)
        solver.solve(model)
        if solver.status() != builder.SolveStatus.OPTIMAL:
            return None
        return [round(float(price) * EXACT) for price in solver.dual_values()]
