"""Every state × every step: what may happen and what is refused, written down by hand beside the tables."""

import pytest

from portal.rules.refusals import Refused
from portal.rules.states import MACHINES, may_step, next_state

# kind: {step: (from, to)}; whatever is not here is refused.
EXPECTED: dict[str, dict[str, tuple[str, str]]] = {
    "Campaign": {
        "start": ("draft", "running"),
        "close": ("running", "closed"),
        "reopen": ("closed", "running"),
        "cancel": ("draft running", "cancelled"),
    },
    "Invitation": {
        "accept": ("invited declined", "accepted"),
        "decline": ("invited accepted", "declined"),
        "revoke": ("invited accepted declined", "revoked"),
        "invite_again": ("revoked declined", "invited"),
    },
    "Nomination": {
        "put_forward": ("draft withdrawn", "put_forward"),
        "withdraw": ("draft put_forward", "withdrawn"),
        "restrict": ("put_forward", "restricted"),
        "lift_restriction": ("restricted", "put_forward"),
    },
    "Interview": {
        "hold": ("planned", "held"),
        "cancel": ("planned", "cancelled"),
    },
    "Preselection": {
        "register": ("open registered", "registered"),
        "undo": ("registered", "open"),
        "tell": ("registered", "told"),
        "correct": ("told", "registered"),
    },
    "SelectionDay": {
        "publish": ("draft", "published"),
        "close": ("published", "closed"),
        "reopen": ("closed", "published"),
        "cancel": ("draft published", "cancelled"),
    },
    "PlanningRun": {
        "take_up": ("waiting running", "running"),
        "put_back": ("running", "waiting"),
        "finish": ("running", "done"),
        "fail": ("waiting running", "failed"),
        "stop": ("waiting running", "stopped"),
    },
    "Attendance": {
        "announce_late": ("expected", "late"),
        "check_in": ("expected late absent left", "present"),
        "mark_absent": ("expected late", "absent"),
        "check_out": ("present", "left"),
        "expect_again": ("late present absent left", "expected"),
    },
    "TestPaper": {
        "hand_in": ("open", "handed_in"),
        "rate": ("handed_in rated", "rated"),
        "reopen": ("handed_in", "open"),
    },
    "Decision": {
        "publish": ("pending", "published"),
        "take_back": ("published", "pending"),
        "promote": ("pending published", "pending"),
    },
    "Relay": {
        "tell": ("due", "told"),
        "correct": ("told", "due"),
        "ask_again": ("told", "due"),
    },
    "Internship": {
        "start": ("planned", "running"),
        "end": ("running", "ended"),
        "stop": ("planned running", "stopped"),
    },
    "Evaluation": {"hand_in": ("asked", "handed_in")},
    "Upload": {
        "receive": ("arriving", "received"),
        "check": ("received checking", "checking"),
        "put_back": ("checking", "received"),
        "accept": ("checking", "clean"),
        "refuse": ("checking", "refused"),
    },
}

EVERY_STEP = [
    (kind, state, step) for kind, machine in MACHINES.items() for state in machine.names for step in machine.steps
]


def test_each_machine_and_each_step_has_an_expectation() -> None:
    assert {kind: set(machine.steps) for kind, machine in MACHINES.items()} == {
        kind: set(steps) for kind, steps in EXPECTED.items()
    }


@pytest.mark.parametrize(("kind", "state", "step"), EVERY_STEP)
def test_a_step_is_taken_from_its_states_and_refused_from_all_others(kind: str, state: str, step: str) -> None:
    sources, target = EXPECTED[kind][step]
    if state in sources.split():
        assert may_step(kind, state, step)
        assert next_state(kind, state, step) == target
    else:
        assert not may_step(kind, state, step)
        with pytest.raises(Refused) as refused:
            next_state(kind, state, step)
        assert refused.value.values == {"state": MACHINES[kind].names[state]}


@pytest.mark.parametrize("kind", MACHINES)
def test_every_state_can_be_reached(kind: str) -> None:
    machine = MACHINES[kind]
    reached = {machine.start}
    while more := {step.target for step in machine.steps.values() if reached & set(step.sources)} - reached:
        reached |= more
    assert reached == set(machine.names)
