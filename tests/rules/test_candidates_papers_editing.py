"""Names as they are searched and shown, plain file names, and edits that meet."""

import pytest

from portal.rules.candidates import searchable, short_name
from portal.rules.editing import EditedMeanwhile, fingerprint, needs_writing
from portal.rules.papers import PAPER_NAMES, SHOWN_TO_EMPLOYER, plain_file_name


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("Émile", "Dubois"), "emile dubois"),
        (("  Fatima ", "El  Amrani", ""), "fatima el amrani"),
        (("ŞENOL", "Straße"), "senol strasse"),
    ],
)
def test_names_are_searched_without_accents(texts: tuple[str, ...], found: str) -> None:
    # req 002-04
    assert searchable(*texts) == found


@pytest.mark.parametrize(("last_name", "shown"), [("El Amrani", "Fatima E."), ("ökten", "Fatima Ö."), ("", "Fatima")])
def test_an_employer_reads_a_first_name_and_an_initial(last_name: str, shown: str) -> None:
    # req Y-18
    assert short_name("Fatima", last_name) == shown


def test_a_document_has_nobodys_name_for_strangers() -> None:
    assert plain_file_name("cv", "application/pdf") == "cv.pdf"
    assert plain_file_name("letter", "image/jpeg") == "motivatiebrief.jpg"
    assert {plain_file_name(kind, "image/png").endswith(".png") for kind in PAPER_NAMES} == {True}


def test_an_employer_reads_no_contract() -> None:
    assert set(PAPER_NAMES) - SHOWN_TO_EMPLOYER == {"contract"}


STANDS, TYPED = {"text": "oud", "hours": None}, {"text": "nieuw", "hours": 4}


def test_the_same_answers_need_no_writing_whatever_was_seen() -> None:
    # req Y-12
    assert needs_writing(STANDS, dict(reversed(STANDS.items())), seen="something else") is False


def test_new_answers_are_written_when_the_person_saw_what_stands_there() -> None:
    assert needs_writing(STANDS, TYPED, seen=fingerprint(STANDS)) is True
    assert needs_writing(STANDS, TYPED, seen=None) is True


def test_answers_to_something_else_meet_what_stands_there() -> None:
    with pytest.raises(EditedMeanwhile) as met:
        needs_writing(STANDS, TYPED, seen=fingerprint({"text": "ouder", "hours": None}))
    assert met.value.stands == STANDS
