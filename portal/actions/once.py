"""One effect for a double click: the form chose the public id of what it makes, and the second sending finds it."""

from typing import Any, TypeVar

from portal.models.database import Record
from portal.rules.refusals import Refused
from portal.rules.words import N_

R = TypeVar("R", bound=Record)


def made_before(model: type[R], public_id: str | None, **same: Any) -> R | None:
    """The record that this form made before, None when it made none yet; inside the caller's transaction.

    `same` are the columns that tell whose it is. Raises Refused when the id belongs to somebody else's record: no
    form of ours does that.
    """
    if public_id is None:
        return None
    found: R | None = model.get_or_none(model.public_id == public_id)
    if found is not None and any(getattr(found, name) != value for name, value in same.items()):
        raise Refused(N_("Dit formulier is al gebruikt. Open de pagina opnieuw en vul het nog eens in."))
    return found


def named(public_id: str | None) -> dict[str, str]:
    """The column for `create`: the id that the form chose, or none so that a new one is made."""
    return {} if public_id is None else {"public_id": public_id}
