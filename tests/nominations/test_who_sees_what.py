"""What each reader gets of a nomination: the own organisation, the lead, the employer, and everybody else."""

import pytest

from portal.actions.nomination_tasks import MeasureAnswer, SupportAnswer, state_measures, state_support
from portal.models.accounts import Look
from portal.models.documents import Document
from portal.models.nominations import Nomination
from tests.nominations.scene import Scene

MEASURES = [
    MeasureAnswer(code="imw", note="canary-shared-measure"),
    MeasureAnswer(code="kibo", note="canary-own-measure", shared_with_lead=False),
]
NEEDS = [
    SupportAnswer(kind="extra_time", minutes=20, detail="canary-for-both", shared_with_employer=True),
    SupportAnswer(kind="quiet_room", detail="canary-for-lead"),
    SupportAnswer(kind="breaks", detail="canary-for-nobody", shared_with_lead=False),
]
PRIVATE = {
    "last_name": "Achternaamkanarie",
    "phone": "0499 99 99 99",
    "email": "kanarie@voorbeeld.example",
    "town": "Kanariegem",
    "postcode": "9999",
    "notes": "canary-notes",
}


def _put_forward(scene: Scene) -> Nomination:
    return scene.put_forward(measures=MEASURES, needs=NEEDS, **PRIVATE)


def test_the_own_organisation_reads_everything(scene: Scene) -> None:
    nomination = _put_forward(scene)
    for who in ("pim", "karel", "piet"):
        page = scene.browser(who).visits(f"/nominations/{nomination.public_id}")
        for words in ("canary-own-measure", "canary-for-nobody", "met niemand gedeeld", "Een topper."):
            assert words in page, (who, words)


def test_the_lead_reads_what_was_shared_and_the_contact_card(scene: Scene) -> None:
    # req 001-17, 002-08, X-05
    nomination = _put_forward(scene)
    page = scene.browser("lotte").visits(f"/nominations/{nomination.public_id}")
    for words in ("canary-shared-measure", "canary-for-lead", "canary-for-both", "0499 99 99 99", "Een topper."):
        assert words in page
    for words in ("canary-own-measure", "K-IBO", "canary-for-nobody", "canary-notes", "niet gedeeld"):
        assert words not in page.html
    assert "Bel eerst de jobcoach" in page


def test_a_measure_that_is_not_shared_leaves_no_trace_at_the_leads(scene: Scene) -> None:
    # req P2: the pages of two nominations that differ only in what is kept back are the same.
    nomination = scene.put_forward()
    lotte = scene.browser("lotte")
    paths = [f"/nominations/{nomination.public_id}", f"/campaigns/{scene.campaign.public_id}/nominations"]
    before = [lotte.visits(path).text for path in paths]
    state_measures(nomination, [MEASURES[1]], by=scene["pim"])
    state_support(nomination, [NEEDS[2]], by=scene["pim"])
    after = [lotte.visits(path).text for path in paths]
    amended = "dinsdag 17 november, 10.00 uur Voordracht aangevuld Pim Janssens"
    assert [text.replace(f" {amended}", "") for text in after] == before


def test_an_employer_reads_named_fields_and_no_measure(scene: Scene) -> None:
    # req Y-18, 001-17
    nomination = _put_forward(scene)
    emma = scene.browser("emma")
    pages = [
        emma.visits(f"/campaigns/{scene.campaign.public_id}/introductions"),
        emma.clicks("Fatima A."),
    ]
    assert "Werkt netjes." in pages[0]
    for words in ("Houdt van brood.", "Voltijds vanaf december.", "canary-for-both", "Inpakker, Bakkersgast"):
        assert words in pages[1]
    for page in pages:
        for words in ("measure", "IMW", "canary-for-lead", "canary-for-nobody", "canary-notes", "Een topper."):
            assert words not in page.html
        for name in ("last_name", "phone", "email", "town", "postcode"):
            assert PRIVATE[name] not in page.html
        assert "38" not in page.text
    assert emma.page.url == f"/nominations/{nomination.public_id}/introduction"


def test_the_jobcoach_sees_beforehand_what_the_employer_will_see(scene: Scene) -> None:
    nomination = scene.complete(measures=MEASURES, needs=NEEDS, **PRIVATE)
    page = scene.browser("pim").visits(f"/nominations/{nomination.public_id}/preview")
    assert "Zo ziet de werkgever deze kandidaat" in page
    assert page.heading == "Fatima A."
    assert "canary-for-both" in page
    for words in ("Achternaamkanarie", "canary-for-lead", "canary-own-measure", "0499"):
        assert words not in page.html.replace("Achternaamkanarie</a>", "")


