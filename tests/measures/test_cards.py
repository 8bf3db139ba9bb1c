"""The measure card of a candidate: what may apply, until when, and only for who may know it (req X-03, 001-17)."""

from datetime import date

import pytest

from portal.actions.nomination_tasks import MeasureAnswer
from portal.clock import now
from portal.models.decisions import Decision
from portal.models.internships import Evaluation, Internship
from portal.models.nominations import Nomination
from portal.models.placements import Placement
from portal.queries.disclosure import measures_known
from portal.queries.measures import cards_of
from portal.rules.disclosure import Reader
from tests.clock import Clock
from tests.nominations.scene import Scene

ASKED = [
    MeasureAnswer(code="ibo", certainty="sure", note="kanarie-nota"),
    MeasureAnswer(
        code="imw",
        shared_with_employer=True,
        employer_from="matched",
        permission_on=date(2026, 11, 16),
        permission_how="spoken",
    ),
    MeasureAnswer(code="kibo", shared_with_lead=False),
]


@pytest.fixture
def nomination(scene: Scene) -> Nomination:
    """Put forward for a campaign whose internships start on Monday 14 December."""
    scene.campaign.change(internship_starts_on=date(2026, 12, 14))
    return scene.put_forward("Fatima", measures=ASKED)


def _hire(nomination: Nomination, scene: Scene, starts_on: date | None) -> Placement:
    Decision.create(
        nomination=nomination,
        outcome="retained",
        state="published",
        decided_by=scene["lotte"],
        decided_at=now(),
        motivation="Goed.",
    )
    internship = Internship.create(
        nomination=nomination, jobcoach=scene["pim"], starts_on=date(2026, 12, 15), ends_on=date(2026, 12, 28)
    )
    for party in ("jobcoach", "candidate", "employer"):
        Evaluation.create(internship=internship, party=party)
    return Placement.create(internship=internship, outcome="hired", by=scene["lotte"], starts_on=starts_on)


def test_a_card_says_until_when_and_from_what_it_is_counted(scene: Scene, nomination: Nomination, clock: Clock) -> None:
    # req X-03
    path = f"/nominations/{nomination.public_id}"
    page = scene.browser("lotte").visits(path)
    for words in (
        "Aanvragen tot en met vrijdag 11 december nog 24 dagen",
        "Gerekend vanaf de start van de stage: maandag 14 december.",
        "Bron: VDAB. Nagekeken in november 2026.",
        "kanarie-nota",
    ):
        assert words in page
    clock.go_to("2026-12-11 09:00")
    assert "vandaag de laatste dag" in scene.browser("lotte").visits(path)
    clock.go_to("2026-12-13 09:00")
    assert "2 dagen te laat" in scene.browser("lotte").visits(path)


def test_an_internship_and_then_a_contract_move_the_last_date(scene: Scene, nomination: Nomination) -> None:
    # req X-03
    placement, pim = _hire(nomination, scene, None), scene.browser("pim")
    path = f"/nominations/{nomination.public_id}"
    assert "Aanvragen tot en met maandag 14 december" in pim.visits(path)
    placement.change(starts_on=date(2027, 1, 4))
    page = pim.visits(path)
    assert "Aanvragen tot en met donderdag 31 december" in page  # 1 January is a holiday, then a weekend
    assert "Gerekend vanaf de eerste werkdag volgens het contract" in page


def test_without_a_date_the_card_says_when_it_will_have_one(scene: Scene) -> None:
    nomination = scene.put_forward(measures=ASKED)
    page = scene.browser("lotte").visits(f"/nominations/{nomination.public_id}")
    assert "staat hier zodra de startdatum vastligt" in page


def test_the_cards_can_be_printed_by_who_may_know_them(scene: Scene, nomination: Nomination) -> None:
    # req X-03, 001-18
    path = f"/nominations/{nomination.public_id}/measure-cards"
    for who, sees_own in (("pim", True), ("lotte", False)):
        page = scene.browser(who).visits(path)
        assert ("IBO" in page, "K-IBO" in page, "Stage-uren per week: 38" in page) == (True, sees_own, True)
    for who in ("emma", "joke", "ada"):
        scene.browser(who).visits(path, expect=404)


def test_the_employer_reads_a_card_once_the_match_is_made(scene: Scene, nomination: Nomination) -> None:
    # req X-05, 001-36
    placement = _hire(nomination, scene, date(2027, 1, 4))
    emma = scene.browser("emma")
    for path in (f"/placements/{placement.public_id}/measures", f"/internships/{placement.internship.public_id}"):
        page = emma.visits(path)
        assert "Individueel maatwerk" in page or "Het arbeidscontract." in page
        for words in ("kanarie-nota", "K-IBO ", "Overeenkomst en opleidingsplan, getekend"):
            assert words not in page
    placement.change(outcome="not_hired")
    assert "Het arbeidscontract." not in emma.visits(f"/internships/{placement.internship.public_id}")


def test_the_cards_stand_in_the_order_of_the_law(scene: Scene, nomination: Nomination) -> None:
    rows = measures_known(nomination.campaign, [nomination], Reader.OWN)[nomination.id]
    assert [card.measure.code for card in cards_of(nomination, rows)] == ["ibo", "kibo", "imw"]
