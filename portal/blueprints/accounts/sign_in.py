"""Flask-Security on our tables: its settings, and how it finds and keeps accounts."""

from typing import Any

from flask import Flask
from flask_security.datastore import PeeweeUserDatastore
from peewee import JOIN, fn

from portal.extensions import security
from portal.models.accounts import User
from portal.models.database import database, writes
from portal.models.organisations import Organisation

LIBRARY_SETTINGS: dict[str, Any] = {
    "SECURITY_CHANGEABLE": True,
    "SECURITY_RECOVERABLE": True,
    "SECURITY_RETURN_GENERIC_RESPONSES": True,  # nobody learns which addresses have an account
    "SECURITY_PASSWORD_LENGTH_MIN": 12,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_STATIC_FOLDER_URL": "/fs-static",
}


class AccountStore(PeeweeUserDatastore):
    """Reads an account with its organisation in one query, and writes in the write transaction."""

    def __init__(self) -> None:
        super().__init__(database, User, None, None)

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> User | None:
        """The active or inactive account with this one attribute, or None."""
        (name, value) = next(iter(wanted.items()))
        column = getattr(User, name)
        test = fn.LOWER(column) == str(value).lower() if case_insensitive else column == value
        return User.select(User, Organisation).join(Organisation, JOIN.INNER).where(test).first()

    @writes
    def put(self, model: Any) -> Any:
        """Keep what Flask-Security changed, those columns only."""
        model.save(only=list(model.dirty_fields)) if model._pk else model.save()
        return model


def register(app: Flask) -> None:
    """Bind Flask-Security."""
    for name, value in LIBRARY_SETTINGS.items():
        app.config.setdefault(name, value)
    app.config["SECURITY_PASSWORD_SALT"] = app.config["PASSWORD_SALT"]
    security.init_app(app, AccountStore())
