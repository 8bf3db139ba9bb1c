"""The page that says who knows what and who looked, and taking it back (req X-05)."""

from datetime import date

import pytest

from portal.actions.disclosure import stop_sharing
from portal.actions.nomination_tasks import MeasureAnswer, SupportAnswer
from portal.models.history import HistoryLine
from portal.models.nominations import MeasureEligibility, Nomination, SupportNeed
from portal.models.privacy import Consent
from portal.queries.disclosure import sharing_of
from tests.nominations.scene import Scene


@pytest.fixture
def nomination(scene: Scene) -> Nomination:
    """With a need for both from the start, and a measure for the employer after the match."""
    return scene.put_forward(
        needs=[SupportAnswer(kind="quiet_room", detail="kanarie-stil", shared_with_employer=True)],
        measures=[
            MeasureAnswer(
                code="imw",
                shared_with_employer=True,
                permission_on=date(2026, 11, 16),
                permission_how="spoken",
            )
        ],
    )


def test_the_page_says_who_knows_what_now_and_from_when(scene: Scene, nomination: Nomination) -> None:
    # req X-05
    page = scene.browser("pim").visits(f"/nominations/{nomination.public_id}/sharing")
    for words in (
        "Nu: voorgedragen.",
        "kanarie-stil",
        "na de aanwerving",
        "toestemming op maandag 16 november",
        "de werkgever vanaf de voordracht",
    ):
        assert words in page
    assert page.text.count("ziet het nu") == 3  # the need twice, the measure by the lead


def test_taking_back_works_at_once_and_after_the_campaign_too(scene: Scene, nomination: Nomination) -> None:
    # req X-05
    scene.campaign.change(state="closed")
    pim = scene.browser("pim")
    pim.visits(f"/nominations/{nomination.public_id}/sharing")
    pim.clicks("Deel niet meer Een rustige plek")
    assert "Niemand buiten je organisatie ziet dit nog." in pim.page
    pim.clicks("Deel niet meer IMW")
    assert "ziet het nu" not in pim.page
    assert "kanarie-stil" not in scene.browser("lotte").visits(f"/nominations/{nomination.public_id}")
    row = MeasureEligibility.get()
    assert (row.shared_with_lead, row.shared_with_employer) == (False, False)
    assert Consent.get().withdrawn_by == scene["pim"]


def test_taking_back_twice_is_once(scene: Scene, nomination: Nomination) -> None:
    # req P7
    for _ in range(2):
        stop_sharing(SupportNeed.get(), by=scene["pim"])
    lines = HistoryLine.select().where(HistoryLine.step == "stop_sharing")
    assert [line.note for line in lines] == [""]


def test_the_lead_does_not_learn_what_was_taken_back(scene: Scene, nomination: Nomination) -> None:
    # req X-05
    stop_sharing(SupportNeed.get(), by=scene["pim"])
    page = scene.browser("lotte").visits(f"/nominations/{nomination.public_id}")
    assert "Voordracht aangevuld" in page
    for words in ("rustig", "Deel niet meer", "stop_sharing", "teruggenomen"):
        assert words not in page.html


@pytest.mark.parametrize(("who", "status"), [("piet", 403), ("lotte", 404), ("joke", 404), ("emma", 404), ("ada", 404)])
def test_nobody_else_takes_it_back(scene: Scene, nomination: Nomination, who: str, status: int) -> None:
    # req P3
    browser = scene.browser(who)
    browser.visits("/")
    browser.sends(f"/support-needs/{SupportNeed.get().public_id}/stop-sharing", expect=status)
    browser.sends(f"/measures/{MeasureEligibility.get().public_id}/stop-sharing", expect=status)
    assert SupportNeed.get().shared_with_employer


def test_the_own_organisation_reads_who_looked_with_role_and_organisation(scene: Scene, nomination: Nomination) -> None:
    # req X-05, P18
    scene.browser("lotte").visits(f"/nominations/{nomination.public_id}")
    scene.browser("emma").visits(f"/nominations/{nomination.public_id}/introduction")
    pim = scene.browser("pim")
    pim.visits(f"/candidates/{nomination.candidate.public_id}")
    page = pim.clicks("Wie keek?")
    for words in (
        "Lotte Maes",
        "Werkwijzer Kempen",
        "de voordracht",
        "Emma Claes",
        "Bakkerij De Ster",
        "de voorstelling aan de werkgever",
        "dinsdag 17 november, 10.00 uur",
    ):
        assert words in page
    assert "Emma Claes" in pim.visits(f"/nominations/{nomination.public_id}/sharing")
    for who in ("lotte", "joke", "emma", "ada"):
        scene.browser(who).visits(f"/candidates/{nomination.candidate.public_id}/looks", expect=404)


def test_the_candidate_is_told_who_knows_what_by_now(scene: Scene, nomination: Nomination) -> None:
    # req X-05
    shared = sharing_of(nomination)
    assert [(fact.name, fact.lead_knows, fact.employer_knows) for fact in shared] == [
        ("Een rustige plek", True, True),
        ("IMW", True, False),
    ]
    stop_sharing(MeasureEligibility.get(), by=scene["pim"])
    assert [(fact.lead_knows, fact.employer_knows) for fact in sharing_of(nomination)] == [(True, True), (False, False)]
