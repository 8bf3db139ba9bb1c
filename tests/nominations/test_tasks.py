"""The tasks: what is kept, what is refused, autosave, and two people at once."""

from typing import Any

import pytest

from portal.actions.nomination_tasks import MeasureAnswer, SupportAnswer, write_motivation
from portal.models.history import HistoryLine
from portal.models.nominations import MeasureEligibility, Nomination, SupportNeed, VacancyChoice
from tests.clock import Clock
from tests.nominations.scene import Scene, fields
from tests.person import Person


def _task(scene: Scene, nomination: Nomination, task: str, who: str = "pim") -> Person:
    person = scene.browser(who)
    person.visits(f"/nominations/{nomination.public_id}/{task}")
    return person


def test_the_functions_are_kept_in_order_and_counted_once(scene: Scene) -> None:
    nomination = scene.draft()
    pim = _task(scene, nomination, "vacancies")
    page = pim.fills_in(**fields({"choices-0": "Chauffeur", "choices-2": "Chauffeur"}))
    assert "Deze functie koos je al. Kies elke functie hoogstens één keer." in page
    assert page.title.startswith("Fout:")
    pim.fills_in(**fields({"choices-0": "Chauffeur", "choices-1": "", "choices-2": "Inpakker"}))
    rows = VacancyChoice.select().order_by(VacancyChoice.rank)
    assert [(row.rank, row.vacancy.title) for row in rows] == [(1, "Chauffeur"), (2, "Inpakker")]


def test_a_function_of_another_campaign_is_not_offered(scene: Scene) -> None:
    nomination = scene.draft()
    pim = _task(scene, nomination, "vacancies")
    pim.sends(f"/nominations/{nomination.public_id}/vacancies", {"choices-0": "AAAAAAAAAAAAAAAAAAAAAA"})
    assert VacancyChoice.select().count() == 0


def test_no_measure_is_an_answer_but_not_beside_a_measure(scene: Scene) -> None:
    # req 001-17
    nomination = scene.draft()
    pim = _task(scene, nomination, "measures")
    page = pim.fills_in(**fields({"none_applies": True, "measures-0-applies": True, "measures-0-note": "bewaar mij"}))
    assert "Je koos ook een maatregel. Vink een van beide uit." in page
    assert 'value="bewaar mij"' in page.html
    pim.fills_in(**fields({"none_applies": True, "measures-0-applies": False}))
    assert Nomination.get().measures_considered is True
    assert MeasureEligibility.select().count() == 0
    pim.visits(f"/nominations/{nomination.public_id}/measures")
    pim.fills_in(none_applies=False)
    assert Nomination.get().measures_considered is False


def test_a_measure_is_shown_with_its_source_and_what_is_doubtful(scene: Scene) -> None:
    # req 001-17, X-03
    page = _task(scene, scene.draft(), "measures").page
    assert "Hoogstens 30 kalenderdagen." in page
    assert "Ja, in orde voor de eerste werkdag" in page
    assert "Bron: VDAB. Nagekeken in november 2026." in page
    assert "indicatief" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"needs-0-applies": True}, "Vul in hoeveel minuten extra: een getal van 1 tot 240."),
        ({"needs-0-applies": True, "needs-0-minutes": "500"}, "Vul in hoeveel minuten extra"),
        ({"needs-3-applies": True}, "Vul in voor welke taal er een tolk nodig is."),
        ({"needs-7-applies": True}, "Vul in wat er geregeld moet worden."),
        ({"needs-1-applies": True, "none_needed": True}, "Je koos ook iets dat nodig is."),
    ],
)
def test_what_lacks_in_a_need_is_said_at_its_field(scene: Scene, typed: dict[str, Any], sentence: str) -> None:
    nomination = scene.draft()
    page = _task(scene, nomination, "support").fills_in(**typed)
    assert sentence in page
    assert "Er klopt nog iets niet" in page
    assert SupportNeed.select().count() == 0


def test_needs_are_kept_with_whom_they_are_shared(scene: Scene) -> None:
    # req X-05
    nomination = scene.draft()
    _task(scene, nomination, "support").fills_in(
        **fields(
            {
                "needs-3-applies": True,
                "needs-3-detail": "Arabisch",
                "needs-3-shared_with_employer": True,
                "needs-5-applies": True,
                "needs-5-shared_with_lead": False,
            }
        )
    )
    rows = {row.kind: (row.detail, row.shared_with_lead, row.shared_with_employer) for row in SupportNeed.select()}
    assert rows == {"interpreter": ("Arabisch", True, True), "breaks": ("", False, False)}


@pytest.mark.parametrize(("hours", "kept"), [("0", 0), ("38", 38), ("41", None), ("-1", None), ("veel", None)])
def test_internship_hours_are_a_number_from_0_to_40(scene: Scene, hours: str, kept: int | None) -> None:
    # req 001-18
    _task(scene, scene.draft(), "internship").fills_in(hours=hours)
    assert Nomination.get().internship_hours == kept


