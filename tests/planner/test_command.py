"""`portal plan`: files in and out, one line that says how good it is, and an exit code that means something."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from portal.planner.checking import faults, missing
from portal.planner.command import BAD_FILE, NOT_WHOLE, WHOLE, plan
from portal.planner.instances import read_instance
from portal.planner.plans import Plan
from tests.planner.days import HERE, Json, day, person, stored

S1 = str(HERE / "S-1.json")


def written(folder: Path, obj: object) -> str:
    path = folder / "instance.json"
    path.write_text(obj if isinstance(obj, str) else json.dumps(obj))
    return str(path)


def test_a_day_is_planned_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "plan.json"
    assert plan([S1, "--out", str(out), "--seconds", "0"]) == WHOLE
    made = Plan.from_json(json.loads(out.read_text()))
    assert faults(stored("S-1"), made) == [] == missing(stored("S-1"), made)
    told = capsys.readouterr().out
    assert told.startswith("bound 13.55  end 13.55  proven  waiting: longest 130 min")


def test_an_impossible_day_gives_the_reasons_and_the_fullest_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    crowd = [person(f"K{n}", "T1", arrive=570, leave=610, tour=False, test=0, welcome=False) for n in range(6)]
    out = tmp_path / "plan.json"
    assert plan([written(tmp_path, day(*crowd)), "--out", str(out)]) == NOT_WHOLE
    told = capsys.readouterr()
    assert told.out.startswith("not everything can be scheduled")
    assert "Aan T1 zijn er 6 speeddates" in told.err
    assert len(json.loads(out.read_text())["dates"]) == 3


def test_a_plan_in_force_is_changed_as_little_as_can_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    assert plan([S1, "--out", str(old), "--seconds", "0"]) == WHOLE
    assert plan([S1, "--out", str(new), "--old", str(old), "--now", "600"]) == WHOLE
    assert json.loads(new.read_text()) == json.loads(old.read_text())
    assert "changed 0 (as few as can be)" in capsys.readouterr().out


BAD: dict[str, tuple[object, list[str]]] = {
    "no JSON": ("{", ["Dit is geen geldige JSON."]),
    "empty windows, unknown coach, no seats": (
        day(
            person("Bo", "T1", arrive=900, leave=800, coach="Els"),
            test={"start_step": 5, "rooms": [{"id": "R1", "seats": 0, "features": []}]},
        ),
        [
            "Bo is op geen enkel moment van de dag aanwezig",
            "onbekende jobcoach: Els",
            "test.rooms[0].seats moet tussen",
        ],
    ),
    "the same name twice": (day(person("Bo", "T1"), person("Bo", "T1")), ["De naam Bo komt meer dan eens voor."]),
    "a table that is not there, an empty pause and no table to choose": (
        day(
            person("Bo", "T9"),
            person("Jo") | {"dates": [{"id": "Jo.1", "tables": []}]},
            breaks=[[780, 780]],
        ),
        [
            "Speeddate Bo.T9 vraagt een onbekende tafel: T9.",
            "Speeddate Jo.1 heeft geen enkele tafel om uit te kiezen.",
            "breaks[0] is leeg",
        ],
    ),
}


def test_a_table_that_nobody_can_reach_is_told_as_a_clash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    obj = day(person("Bo", "T1", tour=False, test=0))
    obj["tables"][0]["unavailable"] = [[0, 1440]]
    assert plan([written(tmp_path, obj), "--out", str(tmp_path / "plan.json")]) == NOT_WHOLE
    told = capsys.readouterr().err
    assert "T1 is niet vrij tussen 0.00 en 24.00 uur." in told
    assert "Houd T1 ook vrij tussen 0.00 en 24.00 uur." in told


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_whole_and_nothing_is_planned(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    obj, sentences = BAD[name]
    out = tmp_path / "plan.json"
    assert plan([written(tmp_path, obj), "--out", str(out)]) == BAD_FILE
    told = capsys.readouterr().err
    assert [sentence for sentence in sentences if sentence not in told] == []
    assert not out.exists()


def test_a_file_that_is_not_there_and_a_plan_that_is_none_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan([str(tmp_path / "nowhere.json")]) == BAD_FILE
    assert plan([S1, "--old", written(tmp_path, {"dates": {"d": 3}}), "--now", "600"]) == BAD_FILE
    told = capsys.readouterr().err
    assert "nowhere.json" in told
    assert "dates.d is not a place and a start" in told


def test_five_hundred_people_for_one_table_are_known_not_to_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    crowd: list[Json] = [person(f"K{n}", "T1", tour=False, test=0, welcome=False) for n in range(500)]
    instance = read_instance(day(*crowd))
    out = tmp_path / "plan.json"
    assert plan([written(tmp_path, day(*crowd)), "--out", str(out)]) == NOT_WHOLE
    made = Plan.from_json(json.loads(out.read_text()))
    assert faults(instance, made) == []
    assert len(made.dates) == 26
    told = capsys.readouterr().err
    assert "Aan T1 past maar één speeddate tegelijk." in told
    assert "27 speeddates zijn aan T1" in told


def test_the_same_seed_gives_the_same_plan_and_the_same_words_in_another_process(tmp_path: Path) -> None:
    # req Y-12
    crowd = [person(f"K{n}", "T1", "T2", coach="An", tour=False, test=0, welcome=False) for n in range(14)]
    impossible = written(tmp_path, day(*crowd))
    told = set()
    for hashes in ("1", "2"):
        said = []
        for path in (S1, impossible):
            out = tmp_path / f"plan-{hashes}.json"
            asked = [sys.executable, "-c", "from portal.start import start; start()", "plan", path, "--out", str(out)]
            done = subprocess.run(
                [*asked, "--seconds", "0", "--language", "en"],
                env={"PYTHONHASHSEED": hashes, "PYTHONPATH": str(HERE.parents[2])},
                capture_output=True,
                text=True,
                check=False,
            )
            said += [done.stderr, out.read_text()]
        assert "Job coach An can only be in one place at a time." in said[2]
        told.add(tuple(said))
    assert len(told) == 1


def test_the_command_loads_no_portal() -> None:
    program = "import sys; import portal.start; import portal.planner.command; print('flask' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert told.strip() == "False"
