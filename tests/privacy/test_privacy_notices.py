"""Each organisation has a privacy notice in plain language; everybody reads it, and which one applied when."""
# req P18

import pytest

from portal import clock as portal_clock
from portal.models.organisations import Organisation
from portal.models.privacy import PrivacyNotice
from portal.queries.privacy_notices import notice_in_force_on
from portal.rules.privacy_notices import SHIPPED, blocks_of
from tests.clock import Clock
from tests.nominations.scene import Scene
from tests.person import Person

VALUES = {"organisation": "Springplank", "contact": "014 00 00 00"}


def test_everybody_reads_the_text_that_the_portal_ships(scene: Scene, visitor: Person) -> None:
    springplank = scene["pim"].organisation
    page = visitor.visits(f"/privacy/{springplank.public_id}")
    for words in ("Springplank helpt je", "Een kopie van alles", "Gegevensbeschermingsautoriteit", "28 dagen"):
        assert words in page
    assert "((" not in page.text
    visitor.visits("/privacy/bestaat-niet", expect=404)
    visitor.visits(f"/privacy/{springplank.public_id}?version=7", expect=404)


def test_the_coordinator_writes_another_one_and_the_old_one_stays_readable(scene: Scene, clock: Clock) -> None:
    springplank, before = scene["karel"].organisation, portal_clock.now()
    clock.advance(hours=2)
    karel = scene.browser("karel")
    karel.visits("/privacy/notice")
    karel.fills_in(text_nl="## Kort\n\nWij zijn ((organisation)).", text_en="## In short\n\nWe are ((organisation)).")
    assert karel.page.url == f"/privacy/{springplank.public_id}"
    assert "Wij zijn Springplank." in karel.page
    assert "Wat wanneer gold" in karel.page
    karel.clicks("Versie 1")
    assert "Springplank helpt je" in karel.page
    assert "Lees wat nu geldt" in karel.page.links()
    assert notice_in_force_on(springplank, before).number == 0
    assert notice_in_force_on(springplank, portal_clock.now()).number == 1
    other = Organisation.get(Organisation.name == "De Brug")
    assert "De Brug helpt je" in karel.visits(f"/privacy/{other.public_id}")


def test_the_same_text_again_is_no_new_version_and_two_at_once_keep_both(scene: Scene) -> None:
    karel, fenna = scene.browser("karel"), scene.browser("fenna")
    karel.visits("/privacy/notice")
    fenna.visits("/privacy/notice")
    page = karel.page
    for _ in range(2):
        karel._page = page
        karel.fills_in(text_nl="Kort.", text_en="Short.")
    assert PrivacyNotice.select().count() == 1
    page = fenna.fills_in(text_nl="Langer.", text_en="Longer.", expect=409)
    assert "Langer." in page.html
    assert "Kort." in page
    assert PrivacyNotice.select().count() == 1


def test_it_is_linked_under_every_page(scene: Scene) -> None:
    for who in ("pim", "emma", "ada"):
        person = scene.browser(who)
        person.visits("/profile")
        person.clicks("Privacy")
        assert scene[who].organisation.name in person.page.heading


def test_only_coordinator_and_privacy_officer_change_it(scene: Scene) -> None:
    for who in ("pim", "emma", "ada"):
        scene.browser(who).visits("/privacy/notice", expect=403)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_shipped_text_reads_as_headings_lists_and_paragraphs(language: str) -> None:
    blocks = blocks_of(SHIPPED[language], VALUES)
    assert [len([one for one in blocks if one.kind == kind]) for kind in ("heading", "list", "paragraph")] == [7, 4, 6]


def test_what_is_filled_in_is_never_read_as_a_heading_or_a_placeholder() -> None:
    blocks = blocks_of(
        "((organisation))\n\n((contact)) ((elsewhere))", {"organisation": "## ((contact))", "contact": "x"}
    )
    assert [(one.kind, one.lines) for one in blocks] == [
        ("paragraph", ("## ((contact))",)),
        ("paragraph", ("x ((elsewhere))",)),
    ]


def test_hostile_words_are_words(scene: Scene, visitor: Person) -> None:
    karel = scene.browser("karel")
    karel.visits("/privacy/notice")
    karel.fills_in(text_nl="<script>alert(1)</script> {{ 7*7 }}\n\n## <b>x</b>", text_en="x")
    page = visitor.visits(f"/privacy/{scene['karel'].organisation.public_id}")
    assert "<script>alert(1)</script> {{ 7*7 }}" in page
