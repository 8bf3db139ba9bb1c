"""Documents as a person may read them, and their bytes."""

from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN

from portal.cabinet.storing import NotInCabinet, open_cabinet
from portal.config import setting
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.documents import Document
from portal.models.nominations import Nomination
from portal.models.organisations import Site
from portal.queries.disclosure import moment_reached
from portal.queries.preselections import is_stopped
from portal.rules.disclosure import Fact, Reader, may_know, names_from
from portal.rules.papers import SHOWN_TO_EMPLOYER
from portal.rules.roles import MEDIATING_ROLES, Role

PutBackBy = User.alias("put_back_by_user")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document as a page shows it, without the name that its sender gave the file."""

    id: str
    kind: str
    number: int
    media_type: str
    size: int
    pages: int
    at: datetime


def as_paper(document: Document) -> Paper:
    """The facts of a document that any of its readers may know."""
    return Paper(
        id=document.public_id,
        kind=document.kind,
        number=document.number,
        media_type=document.media_type,
        size=document.size,
        pages=document.pages,
        at=document.created_at,
    )


def versions_of(nomination: Nomination, kind: str) -> list[Document]:
    """Every version of one kind of document, the one that counts first, with who handed it in and who put it back."""
    return list(
        Document.select(Document, User, PutBackBy)
        .join(User, JOIN.LEFT_OUTER, on=(Document.uploaded_by == User.id), attr="uploaded_by")
        .switch(Document)
        .join(PutBackBy, JOIN.LEFT_OUTER, on=(Document.put_back_by == PutBackBy.id), attr="put_back_by")
        .where(Document.nomination == nomination, Document.kind == kind)
        .order_by(Document.number.desc())
    )


def newest_document(nomination: Nomination, kind: str) -> Document | None:
    """The version that counts, or None."""
    return (
        Document.select()
        .where(Document.nomination == nomination, Document.kind == kind)
        .order_by(Document.number.desc())
        .first()
    )


def newest_papers(nomination: Nomination) -> dict[str, Paper]:
    """The version that counts of each kind that is there, by kind; one query."""
    rows = Document.select().where(Document.nomination == nomination).order_by(Document.number)
    return {row.kind: as_paper(row) for row in rows}


def visible_document(user: User, document_id: str) -> Document | None:
    """A document that this person may read, with nomination, candidate and campaign.

    The own organisation reads every version. The lead (and the coordinator of the leading organisation) reads them once
    the candidate was put forward. The employer reads the newest cv and letter of who is put forward in a running
    campaign, and no contract; while the campaign hides names, none: a CV holds one (req Y-18).
    """
    document = (
        Document.select(Document, Nomination, Candidate, Campaign, Site)
        .join(Nomination)
        .join(Candidate)
        .switch(Nomination)
        .join(Campaign)
        .join(Site)
        .where(Document.public_id == document_id)
        .first()
    )
    return document if document is not None and _may_read(user, document) else None


def _may_read(user: User, document: Document) -> bool:
    nomination, campaign = document.nomination, document.nomination.campaign
    if user.role in MEDIATING_ROLES:
        leads = campaign.lead_id == user.id
        coordinates = user.role == Role.COORDINATOR and campaign.organisation_id == user.organisation_id
        shown = nomination.put_forward_at is not None and nomination.state != "draft"
        return nomination.organisation_id == user.organisation_id or ((leads or coordinates) and shown)
    if user.role == Role.EMPLOYER:
        return (
            campaign.employer_id == user.organisation_id
            and campaign.state == "running"
            and nomination.state == "put_forward"
            and document.kind in SHOWN_TO_EMPLOYER
            and not is_stopped(nomination)
            and newest_document(nomination, document.kind) == document
            and may_know(Fact.PAPERS, Reader.EMPLOYER, moment_reached(nomination), names_from(campaign.names_from))
        )
    return False


def content_of(document: Document) -> bytes | None:
    """The bytes of a document; None when the cabinet does not have them."""
    try:
        return open_cabinet(setting("CABINET_URL")).read(document.cabinet_key)
    except NotInCabinet:
        return None
