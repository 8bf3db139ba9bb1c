"""The wheel holds all that the portal needs, and starts away from this folder."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.sources import ROOT

START = """
import sys
sys.path.insert(0, sys.argv[1])
from portal import paths
from portal.app import create_app
from portal.models.database import migrate
assert str(paths.PACKAGE).startswith(sys.argv[1]), paths.PACKAGE
app = create_app({"TESTING": True, "INSTANCE": sys.argv[2]})
migrate()
assert app.test_client().get("/login").status_code == 200
assert app.test_client().get("/static/css/tokens.css").status_code == 200
assert (paths.MAIL_TEMPLATES / "_layout/body.html").is_file(), paths.MAIL_TEMPLATES
assert paths.MAIL_TEMPLATES.is_relative_to(paths.PACKAGE) and paths.STATIC.is_relative_to(paths.PACKAGE)
print("started")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_what_travels_with_the_program(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        "portal/_files/" + path.relative_to(ROOT).as_posix() for path in (ROOT / "static").rglob("*") if path.is_file()
    }
    wanted |= {
        "portal/_files/" + path.relative_to(ROOT).as_posix() for path in (ROOT / "mail_templates").rglob("*.txt")
    }
    wanted |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "portal/templates").rglob("*.html")}
    wanted |= {
        path.with_suffix(".mo").relative_to(ROOT).as_posix() for path in (ROOT / "portal/translations").rglob("*.po")
    }
    wanted |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "portal/migrations").glob("*.py")}
    assert wanted - names == set()


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"portal", "forms"}


def test_the_portal_starts_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    away = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(away)
    command = [sys.executable, "-I", "-c", START, str(away), str(tmp_path / "instance")]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("started\n", 0), done.stderr
