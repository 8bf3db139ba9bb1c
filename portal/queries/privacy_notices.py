"""The privacy notice of an organisation: what is in force, since when, and whose notice a page belongs to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN

from portal.models.accounts import User
from portal.models.calendar import CalendarEntry
from portal.models.organisations import Organisation
from portal.models.privacy import PrivacyNotice
from portal.queries.appointment_subjects import about
from portal.queries.restrictions import candidate_of
from portal.rules.permissions import campaign_of
from portal.rules.privacy_notices import SHIPPED


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version: in force from `since` (None: from the beginning) to `until` (None: now). Number 0 is shipped."""

    number: int
    texts: dict[str, str]
    since: datetime | None
    until: datetime | None
    by: str = ""


def organisation_of_notice(organisation_id: str) -> Organisation | None:
    """The organisation with this public id."""
    found: Organisation | None = Organisation.get_or_none(Organisation.public_id == organisation_id)
    return found


def contact_of(organisation: Organisation) -> str:
    """How to reach an organisation: phone and address, as far as they are known."""
    return ", ".join(part for part in (organisation.phone, organisation.email) if part)


def versions_of_notice(organisation: Organisation) -> list[Version]:
    """Every version, the one in force first, down to the text that the portal ships."""
    rows = list(
        PrivacyNotice.select(PrivacyNotice, User)
        .join(User, JOIN.LEFT_OUTER)
        .where(PrivacyNotice.organisation == organisation)
        .order_by(PrivacyNotice.number)
    )
    starts: list[datetime | None] = [None, *(row.created_at for row in rows)]
    ends: list[datetime | None] = [*(row.created_at for row in rows), None]
    found = [Version(number=0, texts=SHIPPED, since=None, until=ends[0])]
    for row, since, until in zip(rows, starts[1:], ends[1:], strict=True):
        texts = {"nl": row.text_nl, "en": row.text_en}
        found.append(
            Version(number=row.number, texts=texts, since=since, until=until, by=row.by.name if row.by else "")
        )
    return found[::-1]


def notice_in_force_on(organisation: Organisation, moment: datetime) -> Version:
    """What somebody could read at a moment."""
    found = versions_of_notice(organisation)
    return next(one for one in found if one.since is None or one.since <= moment)


def answerable_for(thing: Any) -> Organisation | None:
    """Whose notice belongs on a page about a thing: the candidate's organisation, else the one that leads; or none."""
    if isinstance(thing, CalendarEntry):
        thing = next((one.thing for one in about([thing]).values()), None)
    candidate = candidate_of(thing)
    if candidate is not None:
        return candidate.organisation
    try:
        return campaign_of(thing).organisation
    except (AttributeError, StopIteration):
        return None
