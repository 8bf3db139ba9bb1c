"""Keeping documents: a row for what lies rebuilt in the cabinet, and which version counts."""

from portal import clock
from portal.actions.moving import note_down
from portal.cabinet.intake import TakenIn
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.documents import Document
from portal.models.nominations import Nomination
from portal.queries.documents import newest_document
from portal.queries.nominations import nomination_as_it_stands
from portal.rules.papers import PAPER_NAMES
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def keep_document(nomination: Nomination, kind: str, taken: TakenIn, *, by: User) -> Document:
    """Keep a document as the newest version of its kind (`cv`, `letter`, `contract`); older ones stay.

    The same document again is no new version: the row that is there is given back, and its key is not `taken.key`.
    Raises Refused when the campaign does not run.
    """
    if kind not in PAPER_NAMES:
        raise ValueError(kind)
    _refuse_unless_running(nomination)
    return keep_checked(nomination, kind, taken, by=by)


@writes
def keep_checked(nomination: Nomination, kind: str, taken: TakenIn, *, by: User | None) -> Document:
    """Keep what was found safe, whatever became of the campaign since it came in; `keep_document` says the rest."""
    newest = newest_document(nomination, kind)
    if newest is not None and newest.sha256 == taken.sha256:
        return newest
    document = Document.create(
        nomination=nomination,
        kind=kind,
        number=newest.number + 1 if newest else 1,
        file_name=taken.name,
        media_type=taken.media_type,
        size=taken.size,
        sha256=taken.sha256,
        pages=taken.pages or 0,
        cabinet_key=taken.key,
        uploaded_by=by,
    )
    Nomination.get_by_id(document.nomination_id).change(changed_at=clock.now())
    note_down(document, f"add_{kind}", by=by)
    return document


@writes
def put_back_document(document: Document, *, by: User) -> None:
    """Let an older version count again: it gets the next number. The one that counts already stays as it is.

    Nothing is copied and nothing is lost; putting the other one back undoes it. Raises Refused when the campaign
    does not run.
    """
    _refuse_unless_running(document.nomination)
    newest = newest_document(document.nomination, document.kind)
    if newest is None or newest == document:
        return
    now = clock.now()
    document.change(number=newest.number + 1, put_back_at=now, put_back_by=by)
    Nomination.get_by_id(document.nomination_id).change(changed_at=now)
    note_down(document, f"put_back_{document.kind}", by=by)


def _refuse_unless_running(nomination: Nomination) -> None:
    if nomination_as_it_stands(nomination).campaign.state != "running":
        raise Refused(N_("Deze instroomactie loopt niet; er kan geen document meer bij."))