def test_leaving_comes_after_arriving(scene: Scene) -> None:
    page = _task(scene, scene.draft(), "availability").fills_in(availability="Altijd", arrive="14:00", leave="13:00")
    assert "Het uur van vertrek komt na het uur van aankomst." in page
    assert "Altijd" in page.html


def test_who_is_put_forward_stays_complete(scene: Scene) -> None:
    # req Y-4
    nomination = scene.put_forward()
    for task, emptied in (
        ("vacancies", {"choices-0": "", "choices-1": ""}),
        ("motivation", {"competences": ""}),
        ("measures", {"none_applies": False}),
        ("internship", {"hours": ""}),
        ("availability", {"availability": ""}),
        ("support", {"none_needed": False}),
        ("agreement", {"agreed": False}),
    ):
        page = _task(scene, nomination, task).fills_in(**emptied)
        assert page.title.startswith("Fout:"), task
    assert Nomination.get().changed_at == nomination.changed_at


def test_a_change_after_putting_forward_is_on_the_timeline_once_an_hour(scene: Scene, clock: Clock) -> None:
    nomination = scene.put_forward()
    for minutes, text in ((1, "eerst"), (10, "dan"), (90, "later")):
        clock.advance(minutes=minutes)
        write_motivation(nomination, competences=text, motivation="x", by=scene["pim"])
    assert HistoryLine.select().where(HistoryLine.step == "amend").count() == 2


# Autosave: the page sends the same form to the same address a moment after the last change.
def _autosaves(person: Person, **typed: str) -> Any:
    inputs = {field.get("name"): field for field in person.page.tree.iterfind(".//main//form//input[@name]")}
    data = {name: inputs[name].get("value") for name in ("csrf_token", "seen")} | typed
    return person.client.post(
        person.page.url,
        data=data,
        headers={"X-Requested-With": "autosave"},
        base_url=person.app.config["BASE_URL"],
    )


def test_autosave_keeps_what_is_typed_and_says_what_was_seen(scene: Scene) -> None:
    nomination = scene.draft()
    pim = _task(scene, nomination, "motivation")
    answer = _autosaves(pim, competences="Werkt n", motivation="", recommendation="")
    assert answer.status_code == 200
    assert Nomination.get().competences == "Werkt n"
    seen = answer.json["fields"]["seen"]
    answer = _autosaves(pim, competences="Werkt netjes", motivation="", recommendation="", seen=seen)
    assert answer.status_code == 200
    assert Nomination.get().competences == "Werkt netjes"


def test_autosave_of_something_wrong_keeps_nothing_and_says_so(scene: Scene) -> None:
    pim = _task(scene, scene.draft(), "internship")
    answer = _autosaves(pim, hours="41")
    assert answer.status_code == 422
    assert answer.json == {"errors": {"hours": ["Vul een getal in van 0 tot 40."]}}


def test_autosave_never_overwrites_somebody_else(scene: Scene) -> None:
    # req P6
    nomination = scene.draft()
    pim = _task(scene, nomination, "motivation")
    write_motivation(nomination, competences="Van Karel", motivation="", by=scene["karel"])
    answer = _autosaves(pim, competences="Van Pim", motivation="", recommendation="")
    assert answer.status_code == 409
    assert Nomination.get().competences == "Van Karel"


def test_two_people_at_one_task_lose_nothing(scene: Scene) -> None:
    nomination = scene.draft()
    pim = _task(scene, nomination, "motivation")
    karel = _task(scene, nomination, "motivation", "karel")
    karel.fills_in(competences="Van Karel", motivation="Ook van Karel")
    page = pim.fills_in(competences="Van Pim", motivation="Ook van Karel", expect=409)
    assert "Iemand anders bewaarde dit intussen" in page
    assert "Van Karel" in page
    assert "Van Pim" in page.html
    assert Nomination.get().competences == "Van Karel"
    pim.fills_in(competences="Van Pim en Karel")
    assert Nomination.get().competences == "Van Pim en Karel"


def test_two_people_at_two_tasks_do_not_meet(scene: Scene) -> None:
    nomination = scene.draft()
    pim = _task(scene, nomination, "motivation")
    _task(scene, nomination, "internship", "karel").fills_in(hours="20")
    pim.fills_in(competences="Van Pim")
    assert (Nomination.get().competences, Nomination.get().internship_hours) == ("Van Pim", 20)


@pytest.mark.parametrize(
    ("task", "kept"),
    [("measures", "measures"), ("support", "needs")],
)
def test_a_clash_shows_lists_in_words(scene: Scene, task: str, kept: str) -> None:
    nomination = scene.complete(measures=[MeasureAnswer(code="ibo")], needs=[SupportAnswer(kind="quiet_room")])
    pim, karel = _task(scene, nomination, task), _task(scene, nomination, task, "karel")
    karel.fills_in(**fields({f"{kept}-1-applies": False, f"{kept}-2-applies": False, f"{kept}-4-applies": True}))
    page = pim.fills_in(**fields({f"{kept}-5-applies": True}), expect=409)
    assert "Iemand anders bewaarde dit intussen" in page
