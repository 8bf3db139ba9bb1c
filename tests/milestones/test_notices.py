"""How somebody wants to hear of new candidates and of progress: everywhere, per campaign, per function."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.actions.nominations import put_forward_nomination
from portal.actions.notices import send_digests
from portal.models.milestones import NoticeChoice
from portal.rules.notices import How, Topic, wish_for
from tests.clock import Clock
from tests.nominations.scene import Scene, fields, open_scene
from tests.person import Person
from tests.stage import mails


@pytest.fixture
def scene(app: Flask, clock: Clock) -> Scene:
    return open_scene(app)


def _new_mails() -> list[str]:
    return [reader for reader, _ in mails("nominations/put_forward")]


@pytest.fixture
def putting_forward(scene: Scene) -> Callable[[str], None]:
    def put_forward(name: str) -> None:
        put_forward_nomination(scene.complete(name), by=scene["pim"])

    return put_forward


def test_a_lead_hears_at_once_of_a_new_candidate_unless_asked_otherwise(
    scene: Scene, putting_forward: Callable[[str], None], clock: Clock
) -> None:
    # req 002-01
    putting_forward("Fatima")
    assert _new_mails() == ["lotte@netwerk.example"]
    lotte = scene.browser("lotte")
    lotte.visits("/notices")
    choice = f"new-{scene.vacancies[0].public_id}"
    lotte.fills_in("Bewaar", **fields({choice: "Eén mail per dag, ’s ochtends, als er nieuws is"}))
    putting_forward("Karim")
    assert len(_new_mails()) == 1
    clock.advance(days=1)
    assert send_digests(clock.now()) == 1
    lotte = scene.browser("lotte")
    lotte.visits("/notices")
    lotte.fills_in("Bewaar", **fields({choice: "Geen mail; ik kijk in het portaal"}))
    putting_forward("Sara")
    clock.advance(days=1)
    assert (len(_new_mails()), send_digests(clock.now())) == (1, 0)


def test_back_to_what_is_above_leaves_no_choice(scene: Scene) -> None:
    lotte = scene.browser("lotte")
    name = f"new-{scene.campaign.public_id}"
    for words in ("Meteen een mail", "Zoals hierboven"):
        lotte.visits("/notices")
        lotte.fills_in("Bewaar", **fields({name: words}))
    assert [row.campaign for row in NoticeChoice.select()] == [None, None]
    Person(scene.app).signs_in("emma@netwerk.example").visits("/notices", expect=403)


@pytest.mark.once
def test_the_wish_for_a_function_goes_before_that_for_a_campaign_and_the_loudest_counts() -> None:
    # req 002-01
    chosen = {(None, None): "none", (1, None): "daily", (1, 7): "at_once", (1, 8): "none"}
    assert wish_for(Topic.NEW, chosen, 1, [7, 8]) == How.AT_ONCE
    assert wish_for(Topic.NEW, chosen, 1, [8]) == How.NONE
    assert wish_for(Topic.NEW, chosen, 1, [9]) == How.DAILY
    assert wish_for(Topic.NEW, chosen, 2, [7]) == How.NONE
    assert wish_for(Topic.PROGRESS, {}, 1, []) == How.DAILY
