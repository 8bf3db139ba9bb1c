"""A fact is known from the moment that candidate and jobcoach chose, and no longer once they change their mind."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.actions.nomination_tasks import MeasureAnswer, SupportAnswer, state_measures, state_support
from portal.clock import now
from portal.models.database import database
from portal.models.decisions import Decision
from portal.models.nominations import MeasureEligibility, Nomination, SupportNeed
from portal.models.privacy import Consent
from portal.queries.disclosure import measures_known
from portal.rules.disclosure import Moment, Reader
from portal.rules.refusals import Refused
from tests.clock import Clock
from tests.nominations.scene import Scene, fields

ON_THE_DAY = "2026-12-01 09:00"


def _need(**more: Any) -> SupportAnswer:
    return SupportAnswer(kind="quiet_room", detail="kanarie-stil", **more)


def _reads(scene: Scene, who: str, nomination: Nomination) -> bool:
    page = "/introduction" if who == "emma" else ""
    return "kanarie-stil" in scene.browser(who).visits(f"/nominations/{nomination.public_id}{page}")


def _retain(nomination: Nomination, scene: Scene) -> None:
    Decision.create(
        nomination=nomination,
        outcome="retained",
        state="published",
        decided_by=scene["lotte"],
        decided_at=now(),
        motivation="Goed.",
    )


def test_a_need_is_known_from_the_day(scene: Scene, clock: Clock) -> None:
    # req X-05
    need = _need(lead_from="the_day", shared_with_employer=True, employer_from="the_day")
    nomination = scene.put_forward(needs=[need])
    assert [_reads(scene, who, nomination) for who in ("pim", "lotte", "emma")] == [True, False, False]
    clock.go_to(ON_THE_DAY)
    assert [_reads(scene, who, nomination) for who in ("pim", "lotte", "emma")] == [True, True, True]


def test_a_need_is_known_once_the_candidate_is_retained(scene: Scene, clock: Clock) -> None:
    # req X-05
    nomination = scene.put_forward(needs=[_need(shared_with_employer=True, employer_from="retained")])
    clock.go_to(ON_THE_DAY)
    assert [_reads(scene, who, nomination) for who in ("lotte", "emma")] == [True, False]
    _retain(nomination, scene)
    assert _reads(scene, "emma", nomination)


def test_changing_ones_mind_works_at_once(scene: Scene) -> None:
    # req X-05
    nomination = scene.put_forward(needs=[_need(shared_with_employer=True)])
    assert _reads(scene, "emma", nomination)
    state_support(nomination, [_need(shared_with_lead=False)], by=scene["pim"])
    assert [_reads(scene, who, nomination) for who in ("lotte", "emma")] == [False, False]


def test_what_is_kept_stays_the_same_row(scene: Scene) -> None:
    nomination = scene.put_forward(needs=[_need()])
    before = SupportNeed.get().public_id
    state_support(nomination, [_need(shared_with_employer=True), SupportAnswer(kind="breaks")], by=scene["pim"])
    assert [(one.kind, one.public_id == before) for one in SupportNeed.select().order_by(SupportNeed.id)] == [
        ("quiet_room", True),
        ("breaks", False),
    ]


def test_a_measure_is_shared_with_the_employer_only_with_permission(scene: Scene) -> None:
    # req X-05, 001-17
    nomination = scene.put_forward()
    with pytest.raises(Refused):
        state_measures(nomination, [MeasureAnswer(code="imw", shared_with_employer=True)], by=scene["pim"])
    pim = scene.browser("pim")
    pim.visits(f"/nominations/{nomination.public_id}/measures")
    sent: dict[str, Any] = {"none_applies": False, "measures-4-applies": True, "measures-4-shared_with_employer": True}
    page = pim.fills_in("Bewaar", **sent)
    assert "Noteer wanneer en hoe de kandidaat toestemming gaf." in page
    pim.fills_in("Bewaar", **fields({"measures-4-permission_on": "2026-11-16", "measures-4-permission_how": "spoken"}))
    row = MeasureEligibility.get()
    assert (row.code, row.shared_with_employer, row.employer_from) == ("imw", True, "matched")
    consent = Consent.get()
    assert (consent.measure, consent.given_on, consent.how) == ("imw", date(2026, 11, 16), "spoken")


def test_a_consent_that_is_withdrawn_or_run_out_ends_what_the_employer_hears(scene: Scene, clock: Clock) -> None:
    # req X-05, 001-17
    told = MeasureAnswer(
        code="imw", shared_with_employer=True, permission_on=date(2026, 11, 16), permission_how="spoken"
    )
    nomination = scene.put_forward(measures=[told])

    def employer_hears() -> bool:
        known = measures_known(nomination.campaign, [nomination], Reader.EMPLOYER, at=Moment.MATCHED)
        return [one.code for one in known[nomination.id]] == ["imw"]

    pim, file = scene.browser("pim"), f"/privacy/candidates/{nomination.candidate.public_id}"
    assert employer_hears()
    assert "mondeling" in pim.visits(file)
    pim.sends(f"{file.rpartition('/')[0]}/consents/{Consent.get().public_id}/withdraw")
    assert not employer_hears()
    pim.visits(f"/nominations/{nomination.public_id}/measures")
    page = pim.fills_in("Bewaar", **fields({"measures-4-note": "x"}))
    assert "Noteer wanneer en hoe de kandidaat toestemming gaf." in page
    for how in ("spoken", "written"):  # said again, and then corrected: one stands
        state_measures(nomination, [replace(told, permission_how=how)], by=scene["pim"])
    assert employer_hears()
    assert [one.how for one in Consent.select().where(Consent.withdrawn_at.is_null())] == ["written"]
    clock.advance(days=366)
    assert not employer_hears()


def test_eight_save_the_same_measures_at_once_and_one_consent_stands(scene: Scene) -> None:
    # req P7, X-05
    nomination = scene.put_forward()
    told = MeasureAnswer(
        code="imw", shared_with_employer=True, permission_on=date(2026, 11, 16), permission_how="spoken"
    )

    def save(_: int) -> None:
        database.connect(reuse_if_open=True)
        try:
            state_measures(nomination, [told], by=scene["pim"])
        finally:
            database.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(save, range(8)))
    assert [(one.measure, one.withdrawn_at) for one in Consent.select()] == [("imw", None)]


def test_the_jobcoach_sees_what_the_employer_will_see_at_each_moment(scene: Scene) -> None:
    # req X-05, Y-18
    scene.campaign.change(names_from="the_day")
    nomination = scene.put_forward("Amina", needs=[_need(shared_with_employer=True, employer_from="retained")])
    pim, path = scene.browser("pim"), f"/nominations/{nomination.public_id}/preview"
    page = pim.visits(path)
    assert (page.heading, "kanarie-stil" in page) == ("Kandidaat 1", False)
    page = pim.clicks("vanaf de selectiedag")
    assert (page.heading, "kanarie-stil" in page, "Stage-uren" in page) == ("Amina E.", False, False)
    page = pim.clicks("weerhouden")
    assert (page.heading, "kanarie-stil" in page, "Stage-uren" in page) == ("Amina E.", True, True)
    assert pim.visits(f"{path}?at=nonsense").heading == "Kandidaat 1"
