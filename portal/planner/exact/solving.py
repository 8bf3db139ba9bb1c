"""The solver, as little of it as the planner asks: yes-or-no variables, whole numbers, and sums.

Straight to the compiled part of OR-Tools: `cp_model`, its usual door, loads pandas first, which takes as long as
planning a small day. A literal is the number of a variable, or its opposite: `-1 - number`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ortools.sat.python import cp_model_helper as sat

# Probing, symmetries and merging cliques cost ten times what they save here: the constraints are cliques already.
PARAMETERS: dict[str, Any] = {
    "num_workers": 1,  # more than one, and the same question may get another answer
    "linearization_level": 0,
    "cp_model_probing_level": 0,
    "symmetry_level": 0,
    "max_presolve_iterations": 1,
    "merge_at_most_one_work_limit": 0.0,
}
# Turns are taken in a fixed order, so the answer is the same each time.
LEAPING: dict[str, Any] = {"interleave_search": True, "cp_model_presolve": False}
SEEDS_FOR_LEAPING = (1, 2)  # with these the guess has its turn before the search
NO_LIMIT = 1 << 40

Literal = int


class Answer(Enum):
    """What the solver says: it can be done, it cannot, or it did not find out in time."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Effort:
    """How long one question may take: work that is counted, so that it is the same on every machine, and seconds."""

    work: float = 1e9
    seconds: float = 1e9
    seed: int = 0
    thorough: bool = False  # with linear relaxations: slower on most days, and the only way on some
    leaping: bool = False  # from a guess that is repaired, beside the search: ten times as quick where plans abound
    by_turns: bool = False  # choosing in one way and then in another: quick where a few people are packed tightly
    by_cores: bool = False  # from what cannot all be true at once: quick where nearly nothing has to cost anything


@dataclass(frozen=True)
class Solution:
    """An answer; with YES the values of all variables. `best` when nothing costs less; `work` as the solver counts."""

    answer: Answer
    values: Sequence[int]
    cost: int
    best: bool
    work: float


def no(literal: Literal) -> Literal:
    """The opposite."""
    return -1 - literal


class Model:
    """A question in the making."""

    def __init__(self) -> None:
        self._proto = sat.CpModelProto()
        self._variables = self._proto.variables
        self._constraints = self._proto.constraints
        self._many = 0

    def yes_or_no(self) -> Literal:
        """A new variable that is 0 or 1."""
        return self.number(0, 1)

    def number(self, least: int, most: int) -> int:
        """A new variable between these, both included."""
        self._variables.add().domain.extend([least, most])
        self._many += 1
        return self._many - 1

    def at_most_one(self, literals: list[Literal]) -> None:
        self._constraints.add().at_most_one.literals.extend(literals)

    def exactly_one(self, literals: list[Literal]) -> None:
        self._constraints.add().exactly_one.literals.extend(literals)

    def any_of(self, literals: list[Literal]) -> None:
        self._constraints.add().bool_or.literals.extend(literals)

    def each_means(self, literals: Iterable[Literal], other: Literal) -> None:
        """Whichever of these is true, the other is too."""
        for literal in literals:
            constraint = self._constraints.add()
            constraint.enforcement_literal.append(literal)
            constraint.bool_and.literals.append(other)

    def between(
        self, terms: Mapping[int, int], least: int = -NO_LIMIT, most: int = NO_LIMIT, when: Literal | None = None
    ) -> None:
        """The sum of variables times their weights lies between these (when a literal is true)."""
        constraint = self._constraints.add()
        if when is not None:
            constraint.enforcement_literal.append(when)
        linear = constraint.linear
        linear.vars.extend(list(terms))
        linear.coeffs.extend(list(terms.values()))
        linear.domain.extend([least, most])

    def at_most(self, literals: list[Literal], many: int) -> None:
        """So many of these variables, at most, are true."""
        self.between(dict.fromkeys(literals, 1), most=many)

    def make_small(self, terms: Mapping[int, int]) -> None:
        """What the sum costs is to be as small as can be."""
        self._proto.objective.vars.extend(list(terms))
        self._proto.objective.coeffs.extend(list(terms.values()))

    def begin_at(self, values: Mapping[int, int]) -> None:
        """Values to try first."""
        self._proto.solution_hint.vars.extend(list(values))
        self._proto.solution_hint.values.extend(list(values.values()))

    def solve(self, effort: Effort) -> Solution:
        """Ask; the same question gets the same answer on every machine, as long as the seconds do not run out."""
        parameters = sat.SatParameters()
        for name, value in (PARAMETERS | LEAPING if effort.leaping else PARAMETERS).items():
            setattr(parameters, name, value)
        parameters.random_seed = effort.seed
        if effort.leaping:
            parameters.random_seed = SEEDS_FOR_LEAPING[effort.seed % 2]
            parameters.subsolvers.append("no_lp")
        if effort.thorough:
            parameters.linearization_level = 2
        if effort.by_turns:
            parameters.search_branching = sat.SatParameters.SearchBranching.PORTFOLIO_SEARCH
        parameters.optimize_with_core = effort.by_cores
        parameters.max_time_in_seconds = effort.seconds
        parameters.max_deterministic_time = effort.work
        solver = sat.SolveWrapper()
        solver.set_parameters(parameters)
        found = solver.solve(self._proto)
        best = found.status == sat.CpSolverStatus.OPTIMAL
        if best or found.status == sat.CpSolverStatus.FEASIBLE:
            cost = round(found.objective_value)
            return Solution(Answer.YES, list(found.solution), cost, best, found.deterministic_time)
        answer = Answer.NO if found.status == sat.CpSolverStatus.INFEASIBLE else Answer.UNKNOWN
        return Solution(answer, (), 0, best=False, work=found.deterministic_time)
