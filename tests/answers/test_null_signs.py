"""A null sign, which no keyboard makes and one of the databases takes in no text, breaks no page (promise P10)."""

from collections.abc import Callable

import pytest

from portal.models.outbox import OutboxMail
from tests.answers.scene import AMINA, Scene, answer_link
from tests.person import Person

ADDRESSES = {
    "/campaigns/a%00b": 404,
    "/appointment/a%00b": 404,
    "/appointments/a%00b": 404,
    "/batches/a%00b": 404,
    "/calendar/a%00b.ics": 404,
    "/texts/campaigns/deadline_moved/nl/choices/a%00b": 404,
    "/campaigns?q=a%00b": 200,
    "/following?place=a%00b&job=%00&campaign=%00": 200,
}


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_address_is_read_without_it(scene: Scene, new_person: Callable[..., Person], path: str) -> None:
    # req P10
    new_person("lotte@netwerk.example").visits(path, expect=ADDRESSES[path])


def test_what_is_typed_is_taken_without_it(scene: Scene, visitor: Person) -> None:
    # req P10
    link = answer_link(AMINA)
    visitor.visits(link)
    page = visitor.sends(link, {"answer": "accepted\0", "note\0": "Ik kom\0 met de bus."})
    assert "Bedankt, je antwoord is genoteerd." in page
    assert (scene.entry().answer, scene.entry().answer_note) == ("accepted", "Ik kom met de bus.")


def test_an_address_typed_with_it_is_the_address(scene: Scene, visitor: Person) -> None:
    visitor.visits("/lost-links")
    before = OutboxMail.select().count()
    visitor.sends("/lost-links", {"email": f"{AMINA[:3]}\0{AMINA[3:]}"})
    assert OutboxMail.select().count() == before + 1
