"""Erasing a candidate or a nomination with everything that hangs on it (promise P19).

One transaction takes the rows; `finish_erasures` does afterwards what no transaction may: documents are shredded, the
journal gets its line, the database's own log is emptied. Whatever stops in between goes on at the next beat.
"""

from datetime import date
from typing import Any

from portal import clock, journal
from portal.actions.looking import forget_candidate_in_looks
from portal.actions.selection_days import drop_from_day
from portal.calendar.entries import cancel
from portal.models.accounts import AccessLink, User
from portal.models.calendar import CalendarEntry
from portal.models.candidates import Candidate
from portal.models.database import writes
from portal.models.day_plans import DayDraft, FormerPlan, PlanningRun
from portal.models.documents import Document
from portal.models.history import HistoryLine
from portal.models.inbox import InboxMail
from portal.models.nominations import Nomination
from portal.models.outbox import AddressTrouble, OutboxMail
from portal.models.preselections import PaperTalk, PaperTalkAbout
from portal.models.retention import ErasedCount, Erasure, ErasureChore
from portal.models.selection_days import SelectionDay
from portal.outbox.mails.retention import appointment_cancelled
from portal.outbox.posting import post
from portal.outbox.values import Words, translated
from portal.queries.calendars import language_of_entry
from portal.queries.retention import KeptFile, files_of_candidate, standing_hold
from portal.queries.traces import (
    Traces,
    lines_of,
    links_of,
    mailbox_of,
    mails_about,
    mails_mentioning,
    traces_of,
    troubles_of,
)
from portal.rules.delivery import UNSETTLED
from portal.rules.refusals import Refused
from portal.rules.retention import Ground
from portal.rules.words import N_


@writes
def erase_candidate(candidate: Candidate, ground: Ground, *, by: User | None) -> Erasure | None:
    """Erase a person with everything; the certificate. None when there is nobody (any more): twice is once.

    Coming appointments are cancelled in everybody's calendar first. Raises Refused while a hold stands.
    """
    standing = Candidate.get_or_none(Candidate.id == candidate.id, Candidate.public_id == candidate.public_id)
    if standing is None:
        return None
    _refuse_held(standing)
    return _erase(standing, files_of_candidate(standing, clock.today()), ground, by)


@writes
def erase_nomination(nomination: Nomination, ground: Ground, *, by: User | None) -> Erasure | None:
    """Erase one nomination with everything that hangs on it; the candidate stays. The rest is as for a candidate."""
    standing = Nomination.get_or_none(Nomination.id == nomination.id, Nomination.public_id == nomination.public_id)
    if standing is None:
        return None
    _refuse_held(standing.candidate)
    files = [file for file in files_of_candidate(standing.candidate, clock.today()) if file.nomination == standing]
    return _erase(standing, files, ground, by)


@writes
def erase_what_is_due(candidate: Candidate, today: date) -> int:
    """Erase the files of a candidate of which the day has come: all of them is the person; how many went.

    Asked again inside the transaction: a hold or a new ground of a moment ago counts.
    """
    files = files_of_candidate(candidate, today)
    if candidate.restricted_at is not None:
        return 0  # set apart: only kept (GDPR art. 18)
    due = [file for file in files if file.hold is None and file.warned and file.due_on <= today]
    if not due:
        return 0
    if len(due) == len(files):
        erase_candidate(candidate, Ground.TERM, by=None)
    else:
        for nomination in [file.nomination for file in due if file.nomination is not None]:
            erase_nomination(nomination, Ground.TERM, by=None)
    return len(due)


def erase_again(gone: set[tuple[str, str]]) -> int:
    """Erase who comes back with a backup and was erased since: (what, hash) of the journal; how many.

    A hold that came back with them was lifted before they were erased, and holds nobody.
    """
    count = 0
    for model in (Candidate, Nomination):
        what = model.__name__.lower()
        for row in model.select(model.id, model.public_id):
            if (what, journal.hash_of(what, row.public_id)) in gone:
                count += _erase_again(model.get_by_id(row.id))
    return count


@writes
def _erase_again(root: Candidate | Nomination) -> bool:
    """Nobody is told: the appointments were cancelled when it was erased first."""
    candidate = root if isinstance(root, Candidate) else root.candidate
    files = files_of_candidate(candidate, clock.today())
    mine = [file for file in files if root in (candidate, file.nomination)]
    _erase(root, mine, Ground.JOURNAL, None, is_told=True)
    return True


def _refuse_held(candidate: Candidate) -> None:
    if candidate.restricted_at is not None:
        raise Refused(N_("Dit dossier is afgeschermd. Hef dat eerst op; dan pas kan het gewist worden."))
    if standing_hold(candidate) is not None:
        raise Refused(N_("Dit dossier wordt vastgehouden. Hef dat eerst op; dan pas kan het gewist worden."))


