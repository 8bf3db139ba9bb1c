"""The first administrator, as whoever installs the portal makes one: everybody else comes in by invitation."""

import secrets

from flask import Flask
from flask_security import hash_password

from portal.models.accounts import User
from portal.models.organisations import Organisation
from portal.rules.roles import Role
from tests.person import Person
from tests.stories.telling import Somebody


def install(app: Flask, administrator: Somebody, organisation: str) -> None:
    """The one account that nobody invited, and its organisation."""
    with app.app_context():
        hashed = hash_password(Person.PASSWORD)
    User.create(
        email=administrator.email,
        password=hashed,
        fs_uniquifier=secrets.token_hex(32),
        name=administrator.name,
        organisation=Organisation.create(kind="mediator", name=organisation, town="Geel"),
        role=Role.ADMINISTRATOR.value,
    )
