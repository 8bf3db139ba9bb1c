"""Files on their way to become documents, as those who handed them in may follow them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from peewee import fn

from portal.cabinet.landing import Landing, open_landing
from portal.cabinet.storing import Area
from portal.config import setting
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.documents import Document, Upload
from portal.models.nominations import Nomination
from portal.rules.roles import MEDIATING_ROLES


def the_landing() -> Landing:
    """Where half sent files lie."""
    return open_landing(setting("CABINET_URL"), setting("INSTANCE"))


def visible_upload(user: User, upload_id: str) -> Upload | None:
    """A file that somebody of this person's own organisation is handing in, with nomination, candidate and campaign."""
    if user.role not in MEDIATING_ROLES:
        return None
    return (
        Upload.select(Upload, Nomination, Candidate, Campaign)
        .join(Nomination)
        .join(Candidate)
        .switch(Nomination)
        .join(Campaign)
        .where(Upload.public_id == upload_id, Nomination.organisation == user.organisation_id)
        .first()
    )


def uploads_of(nomination: Nomination, kind: str | None = None) -> list[Upload]:
    """What is on its way, waits, or was refused, oldest first; what became a document is among the versions."""
    query = Upload.select().where(Upload.nomination == nomination, Upload.state != "clean")
    if kind is not None:
        query = query.where(Upload.kind == kind)
    return list(query.order_by(Upload.id))


def upload_states_of_each(nomination_ids: Iterable[int]) -> dict[int, dict[str, set[str]]]:
    """The states of what is not a document yet: by nomination id, then by kind; one query."""
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = Upload.select(Upload.nomination, Upload.kind, Upload.state).where(
        Upload.nomination.in_(list(nomination_ids)), Upload.state.in_(("received", "checking", "refused"))
    )
    for nomination_id, kind, state in rows.tuples():
        found[nomination_id][kind].add(state)
    return found


def half_sent(user: User) -> tuple[int, int]:
    """How many files this person has half sent, and how many bytes everybody together announced."""
    arriving = Upload.select().where(Upload.state == "arriving")
    announced = Upload.select(fn.COALESCE(fn.SUM(Upload.size), 0)).where(Upload.state == "arriving").scalar()
    return arriving.where(Upload.by == user).count(), int(announced)


def keys_in_rows(area: Area) -> set[str]:
    """The keys that rows name in an area: of documents, or of files whose check is not over."""
    if area is Area.CLEAN:
        return {key for (key,) in Document.select(Document.cabinet_key).tuples()}
    unsettled = Upload.state.in_(("arriving", "received", "checking"))
    return {key for (key,) in Upload.select(Upload.key).where(unsettled).tuples()}


def waiting_uploads() -> tuple[int, datetime | None]:
    """How many files wait for their check, and since when the oldest does."""
    waiting = Upload.state.in_(("received", "checking"))
    count, oldest = Upload.select(fn.COUNT(Upload.id), fn.MIN(Upload.changed_at)).where(waiting).tuples().get()
    return count, Upload.changed_at.python_value(oldest)
