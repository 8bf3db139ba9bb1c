"""What the tests of "Mijn dag" may ask for."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from portal.actions.decisions import decide, publish_decisions, tell_candidate
from portal.actions.own_day_links import give_own_page
from portal.actions.selection_days import publish_day
from portal.clock import now
from portal.models.decisions import Relay
from portal.models.nominations import Nomination
from portal.queries.decisions import decidable_nomination, visible_relay
from portal.queries.own_day import nomination_of_page, subject_of_page
from portal.rules.decisions import Outcome, ToldHow
from tests.clock import Clock
from tests.person import Person
from tests.selection_days.scene import Scene, make_scene


@dataclass
class OwnDays:
    """A day that is known, with six candidates: those at 0 and 3 have no address."""

    scene: Scene
    new_person: Callable[..., Person]

    def nomination(self, rank: int = 1) -> Nomination:
        """One candidate, with everything around it."""
        found = nomination_of_page(subject_of_page(self.scene.nominations[rank]))
        assert found is not None
        return found

    def path(self, rank: int = 1) -> str:
        """The address of the own page, by a new link."""
        return give_own_page(self.nomination(rank)).removeprefix("http://portal.test")

    def opens(self, rank: int = 1) -> Person:
        """The candidate, who looks at the own page."""
        person = self.new_person()
        person.visits(self.path(rank))
        return person

    def coach(self, rank: int = 1) -> Person:
        """The jobcoach of a candidate, signed in."""
        return self.new_person(self.scene.nominations[rank].jobcoach.email)

    def decides(self, rank: int, outcome: Outcome, words: str = "Je was heel vriendelijk.") -> Relay:
        """Decided and made known to the jobcoach, who has not told it yet."""
        lotte = self.scene.lotte
        nomination = decidable_nomination(lotte, self.scene.nominations[rank].public_id)
        assert nomination is not None
        vacancy = self.scene.vacancies[0] if outcome is Outcome.RETAINED else None
        decide(
            nomination, outcome, vacancy=vacancy, motivation="Alleen voor de jobcoach.", words_for_candidate=words,
            seen_version=0, by=lotte,
        )  # fmt: skip
        publish_decisions(self.scene.campaign, by=lotte)
        return Relay.get(Relay.decision == nomination.decisions.get())

    def tells(self, relay: Relay) -> None:
        """The jobcoach tells it by phone."""
        found = visible_relay(relay.jobcoach, relay.public_id)
        assert found is not None
        tell_candidate(found, now(), ToldHow.PHONE, reaction="", by=relay.jobcoach)


@pytest.fixture
def own_days(app: Flask, clock: Clock, new_person: Callable[..., Person]) -> OwnDays:
    """The day is on Tuesday 8 December 2026; today is 17 November."""
    scene = make_scene(app)
    scene.campaign.site.change(directions="Bus 5 tot halte Molen, dan 200 meter rechtdoor.")
    scene.planned(6)
    scene.day.change(bring="Je identiteitskaart en dichte schoenen.")
    publish_day(scene.day, scene.day.version, by=scene.lotte)
    return OwnDays(scene, new_person)


def token_in(text: str) -> str:
    """The path of the own page in a text."""
    found = re.search(r"/own-day/[\w-]{40,}", text)
    assert found, text
    return found.group()