def _erase(
    root: Candidate | Nomination, files: list[KeptFile], ground: Ground, by: User | None, *, is_told: bool = False
) -> Erasure:
    traces = traces_of(root)
    what = type(root).__name__.lower()
    erasure: Erasure = Erasure.create(
        organisation=root.organisation_id,
        what=what,
        ground=ground.value,
        by=by,
        by_words=by.name if by else "",
        subject_hash=journal.hash_of(what, root.public_id),
        files=len(traces.ids(Document)),
    )
    farewells = {} if is_told else _clear_calendars(traces)
    for day in SelectionDay.select().where(SelectionDay.id.in_(_days(traces))):
        _forget_reasons(day, {f"c{key}" for key in traces.ids(Nomination)})
    for file in files:
        if file.nomination is not None:
            _count(file.nomination, file.reached)
    for key in sorted(traces.cabinet_keys):
        ErasureChore.create(erasure=erasure, cabinet_key=key)
    gone = _forget_mails(traces, erasure, farewells) | _forget_talks(traces)
    for name, query in _scattered(traces).items():
        gone[name] = query.execute()
    if isinstance(root, Candidate):
        gone["Look"] = forget_candidate_in_looks(root)  # the lines stay, of nobody: their chain must hold
    root.delete_instance()  # and, by the keys that cascade, every row below it
    kept = {model.__name__: len(ids) for model, ids in traces.rows.items()}
    erasure.change(counts={name: count for name, count in (kept | gone).items() if count})
    return erasure


def _clear_calendars(traces: Traces) -> dict[int, bool]:
    """Take what is still to come out of every calendar, without a word of whom it was about; then off the day.

    The ids of the mails that say so, with whether the reader is the person who is erased.
    """
    now, posted = clock.now(), {}
    for entry in traces.entries:
        if entry.cancelled or entry.ends_at <= now:
            continue
        language = language_of_entry(entry)
        is_own = entry.user_id is None and entry.attendee_key == traces.candidate.email.strip().lower()
        entry.change(
            summary=translated(Words(N_("Afspraak geannuleerd")), language), description="", location="", url=""
        )
        revision = cancel(entry)
        mail = revision and post(appointment_cancelled(entry, language), calendar=revision)
        if mail:
            posted[mail.id] = is_own
    for nomination in Nomination.select().where(Nomination.id.in_(traces.ids(Nomination))):
        day = SelectionDay.get_or_none(SelectionDay.campaign == nomination.campaign_id)
        if day is not None and day.on >= clock.today():
            drop_from_day(nomination, by=None)
    return posted


def _days(traces: Traces) -> Any:
    nominations = Nomination.select(Nomination.campaign).where(Nomination.id.in_(traces.ids(Nomination)))
    return SelectionDay.select(SelectionDay.id).where(SelectionDay.campaign.in_(nominations))


def _forget_reasons(day: SelectionDay, guests: set[str]) -> None:
    """Why something of this person is not in the plan, and every other plan of the day.

    The planner's key would be another's one day.
    """
    kept = [reason for reason in day.unscheduled if not guests & {str(value) for value in _values(reason)}]
    if len(kept) != len(day.unscheduled):
        day.change(unscheduled=kept)
    for model in (DayDraft, FormerPlan, PlanningRun):
        model.delete().where(model.selection_day == day).execute()


def _values(reason: Any) -> list[Any]:
    flat: list[Any] = []
    for value in reason[1].values():
        flat += value if isinstance(value, list) else [value]
    return flat


def _count(nomination: Nomination, reached: str) -> None:
    """One more that came so far, of nobody in particular."""
    place = {"campaign": nomination.campaign_id, "organisation": nomination.organisation_id, "reached": reached}
    row, _ = ErasedCount.get_or_create(**place)
    row.change(count=row.count + 1)


def _forget_mails(traces: Traces, erasure: Erasure, farewells: dict[int, bool]) -> dict[str, int]:
    """Mails about this person alone go; of those that name several people the content goes once they have left."""
    about = mails_about(traces) - farewells.keys()
    for mail_id, is_own in farewells.items():
        if is_own:
            ErasureChore.create(erasure=erasure, mail=mail_id, whole=True)
    for mail in mails_mentioning(traces):
        if mail.id in about or mail.id in farewells:
            continue
        if mail.status in UNSETTLED:
            ErasureChore.create(erasure=erasure, mail=mail)
        else:
            mail.change(raw=b"")
    OutboxMail.delete().where(OutboxMail.id.in_(sorted(about))).execute()
    return {"OutboxMail": len(about)}


def _forget_talks(traces: Traces) -> dict[str, int]:
    """What was said of this person's papers alone goes; of what was said of several people the words go."""
    others = PaperTalkAbout.id.not_in(traces.ids(PaperTalkAbout))
    about = PaperTalk.id.in_(
        PaperTalkAbout.select(PaperTalkAbout.talk).where(PaperTalkAbout.id.in_(traces.ids(PaperTalkAbout)))
    )
    shared = PaperTalk.id.in_(PaperTalkAbout.select(PaperTalkAbout.talk).where(others))
    PaperTalk.update(note="").where(about, shared).execute()
    return {"PaperTalk": PaperTalk.delete().where(about, ~shared).execute()}


def _scattered(traces: Traces) -> dict[str, Any]:
    """What hangs on the person by an id or an address alone: the queries that delete it."""
    found = {
        "AccessLink": AccessLink.delete().where(links_of(traces)),
        "HistoryLine": HistoryLine.delete().where(lines_of(traces)),
        "CalendarEntry": CalendarEntry.delete().where(CalendarEntry.id.in_([one.id for one in traces.entries])),
    }
    if traces.address:
        found["InboxMail"] = InboxMail.delete().where(mailbox_of(traces))
        found["AddressTrouble"] = AddressTrouble.delete().where(troubles_of(traces))
    return found
