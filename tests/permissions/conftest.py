"""The world of the permission tests: told once by each worker, and brought back before each test."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.models.database import database as portal_database
from tests.clock import standing_clock
from tests.databases import FreshDatabase, Rows
from tests.permissions.reading import Harvest, read_everything
from tests.permissions.telling import build
from tests.permissions.world import NOW, World


@dataclass(frozen=True)
class Told:
    """The world with what lay in the database and in the cabinet when it was told."""

    world: World
    rows: Rows
    cookies: dict[str, dict[Any, Any]]
    cabinet: Path


@pytest.fixture(scope="session")
def told(
    app_of_the_run: Flask, fresh_database: FreshDatabase, instance: Path, tmp_path_factory: pytest.TempPathFactory
) -> Told:
    """The world, told once."""
    fresh_database.restore()
    shutil.rmtree(instance / "cabinet", ignore_errors=True)
    portal_database.connect(reuse_if_open=True)
    with standing_clock() as clock:
        world = build(app_of_the_run, clock)
    portal_database.close()
    cabinet = tmp_path_factory.mktemp("told") / "cabinet"
    shutil.copytree(instance / "cabinet", cabinet)
    cookies = {who: dict(browser._cookies or {}) for who, browser in world.browsers.items()}
    return Told(world, fresh_database.rows(), cookies, cabinet)


@pytest.fixture
def world(told: Told, fresh_database: FreshDatabase, instance: Path) -> Iterator[World]:
    """The world as it was told; it is 4 December 2026, 11:00 in Brussels."""
    bring_back(told, fresh_database, instance)
    with standing_clock(NOW) as clock:
        told.world.clock = clock
        portal_database.connect(reuse_if_open=True)
        told.world.app.testing = False  # an unforeseen error is a page, as for people: the tests look for it
        yield told.world
        told.world.app.testing = True
        portal_database.close()


def bring_back(told: Told, fresh_database: FreshDatabase, instance: Path) -> None:
    """The database and the cabinet as they were when the world was told."""
    fresh_database.restore(told.rows)
    for who, browser in told.world.browsers.items():
        browser._cookies = dict(told.cookies[who])
    shutil.rmtree(instance / "cabinet", ignore_errors=True)
    shutil.copytree(told.cabinet, instance / "cabinet")


@pytest.fixture(scope="session")
def harvest_of_the_run(told: Told, fresh_database: FreshDatabase, instance: Path) -> Harvest:
    """Every page, read once by everybody."""
    bring_back(told, fresh_database, instance)
    with standing_clock(NOW) as clock:
        told.world.clock = clock
        portal_database.connect(reuse_if_open=True)
        told.world.app.testing = False
        found = read_everything(told.world)
        told.world.app.testing = True
        portal_database.close()
    return found


@pytest.fixture
def harvest(harvest_of_the_run: Harvest, world: World) -> Harvest:
    """Every page as everybody read it, and the world as it was told."""
    return harvest_of_the_run
