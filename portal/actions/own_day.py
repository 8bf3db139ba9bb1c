"""What the candidate says on the own page: whether he or she comes (req X-06)."""

from portal.actions.answers import answer_entry
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.queries.own_day import entry_of
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def say_whether_coming(nomination: Nomination, answer: str, *, note: str = "") -> None:
    """The candidate's answer to the appointment of the day: the same one that stands in the mail and the calendar.

    The newest answer counts, however it came. Raises Refused while no day is made known, or when it is over.
    """
    entry = entry_of(nomination)
    if entry is None:
        raise Refused(N_("Er is nog geen dag om op te antwoorden. Je jobcoach laat weten wanneer het is."))
    answer_entry(entry, answer, via="link", note=note)
