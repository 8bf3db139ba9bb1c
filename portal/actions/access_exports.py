"""Handing out a copy of everything that is kept about a candidate (GDPR art. 15)."""

from collections.abc import Sequence

from portal.actions.looking import record_look
from portal.actions.once import made_before, named
from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.database import writes
from portal.models.privacy import AccessExport


@writes
def note_export(
    candidate: Candidate, left_out: Sequence[tuple[str, str]], *, by: User, public_id: str | None = None
) -> AccessExport:
    """Note that a copy is handed out, with what stays out of it and why; it is a look at everything too.

    The same form sent twice is one note; each time there is a look. The copy itself is kept nowhere.
    """
    record_look(by, candidate, "copy")
    there = made_before(AccessExport, public_id, candidate=candidate)
    if there is not None:
        return there
    made: AccessExport = AccessExport.create(
        candidate=candidate, by=by, left_out=[list(one) for one in left_out], **named(public_id)
    )
    return made
