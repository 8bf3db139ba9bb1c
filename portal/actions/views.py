"""Filters that somebody keeps under a name."""

from portal.models.accounts import User
from portal.models.database import writes
from portal.models.milestones import SavedView


@writes
def save_view(user: User, name: str, query: str) -> SavedView:
    """Keep a filter under a name; the same name again takes the new filter."""
    there: SavedView | None = SavedView.get_or_none(SavedView.user == user, SavedView.name == name)
    if there is not None:
        there.change(query=query)
        return there
    made: SavedView = SavedView.create(user=user, name=name, query=query)
    return made


@writes
def remove_view(view: SavedView) -> None:
    """Forget a filter; nobody else had it."""
    SavedView.delete().where(SavedView.id == view.id).execute()
