"""Retention by the clock: once a day warn of what goes within a week, and erase what is due (promise P21)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from portal.actions.erasing import erase_what_is_due
from portal.actions.looking import let_go_of_looks
from portal.clock import DEFAULT_ZONE
from portal.models.accounts import User
from portal.models.candidates import Candidate
from portal.models.database import writes
from portal.models.outbox import Heartbeat
from portal.models.retention import ErasureWarning
from portal.outbox.mails.retention import soon_erased
from portal.outbox.posting import post
from portal.queries.retention import KeptFile, files_of, local_day, warned_and_due
from portal.rules.retention import LOOKS_MONTHS, due_on, holds, is_time_to_warn, months_before
from portal.rules.roles import Role

_EVERYBODY = Candidate.id.is_null(False)
_FROM = time(5)  # local: the mail is there when people begin, and no night of a changing clock is near
_MARK = "retention"


def keep_to_terms(now: datetime) -> int:
    """The work of one day, at its first beat from five in the morning; how many warnings, files and looks.

    Each step is a transaction of its own and asks again how things stand: a crash in the middle, a day without the
    portal, or a second worker change nothing about what happens.
    """
    local = now.astimezone(ZoneInfo(DEFAULT_ZONE))
    today = local.date()
    if local.time() < _FROM or _was_done(today):
        return 0
    count = warn_of_erasure(now)
    for candidate in warned_and_due(today):
        count += erase_what_is_due(candidate, today)
    count += forget_looks(now)
    _note_done(now)
    return count


@writes
def warn_of_erasure(now: datetime) -> int:
    """Warn of each file a week before it goes: one mail a person, for all of them together; how many files.

    A warning that no longer says what will happen is taken back, and given again when it is time.
    """
    today = local_day(now)
    told: dict[User, list[date]] = defaultdict(list)
    count = 0
    for file in files_of(_EVERYBODY, today):
        stands = file.warned is not None and file.hold is None and holds(file.term.ends_on, file.warned, today)
        if stands:
            continue
        _take_back(file)
        if file.hold is None and is_time_to_warn(file.term.ends_on, today):
            on = due_on(file.term.ends_on, None, today)
            ErasureWarning.create(candidate=file.candidate, nomination=file.nomination, given_on=today, due_on=on)
            count += 1
            for reader in _readers(file):
                told[reader].append(on)
    for reader, days in told.items():
        post(soon_erased(reader, len(days), min(days), today))
    return count


@writes
def forget_looks(now: datetime) -> int:
    """Looks of longer than 24 months ago; how many."""
    first = datetime.combine(months_before(local_day(now), LOOKS_MONTHS), time(), ZoneInfo(DEFAULT_ZONE))
    return let_go_of_looks(first)


def _take_back(file: KeptFile) -> None:
    if file.warned is not None:
        is_this = (
            ErasureWarning.nomination.is_null()
            if file.nomination is None
            else ErasureWarning.nomination == file.nomination
        )
        ErasureWarning.delete().where(ErasureWarning.candidate == file.candidate, is_this).execute()


def _readers(file: KeptFile) -> Iterable[User]:
    """The jobcoach; where that account is closed, the coordinators of the organisation."""
    if file.jobcoach.active:
        return (file.jobcoach,)
    return list(
        User.select().where(
            User.active, User.role == Role.COORDINATOR.value, User.organisation == file.candidate.organisation_id
        )
    )


def _was_done(today: date) -> bool:
    mark = Heartbeat.get_or_none(Heartbeat.name == _MARK)
    return mark is not None and local_day(mark.at) == today


@writes
def _note_done(now: datetime) -> None:
    if not Heartbeat.update(at=now).where(Heartbeat.name == _MARK).execute():
        Heartbeat.create(name=_MARK, at=now)
