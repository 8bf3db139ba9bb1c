"""`portal demo --fresh` throws away what was invented, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_app
from portal.config import put_in_force, read_settings
from portal.demo import instance
from portal.models.accounts import User
from portal.models.database import migrate, pending_migrations
from portal.models.organisations import Organisation
from portal.worker import beat


@pytest.fixture
def ground(empty_database_url: str, tmp_path: Path, app_of_the_run: Flask) -> Iterator[Path]:
    """An instance with an empty database; the folder."""
    create_app({"INSTANCE": str(tmp_path), "DATABASE_URL": empty_database_url, "RATE_LIMITS": False})
    yield tmp_path
    put_in_force(dict(app_of_the_run.config))


def _somebody() -> None:
    organisation = Organisation.create(kind="mediator", name="Echt")
    User.create(
        email="an@echt.example", password="x", fs_uniquifier="x", name="An", organisation=organisation, role="mediator"
    )


def test_an_instance_with_real_people_is_left_alone(ground: Path) -> None:
    migrate()
    _somebody()
    for fresh in (False, True):
        with pytest.raises(instance.NotADemo, match="no demo, and stays as it is"):
            instance.make_ready(fresh=fresh)
    assert User.select().count() == 1
    assert not (ground / "demo").exists()


def test_a_demo_is_made_empty_with_its_documents(ground: Path) -> None:
    instance.make_ready(fresh=False)
    assert not instance.story_is_told()
    _somebody()
    instance.note_story_told()
    assert instance.story_is_told()
    paper = ground / "cabinet" / "aa" / "paper"
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"%PDF-1.7")
    instance.make_ready(fresh=True)
    assert User.select().count() == 0
    assert pending_migrations() == []
    assert not paper.exists()
    assert not instance.story_is_told()


def test_a_story_that_broke_off_is_told_again(ground: Path) -> None:
    instance.make_ready(fresh=False)
    _somebody()
    instance.make_ready(fresh=False)
    assert User.select().count() == 0


def test_a_demo_that_is_being_served_is_not_pulled_away(ground: Path) -> None:
    instance.make_ready(fresh=False)
    beat("worker")
    with pytest.raises(instance.NotADemo, match="A portal is running"):
        instance.make_ready(fresh=True)


def test_where_the_story_was_told_demo_mode_is_on_by_itself(ground: Path) -> None:
    assert read_settings({"INSTANCE": str(ground)})["DEMO"] is False
    instance.make_ready(fresh=False)
    assert read_settings({"INSTANCE": str(ground)})["DEMO"] is True


def test_links_follow_the_port_that_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    assert read_settings({"INSTANCE": str(tmp_path)})["BASE_URL"] == "http://127.0.0.1:8123"
    monkeypatch.setenv("PORTAL_BASE_URL", "https://selectiedag.example/")
    assert read_settings({"INSTANCE": str(tmp_path)})["BASE_URL"] == "https://selectiedag.example"