OWN_PAGES = ["", "/tasks", "/vacancies", "/motivation", "/measures", "/internship", "/availability"]
OWN_PAGES += ["/support", "/agreement", "/cv", "/letter", "/receipt", "/withdraw", "/preview"]


@pytest.mark.parametrize("path", [*OWN_PAGES, "/introduction"])
def test_another_organisations_jobcoach_finds_nothing(scene: Scene, path: str) -> None:
    # req P3
    nomination = _put_forward(scene)
    joke = scene.browser("joke")
    page = joke.visits(f"/nominations/{nomination.public_id}{path}", expect=404)
    nowhere = joke.visits(f"/nominations/AAAAAAAAAAAAAAAAAAAAAA{path}", expect=404)
    assert page.text.replace(nomination.public_id, "x") == nowhere.text.replace("AAAAAAAAAAAAAAAAAAAAAA", "x")


@pytest.mark.parametrize("who", ["emma", "bas", "dirk", "ada"])
@pytest.mark.parametrize("path", OWN_PAGES)
def test_others_do_not_find_a_nomination_either(scene: Scene, who: str, path: str) -> None:
    nomination = _put_forward(scene)
    scene.browser(who).visits(f"/nominations/{nomination.public_id}{path}", expect=404)


def test_a_draft_is_seen_by_the_own_organisation_only(scene: Scene) -> None:
    nomination = scene.complete()
    scene.browser("lotte").visits(f"/nominations/{nomination.public_id}", expect=404)
    scene.browser("emma").visits(f"/nominations/{nomination.public_id}/introduction", expect=404)
    page = scene.browser("emma").visits(f"/campaigns/{scene.campaign.public_id}/introductions")
    assert "Fatima" not in page
    page = scene.browser("lotte").visits(f"/campaigns/{scene.campaign.public_id}/nominations")
    assert "Fatima" not in page


def test_a_colleague_reads_but_does_not_change(scene: Scene) -> None:
    nomination = scene.draft()
    piet = scene.browser("piet")
    page = piet.visits(f"/nominations/{nomination.public_id}")
    assert "Vul aan" not in page.links()
    for path in ("/tasks", "/motivation", "/cv", "/withdraw"):
        piet.visits(f"/nominations/{nomination.public_id}{path}", expect=403)


def test_the_lead_reads_but_does_not_change(scene: Scene) -> None:
    nomination = scene.put_forward()
    lotte = scene.browser("lotte")
    lotte.visits(f"/nominations/{nomination.public_id}/motivation", expect=403)
    lotte.visits(f"/invitations/{scene.invitations['pim'].public_id}/nominations", expect=403)


def test_who_is_withdrawn_is_gone_for_the_employer(scene: Scene) -> None:
    nomination = _put_forward(scene)
    pim = scene.browser("pim")
    pim.visits(f"/nominations/{nomination.public_id}/withdraw")
    pim.fills_in(reason="Vond ander werk")
    emma = scene.browser("emma")
    emma.visits(f"/nominations/{nomination.public_id}/introduction", expect=404)
    assert "Fatima" not in emma.visits(f"/campaigns/{scene.campaign.public_id}/introductions")
    for document in Document.select():
        emma.visits(f"/documents/{document.public_id}", expect=404)


def test_another_employer_meets_nobody(scene: Scene) -> None:
    nomination = _put_forward(scene)
    bas = scene.browser("bas")
    bas.visits(f"/nominations/{nomination.public_id}/introduction", expect=404)
    bas.visits(f"/campaigns/{scene.campaign.public_id}/introductions", expect=404)


def test_every_look_is_on_record(scene: Scene) -> None:
    # req P18
    nomination = _put_forward(scene)
    scene.browser("lotte").visits(f"/nominations/{nomination.public_id}")
    scene.browser("emma").visits(f"/nominations/{nomination.public_id}/introduction")
    scene.browser("pim").visits(f"/candidates/{nomination.candidate.public_id}")
    looks = [(look.by_words, look.at_what, look.candidate_id) for look in Look.select().order_by(Look.id)]
    assert looks == [
        ("Lotte Maes", "nomination", nomination.candidate_id),
        ("Emma Claes", "introduction", nomination.candidate_id),
        ("Pim Janssens", "candidate", nomination.candidate_id),
    ]
