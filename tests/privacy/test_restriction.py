"""A file that is set apart: read by the own mediators, changed by nobody, met by nobody else (GDPR art. 18)."""
# req P18

import pytest

from portal.actions.erasing import erase_candidate
from portal.actions.nominations import begin_nomination, put_forward_nomination
from portal.actions.restrictions import lift_restriction, restrict_candidate
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.models.outbox import OutboxMail
from portal.models.privacy import Restriction
from portal.rules.refusals import Refused
from portal.rules.restrictions import Ground
from portal.rules.retention import Ground as RetentionGround
from tests.nominations.scene import Scene

WORDS = "Dit dossier is afgeschermd"


def _setting_apart(scene: Scene, candidate: Candidate) -> None:
    karel = scene.browser("karel")
    karel.visits(f"/privacy/candidates/{candidate.public_id}")
    karel.clicks("Scherm het dossier af")
    karel.fills_in(ground="accuracy", reason="Fatima zegt dat haar diploma niet klopt.")
    assert WORDS in karel.page


def test_a_coordinator_sets_a_file_apart_and_lead_and_employer_no_longer_meet_it(scene: Scene) -> None:
    nomination = scene.put_forward()
    campaign, candidate = scene.campaign.public_id, nomination.candidate
    for who, path in (
        ("lotte", f"/nominations/{nomination.public_id}"),
        ("emma", f"/nominations/{nomination.public_id}/introduction"),
    ):
        scene.browser(who).visits(path)
    _setting_apart(scene, candidate)
    lotte, emma = scene.browser("lotte"), scene.browser("emma")
    lotte.visits(f"/nominations/{nomination.public_id}", expect=404)
    emma.visits(f"/nominations/{nomination.public_id}/introduction", expect=404)
    for page in (
        lotte.visits(f"/campaigns/{campaign}/nominations"),
        lotte.visits(f"/campaigns/{campaign}/nominations?state=withdrawn"),
        emma.visits(f"/campaigns/{campaign}/introductions"),
    ):
        assert "Fatima" not in page
    told = OutboxMail.select().where(OutboxMail.template == "privacy/nomination_set_apart").get()
    assert told.recipient == scene["lotte"].email
    assert "Fatima" not in told.subject + bytes(told.raw).decode()


def test_the_own_mediators_read_it_with_the_words_and_nobody_changes_it(scene: Scene) -> None:
    nomination = scene.put_forward()
    candidate = nomination.candidate
    _setting_apart(scene, candidate)
    pim = scene.browser("pim")
    assert WORDS in pim.visits(f"/candidates/{candidate.public_id}")
    assert "Wijzig gegevens" not in pim.page.links()
    page = pim.visits(f"/nominations/{nomination.public_id}")
    assert WORDS in page
    assert "Trek in" not in page
    for path in (
        f"/candidates/{candidate.public_id}/change",
        f"/nominations/{nomination.public_id}/withdraw",
        f"/nominations/{nomination.public_id}/motivation",
        f"/nominations/{nomination.public_id}/cv",
    ):
        assert WORDS in pim.visits(path, expect=409)
    pim.sends(f"/nominations/{nomination.public_id}/put-forward", expect=409)
    assert Nomination.get_by_id(nomination.id).state == "restricted"


def test_nobody_begins_or_puts_forward_what_is_set_apart(scene: Scene) -> None:
    candidate, draft = scene.candidate(), scene.complete("Bart")
    for one in (candidate, draft.candidate):
        restrict_candidate(one, Ground.CLAIM, "Klacht", by=scene["karel"])
    with pytest.raises(Refused):
        begin_nomination(scene.invitations["pim"], Candidate.get_by_id(candidate.id), by=scene["pim"])
    with pytest.raises(Refused):
        put_forward_nomination(draft, by=scene["pim"])
    page = scene.browser("pim").visits(f"/invitations/{scene.invitations['pim'].public_id}/nominations/new")
    assert "El Amrani" not in page.html


def test_it_is_lifted_and_everybody_meets_the_candidate_again(scene: Scene) -> None:
    nomination = scene.put_forward()
    _setting_apart(scene, nomination.candidate)
    fenna = scene.browser("fenna")
    fenna.visits("/privacy/candidates")
    assert "1 dossier is nu afgeschermd" in fenna.page
    fenna.clicks("Fatima El Amrani")
    fenna.clicks("Hef de afscherming op")
    page = fenna.fills_in(reason="Het diploma is rechtgezet.")
    assert "Vroeger afgeschermd" in page
    assert "Het diploma is rechtgezet." in page
    assert Nomination.get_by_id(nomination.id).state == "put_forward"
    assert "Fatima" in scene.browser("lotte").visits(f"/nominations/{nomination.public_id}")
    assert OutboxMail.select().where(OutboxMail.template == "privacy/nomination_back").count() == 1


def test_a_withdrawn_nomination_is_out_of_sight_too_and_stays_withdrawn(scene: Scene) -> None:
    nomination = scene.put_forward()
    pim = scene.browser("pim")
    pim.visits(f"/nominations/{nomination.public_id}/withdraw")
    pim.fills_in(reason="Vond ander werk.")
    lotte = scene.browser("lotte")
    withdrawn = f"/campaigns/{scene.campaign.public_id}/nominations?state=withdrawn"
    assert "Fatima" in lotte.visits(withdrawn)
    restrict_candidate(nomination.candidate, Ground.OBJECTION, "Bezwaar", by=scene["karel"])
    assert "Fatima" not in lotte.visits(withdrawn)
    lotte.visits(f"/nominations/{nomination.public_id}", expect=404)
    lift_restriction(Candidate.get_by_id(nomination.candidate_id), "Afgewogen", by=scene["karel"])
    assert Nomination.get_by_id(nomination.id).state == "withdrawn"


def test_twice_is_once_and_only_the_own_coordinator_and_privacy_officer_may(scene: Scene) -> None:
    candidate = scene.candidate()
    for _ in range(2):
        restrict_candidate(candidate, Ground.UNLAWFUL, "Vraag", by=scene["karel"])
    assert Restriction.select().count() == 1
    for _ in range(2):
        lift_restriction(candidate, "Klaar", by=scene["karel"])
    assert Candidate.get_by_id(candidate.id).restricted_at is None
    path = f"/privacy/candidates/{candidate.public_id}"
    for who, status in (("pim", 403), ("piet", 403), ("joke", 404), ("lotte", 404), ("dirk", 404), ("emma", 404)):
        scene.browser(who).visits(f"{path}/restrict", expect=status)


def test_what_is_set_apart_is_not_erased_either(scene: Scene) -> None:
    candidate = scene.candidate()
    restrict_candidate(candidate, Ground.CLAIM, "Klacht", by=scene["karel"])
    with pytest.raises(Refused):
        erase_candidate(Candidate.get_by_id(candidate.id), RetentionGround.ASKED, by=scene["karel"])
