"""Every look at a candidate leaves a line (promise P18), and each line hangs on the one before."""

from collections.abc import Iterable
from datetime import datetime

from peewee import ModelSelect

from portal import clock
from portal.clock import DEFAULT_ZONE
from portal.models.accounts import Look, LookAnchor, LookChain, User
from portal.models.candidates import Candidate
from portal.models.database import writes
from portal.models.prepared import Prepared
from portal.models.speeddates import Device
from portal.rules.access_log import START, Line, link_after, mark_of
from portal.rules.looks import LIST_COUNTS_AS_ONE, is_outside_hours


@writes
def record_look(user: User, candidate: Candidate, at_what: str) -> None:
    """Note that a person looked at `at_what` of a candidate: `candidate`, `nomination`, `document:cv` …

    Looking again leaves another line. `at_what` names the kind of thing only, never what stood there.
    """
    _append([(candidate, user, user.name)], at_what)


@writes
def record_looks(user: User, candidate_ids: Iterable[int], at_what: str) -> None:
    """The same for many candidates at once: a list that is taken along."""
    _append([(one, user, user.name) for one in _candidates(candidate_ids)], at_what)


def record_looks_in_list(user: User, candidate_ids: Iterable[int], at_what: str) -> None:
    """The same for a list that shows more than names: once an hour for each person on it.

    Whoever turns pages, filters and searches leaves one line for each candidate, not one for each letter typed; and
    only who leaves a line stands in the queue of writers.
    """
    if _unseen(user, candidate_ids, at_what):
        _record_unseen(user, candidate_ids, at_what)


@writes
def _record_unseen(user: User, candidate_ids: Iterable[int], at_what: str) -> None:
    record_looks(user, _unseen(user, candidate_ids, at_what), at_what)


def _unseen(user: User, candidate_ids: Iterable[int], at_what: str) -> set[int]:
    """Those of whom this person has no line of this last hour."""
    since = clock.now() - LIST_COUNTS_AS_ONE
    wanted = list(dict.fromkeys(candidate_ids))
    return set(wanted) - {one for (one,) in _RECENT.rows(user.id, at_what, since, wanted)}


def _recent(user_id: int, at_what: str, since: datetime, candidate_ids: list[int]) -> ModelSelect:
    looks = Look.select(Look.candidate).where(Look.by == user_id, Look.at_what == at_what, Look.at > since)
    return looks.where(Look.candidate.in_(candidate_ids)).distinct()


_RECENT = Prepared(_recent)


@writes
def record_looks_of_tablet(device: Device, candidate_ids: Iterable[int], at_what: str) -> None:
    """Note that a tablet showed these candidates; it has no account, so its label and its employer say who."""
    words = f"{device.label} ({device.employer.name})"[:200]
    _append([(one, None, words) for one in _candidates(candidate_ids)], at_what)


def _candidates(ids: Iterable[int]) -> list[Candidate]:
    """What a line needs to know of candidates, each once; a few hundred at a time."""
    wanted = sorted(set(ids))
    found: list[Candidate] = []
    for start in range(0, len(wanted), 500):
        query = Candidate.select(Candidate.id, Candidate.public_id, Candidate.organisation)
        found += list(query.where(Candidate.id.in_(wanted[start : start + 500])).order_by(Candidate.id))
    return found


def _append(looks: list[tuple[Candidate, User | None, str]], at_what: str) -> None:
    """Hang lines on the end of the chain, inside the write transaction that puts writers in order."""
    if not looks:
        return
    end = LookChain.select().first() or LookChain.create(number=0, link=START)
    number, link, now = end.number, end.link, clock.now()
    rows = []
    for candidate, user, words in looks:
        number += 1
        line = Line(
            number=number,
            at=now,
            by_mark=mark_of("person", user.public_id) if user else "",
            by_words=words,
            candidate_mark=mark_of("candidate", candidate.public_id),
            organisation=candidate.organisation_id,
            at_what=at_what,
        )
        link = link_after(link, line)
        rows.append(
            {
                "at": now,
                "by": user,
                "by_words": words,
                "candidate": candidate,
                "organisation": candidate.organisation_id,
                "at_what": at_what,
                "number": number,
                "candidate_mark": line.candidate_mark,
                "by_mark": line.by_mark,
                "link": link,
                "outside_hours": is_outside_hours(now, DEFAULT_ZONE),
            }
        )
    for start in range(0, len(rows), 500):
        Look.insert_many(rows[start : start + 500]).execute()
    end.change(number=number, link=link)


@writes
def let_go_of_looks(before: datetime) -> int:
    """Let go of the lines from before a moment, the oldest first, and anchor the rest; how many went.

    Only a whole beginning of the chain goes: a line that is younger keeps all after it.
    """
    kept = Look.select(Look.number).where(Look.at >= before).order_by(Look.number).first()
    old = Look.select().where(Look.at < before)
    if kept is not None:
        old = old.where(Look.number < kept.number)
    last = old.order_by(Look.number.desc()).first()
    if last is None:
        return 0
    lines = Look.delete().where(Look.number <= last.number).execute()
    LookAnchor.create(number=last.number, link=last.link, newest_at=last.at, lines=lines)
    return int(lines)


@writes
def forget_candidate_in_looks(candidate: Candidate) -> int:
    """Erase who was looked at from the lines about a candidate; how many there were.

    Who looked, when and at what stays, and the chain stays sound. The candidate's row must go in the same
    transaction: a line without a candidate who is still there counts as tampered with.
    """
    return int(Look.update(candidate=None).where(Look.candidate == candidate).execute())
