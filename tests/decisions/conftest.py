"""The stage of these tests: Tuesday 17 November 2026, 10 o'clock in Brussels, the day of the selection day."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.actions.decisions import decide
from portal.models.decisions import Decision
from portal.rules.decisions import Outcome
from tests.person import Person
from tests.stage import Stage

NewPerson = Callable[..., Person]
Decide = Callable[..., Decision]


@pytest.fixture
def decide_about() -> Decide:
    """Decide as Lotte does, in few words."""

    def about(stage: Stage, name: str, outcome: Outcome = Outcome.RETAINED, **more: Any) -> Decision:
        said: dict[str, Any] = {
            "vacancy": stage.vacancies[0],
            "motivation": f"Wat we van {name} zagen.",
            "words_for_candidate": "Je was op tijd en vriendelijk.",
            "seen_version": 0,
            "by": stage.people["lotte"],
        }
        return decide(stage.decidable(name), outcome, **said | more)

    return about
