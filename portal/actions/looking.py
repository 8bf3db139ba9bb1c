"""Every look at a candidate leaves a line (promise P18)."""

from portal.models.accounts import Look, User
from portal.models.candidates import Candidate
from portal.models.database import writes


@writes
def record_look(user: User, candidate: Candidate, at_what: str) -> None:
    """Note that a person looked at `at_what` of a candidate: `candidate`, `nomination`, `document:cv` …

    Looking again leaves another line. `at_what` names the kind of thing only, never what stood there.
    """
    Look.create(by=user, by_words=user.name, candidate=candidate, at_what=at_what)
