"""Consent where it is the ground: who, when, how, for what, until when; withdrawn as easily as it was given."""
# req P18

from datetime import date, timedelta

import pytest

from portal import clock as portal_clock
from portal.models.privacy import Consent
from portal.queries.consents import pool_consent_until
from portal.queries.measure_consents import measure_consents
from portal.queries.pool_consent import PoolConsent, pool_consents
from tests.clock import Clock
from tests.nominations.scene import Scene, fields


def test_a_jobcoach_notes_a_consent_and_withdraws_it_with_one_click(scene: Scene, clock: Clock) -> None:
    candidate = scene.candidate()
    pim = scene.browser("pim")
    pim.visits(f"/candidates/{candidate.public_id}")
    pim.clicks("Bekijk de privacygegevens")
    assert pool_consent_until(candidate) is None
    pim.clicks("Noteer een toestemming")
    page = pim.fills_in(purpose="pool", how="spoken")
    for words in ("In de pool blijven", "mondeling", "genoteerd door Pim Janssens", "Geldt"):
        assert words in page
    assert pool_consent_until(candidate) == portal_clock.today() + timedelta(days=365)
    clock.advance(minutes=20)
    page = pim.fills_in("Trek in")
    assert "Ingetrokken" in page
    assert pool_consent_until(candidate) is None
    consent = Consent.get()
    assert (consent.withdrawn_by, consent.withdrawn_at) == (scene["pim"], portal_clock.now())


def test_a_consent_for_a_measure_names_it_and_counts_for_that_one_only(scene: Scene) -> None:
    candidate = scene.candidate()
    pim = scene.browser("pim")
    pim.visits(f"/privacy/candidates/{candidate.public_id}/consents/new")
    page = pim.fills_in(purpose="measure", how="written", until=date(2026, 12, 31))
    assert "Kies welke maatregel de werkgever mag weten." in page
    pim.fills_in(measure="imw")
    assert measure_consents([candidate.id], date(2026, 12, 31)).keys() == {(candidate.id, "imw")}
    assert measure_consents([candidate.id], date(2027, 1, 1)) == {}
    assert pool_consent_until(candidate) is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"given_on": date(2026, 11, 18)}, "niet in de toekomst"),
        ({"until": date(2026, 11, 16)}, "voor de dag waarop"),
        ({"until": date(2027, 11, 18)}, "hoogstens 365 dagen"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(scene: Scene, typed: dict[str, date], sentence: str) -> None:
    pim = scene.browser("pim")
    pim.visits(f"/privacy/candidates/{scene.candidate().public_id}/consents/new")
    page = pim.fills_in(purpose="pool", how="spoken", **fields({**typed}))
    assert page.title.startswith("Fout:")
    assert sentence in page
    assert Consent.select().count() == 0


def test_the_last_of_several_counts_and_withdrawing_ends_all_of_the_same(scene: Scene) -> None:
    candidate, other = scene.candidate(), scene.candidate("Bart")
    pim = scene.browser("pim")
    for until in (date(2027, 2, 1), date(2027, 5, 1)):
        pim.visits(f"/privacy/candidates/{candidate.public_id}/consents/new")
        pim.fills_in(purpose="pool", how="spoken", until=until)
    today = portal_clock.today()
    assert pool_consents([candidate.id, other.id]) == {candidate.id: PoolConsent(today, date(2027, 5, 1))}
    pim.sends(f"/privacy/candidates/consents/{Consent.get().public_id}/withdraw")
    assert pool_consents([candidate.id, other.id]) == {}


def test_nobody_else_notes_or_withdraws(scene: Scene) -> None:
    candidate = scene.candidate()
    path = f"/privacy/candidates/{candidate.public_id}/consents/new"
    pim = scene.browser("pim")
    pim.visits(path)
    pim.fills_in(purpose="pool", how="spoken")
    withdraw = f"/privacy/candidates/consents/{Consent.get().public_id}/withdraw"
    for who, status in (("piet", 403), ("fenna", 403), ("joke", 404), ("emma", 404)):
        scene.browser(who).visits(path, expect=status)
        scene.browser(who).sends(withdraw, expect=status)
    assert Consent.get().withdrawn_at is None
