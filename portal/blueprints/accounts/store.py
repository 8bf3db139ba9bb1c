"""How Flask-Security reads and keeps accounts: with our tables, in our write transaction."""

from typing import Any

from flask_security.datastore import PeeweeUserDatastore
from peewee import JOIN, fn

from portal.actions.accounts import end_sign_ins
from portal.models.accounts import User
from portal.models.database import database, writes
from portal.models.organisations import Organisation


class AccountStore(PeeweeUserDatastore):
    """Reads an account with its organisation in one query, and writes only what changed."""

    def __init__(self) -> None:
        super().__init__(database, User, None, None)

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> User | None:
        """The active or inactive account with this one attribute, or None."""
        (name, value) = next(iter(wanted.items()))
        column = getattr(User, name)
        test = fn.LOWER(column) == str(value).lower() if case_insensitive else column == value
        found: User | None = User.select(User, Organisation).join(Organisation, JOIN.INNER).where(test).first()
        return found

    @writes
    def put(self, model: Any) -> Any:
        """Keep what Flask-Security changed, those columns only."""
        if model._pk is None:
            model.save()
        elif model.dirty_fields:
            model.change(**{field.name: getattr(model, field.name) for field in model.dirty_fields})
        return model

    @writes
    def set_uniquifier(self, user: Any, uniquifier: str | None = None) -> None:
        """A new password: every session from before ends, here and in every other browser."""
        super().set_uniquifier(user, uniquifier)
        end_sign_ins(user)

    @writes
    def mf_delete_recovery_code(self, user: Any, idx: int) -> bool:
        """Use a recovery code up.

        The library changes the list in place, which peewee does not notice: it would stay good.
        """
        codes = list(user.mf_recovery_codes or [])
        if not 0 <= idx < len(codes):
            return False
        del codes[idx]
        user.change(mf_recovery_codes=codes)
        return True
