"""A candidate's own copy: everything, after a look at notes and scores, as one ZIP that lies nowhere (GDPR art. 15)."""
# req P18

import io
import json
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
import pytest

from portal.actions.interviews import InterviewPlan, plan_interview, report_interview
from portal.actions.looking import record_look
from portal.actions.nomination_tasks import MeasureAnswer, SupportAnswer
from portal.models.accounts import Look
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.models.privacy import AccessExport
from portal.models.selection_days import Assessor, SelectionDay, Table
from portal.models.speeddates import Criterion, Sheet
from portal.printing.pdf import pdf_of
from portal.queries.access_export import copy_of
from tests.clock import Clock
from tests.counting import count_queries
from tests.nominations.scene import Scene, fields
from tests.person import Page, Person
from tests.privacy.pdf_words import words_of_pdf

HOSTILE = '#import "@preview/x" $x$ <b> \\ [#read("/etc/passwd")] {{7*7}} \u202e 😀 عربي  ’'


def _opened(page: Page) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(page.body))
    assert archive.testzip() is None
    return archive


def _data(page: Page) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(_opened(page).read("dossier.json"))
    return told


def _asks(scene: Scene, who: str, candidate: Candidate) -> Person:
    person = scene.browser(who)
    person.visits(f"/privacy/candidates/{candidate.public_id}")
    person.clicks("Maak een kopie")
    return person


@pytest.fixture
def nomination(scene: Scene) -> Nomination:
    return scene.put_forward(
        email="fatima@mail.example",
        notes="Eigen memo over Fatima.",
        measures=[MeasureAnswer(code="imw", note="Attest gevraagd")],
        needs=[SupportAnswer(kind="breaks", detail="Elk uur vijf minuten")],
    )


def test_the_copy_holds_what_is_known_and_who_looked(scene: Scene, nomination: Nomination) -> None:
    record_look(scene["lotte"], nomination.candidate, "nomination")
    pim = _asks(scene, "pim", nomination.candidate)
    assert "Notities en punten horen in de kopie" in pim.page
    assert "Eigen memo over Fatima." in pim.page
    page = pim.fills_in("Maak de kopie")
    assert page.headers["Content-Type"] == "application/zip"
    assert page.headers["Cache-Control"] == "private, no-store"
    names = _opened(page).namelist()
    assert names[:3] == ["lees-mij.txt", "dossier.pdf", "dossier.json"]
    assert [name.partition("-")[0] for name in names[3:]] == ["documenten/cv", "documenten/motivatiebrief"]
    told = _data(page)
    data = told["data"]
    assert data["Candidate"][0]["notes"] == "Eigen memo over Fatima."
    assert data["Nomination"][0]["recommendation"] == "Een topper."
    assert data["SupportNeed"][0]["detail"] == "Elk uur vijf minuten"
    assert data["MeasureEligibility"][0]["note"] == "Attest gevraagd"
    assert [choice["rank"] for choice in data["VacancyChoice"]] == [1, 2]
    assert told["structure"]["Nomination"]["columns"]["motivation"] == "Waarom je daar wil werken"
    looks = [(look["by_words"], look["organisation_of_looker"], look["at_what"]) for look in data["Look"]]
    assert looks[0] == ("Lotte Maes", "Werkwijzer Kempen", "nomination")
    assert looks[-1] == ("Pim Janssens", "Springplank", "copy")


def test_what_is_left_out_is_nowhere_and_the_copy_says_so(scene: Scene, nomination: Nomination) -> None:
    pim = _asks(scene, "pim", nomination.candidate)
    tick = f"leave_out-Candidate-{nomination.candidate.public_id}"
    page = pim.fills_in("Maak de kopie", **fields({tick: True}))
    assert page.title.startswith("Fout:")
    assert "Schrijf waarom je dit weglaat." in page
    reason = f"reason-Candidate-{nomination.candidate.public_id}"
    page = pim.fills_in("Maak de kopie", **fields({reason: "Gaat over haar buurvrouw."}))
    archive = _opened(page)
    assert all(b"Eigen memo" not in archive.read(name) for name in archive.namelist())
    assert "Eigen memo" not in words_of_pdf(archive.read("dossier.pdf"))
    assert "Gaat over haar buurvrouw." in words_of_pdf(archive.read("dossier.pdf"))
    assert _data(page)["left_out"] == [{"what": "Wie je bent", "reason": "Gaat over haar buurvrouw."}]
    assert _data(page)["data"]["Nomination"][0]["recommendation"] == "Een topper."
    assert AccessExport.get().left_out == [["Wie je bent", "Gaat over haar buurvrouw."]]


