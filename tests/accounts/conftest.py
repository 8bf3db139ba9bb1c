"""Two organisations and the people of these tests."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask_security import hash_password

from portal.models.accounts import User
from portal.models.organisations import Organisation, Site
from portal.rules.roles import Role
from tests.person import Person

PASSWORD = Person.PASSWORD


@dataclass
class Cast:
    """Who is there: an employer, a mediator organisation, and their people by first name."""

    mediator: Organisation
    employer: Organisation
    make: Callable[..., User]

    def __getitem__(self, email: str) -> User:
        found: User = User.get(User.email == f"{email}@netwerk.example")
        return found


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Lotte is a jobcoach, Karel coordinates, Emma works for the employer, Ada administers, Dirk guards
    privacy.
    """
    mediator = Organisation.create(kind="mediator", name="Werkwijzer Kempen", town="Geel")
    employer = Organisation.create(kind="employer", name="Bakkerij De Ster", town="Mol")
    Site.create(organisation=employer, name="Hoofdzetel", town="Mol")
    with app.app_context():
        hashed = hash_password(PASSWORD)

    def make(name: str, organisation: Organisation, role: Role, **more: object) -> User:
        first = name.split(maxsplit=1)[0].lower()
        made: User = User.create(
            email=f"{first}@netwerk.example",
            password=hashed,
            fs_uniquifier=secrets.token_hex(32),
            name=name,
            organisation=organisation,
            role=role.value,
            **more,
        )
        return made

    make("Lotte Maes", mediator, Role.MEDIATOR)
    make("Karel Wouters", mediator, Role.COORDINATOR)
    make("Emma Claes", employer, Role.EMPLOYER)
    make("Ada Peeters", mediator, Role.ADMINISTRATOR)
    make("Dirk Smets", mediator, Role.PRIVACY_OFFICER)
    return Cast(mediator, employer, make)


@pytest.fixture
def signs_in(cast: Cast, new_person: Callable[..., Person]) -> Callable[[str], Person]:
    """`signs_in("lotte")`: her browser, signed in."""
    return lambda first: new_person(f"{first}@netwerk.example")
