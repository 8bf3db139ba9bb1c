"""The filters of the list of candidates that somebody keeps (req 002-02)."""

from peewee import ModelSelect, fn

from portal.models.accounts import User
from portal.models.milestones import SavedView
from portal.models.prepared import Prepared


def saved_views_of(user: User) -> list[SavedView]:
    """The filters that somebody keeps, by name."""
    return [SavedView(public_id=key, name=name, query=query) for key, name, query in _VIEWS.rows(user.id)]


def _views(user_id: int) -> ModelSelect:
    views = SavedView.select(SavedView.public_id, SavedView.name, SavedView.query)
    return views.where(SavedView.user == user_id).order_by(fn.LOWER(SavedView.name))


_VIEWS = Prepared(_views)


def own_view(user: User, view_id: str) -> SavedView | None:
    """One filter that this person keeps."""
    return SavedView.get_or_none(SavedView.public_id == view_id, SavedView.user == user)