def test_the_report_of_a_talk_can_be_left_out_and_what_happened_stays(
    scene: Scene, nomination: Nomination, clock: Clock
) -> None:
    plan = InterviewPlan(
        starts_at=datetime(2026, 11, 17, 14, tzinfo=UTC),
        minutes=30,
        channel="phone",
        place="",
        interviewer=scene["lotte"],
    )
    interview = plan_interview(nomination, plan, by=scene["lotte"])
    clock.go_to(datetime(2026, 11, 17, 15, tzinfo=UTC))
    report_interview(interview, "go_on", "Sterk in het magazijn.", by=scene["lotte"])
    copy = copy_of(nomination.candidate)
    (line,) = [entry for table, entry in copy.memos() if table == "HistoryLine"]
    assert line.values["note"] == "Sterk in het magazijn."
    assert "Sterk in het magazijn." not in str(copy.without([line.key]))
    assert len(copy.without([line.key])["HistoryLine"]) == len(copy.tables["HistoryLine"])


def test_the_pdf_is_tagged_names_its_language_and_reads_hostile_words_as_words(scene: Scene) -> None:
    candidate = scene.candidate(notes=HOSTILE, first_name="*_Zoë_*", last_name="= Kop")
    page = _asks(scene, "karel", candidate).fills_in("Maak de kopie")
    content = _opened(page).read("dossier.pdf")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl"
        assert "/JavaScript" not in str(pdf.Root.get("/Names", ""))
    assert "#import" in words_of_pdf(content)
    assert "*_Zoë_* = Kop" in words_of_pdf(content)
    assert _data(page)["data"]["Candidate"][0]["notes"] == Candidate.get_by_id(candidate.id).notes


def test_a_copy_for_somebody_who_reads_english_is_english(scene: Scene) -> None:
    candidate = scene.candidate(language="en")
    page = _asks(scene, "karel", candidate).fills_in("Maak de kopie")
    assert _data(page)["structure"]["Candidate"]["columns"]["first_name"] == "First name"
    assert "Your data at Springplank" in words_of_pdf(_opened(page).read("dossier.pdf"))


def test_twice_is_one_note_and_each_time_a_look(scene: Scene) -> None:
    candidate = scene.candidate()
    pim = _asks(scene, "pim", candidate)
    page = pim.page
    for _ in range(2):
        pim._page = page
        pim.fills_in("Maak de kopie")
    assert AccessExport.select().count() == 1
    assert Look.select().where(Look.at_what == "copy").count() == 2
    assert "Pim Janssens" in scene.browser("fenna").visits(f"/privacy/candidates/{candidate.public_id}")


def test_only_the_own_jobcoach_coordinator_and_privacy_officer(scene: Scene, nomination: Nomination) -> None:
    path = f"/privacy/candidates/{nomination.candidate.public_id}/export"
    for who, status in (("fenna", 200), ("karel", 200), ("piet", 403), ("joke", 404), ("lotte", 404), ("dirk", 404)):
        scene.browser(who).visits(path, expect=status)
        assert scene.browser(who).sends(path, expect=max(200, status))


@pytest.mark.once  # how much a page asks hangs on no database
def test_a_copy_asks_the_same_number_of_queries_however_much_there_is(scene: Scene, nomination: Nomination) -> None:
    def asked() -> int:
        with count_queries() as queries:
            copy_of(Candidate.get_by_id(nomination.candidate_id))
        return queries.count

    before = asked()
    for _ in range(30):
        record_look(scene["lotte"], nomination.candidate, "nomination")
    assert asked() == before


def test_signs_that_no_font_has_do_not_keep_a_pdf_from_being_made() -> None:
    facts = [["a", "\x00\x1b\ufffe\u2028 tekst \U0001f600"], ["", ""]]
    data = {"language": "nl", "title": "T", "author": "A", "footer": "F", "intro": [""], "sections": []}
    told = pdf_of(
        "access_export", {**data, "sections": [{"title": "S", "note": "", "entries": [{"title": "", "facts": facts}]}]}
    )
    assert "tekst" in words_of_pdf(told)


def test_scores_are_told_by_the_names_of_what_was_looked_at(scene: Scene, nomination: Nomination) -> None:
    campaign = nomination.campaign
    criterion = Criterion.create(campaign=campaign, position=0, name="Werkt netjes", anchors=["a", "b", "c", "d"])
    day = SelectionDay.create(campaign=campaign, on=date(2026, 12, 1))
    assessor = Assessor.create(table=Table.create(selection_day=day, name="1"), name="Rik")
    body = {"scores": {criterion.public_id: 3}, "note": "Rustig.", "verdict": "green"}
    Sheet.create(nomination=nomination, assessor=assessor, body=body, version=1)
    page = _asks(scene, "pim", nomination.candidate)
    for words in ("Werkt netjes: 3", "Notitie: Rustig.", "Oordeel: Ja"):
        assert words in page.page
    (sheet,) = _data(page.fills_in("Maak de kopie"))["data"]["Sheet"]
    assert (sheet["body"]["scores"], sheet["assessor"]) == ({"Werkt netjes": 3}, "Rik")
