"""Every look at a candidate leaves a line (promise P18)."""

from collections.abc import Iterable

from portal import clock
from portal.models.accounts import Look, User
from portal.models.candidates import Candidate
from portal.models.database import writes


@writes
def record_look(user: User, candidate: Candidate, at_what: str) -> None:
    """Note that a person looked at `at_what` of a candidate: `candidate`, `nomination`, `document:cv` …

    Looking again leaves another line. `at_what` names the kind of thing only, never what stood there.
    """
    Look.create(by=user, by_words=user.name, candidate=candidate, at_what=at_what)


@writes
def record_looks(user: User, candidate_ids: Iterable[int], at_what: str) -> None:
    """The same for many candidates at once: a list that is taken along."""
    now = clock.now()
    rows = [
        {"by": user.id, "by_words": user.name, "candidate": one, "at_what": at_what, "at": now}
        for one in dict.fromkeys(candidate_ids)
    ]
    for start in range(0, len(rows), 500):
        Look.insert_many(rows[start : start + 500]).execute()
