"""The reserve list: in an order that people set, and what happens when a place comes free."""

from portal import clock
from portal.actions.decisions import hears_of_taking_back, standing_relay
from portal.actions.moving import move, note_down
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.decisions import Decision, Relay
from portal.models.vacancies import Vacancy
from portal.outbox.mails.decisions import result_taken_back
from portal.outbox.posting import post
from portal.outbox.values import Words, translated
from portal.queries.decisions import decision_as_it_stands
from portal.queries.places import places_of_each, reserve_of
from portal.rules.decisions import Outcome
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.words import N_


@writes
def move_on_reserve(decision: Decision, *, up: bool, by: User) -> None:
    """One place up or down on the reserve list of the vacancy; at its end nothing happens. Nobody gets a mail.

    Raises ChangedMeanwhile when this candidate is on the list no more.
    """
    standing = _standing(decision)
    line = reserve_of(standing.vacancy) if standing.vacancy else []
    here = next((place for place, one in enumerate(line) if one.id == standing.id), None)
    if here is None:
        raise ChangedMeanwhile(N_("Deze kandidaat staat niet meer op de reservelijst."))
    there = here - 1 if up else here + 1
    if not 0 <= there < len(line):
        return
    line[here], line[there] = line[there], line[here]
    for rank, one in enumerate(line, start=1):
        if one.reserve_rank != rank:
            one.change(reserve_rank=rank)
    note_down(standing, "move_up" if up else "move_down", by=by)


@writes
def promote_from_reserve(decision: Decision, *, by: User) -> None:
    """A place came free: the next on the reserve list is retained. Pending, until the lead makes it known.

    What was told before stands in the history; the new result is told anew. A reserve that was made known but not
    told yet is taken back: the jobcoach hears not to tell it, if the mail left or the result was read. Raises
    ChangedMeanwhile when somebody else is next, or Refused when no place is free.
    """
    standing = _standing(decision)
    if standing.outcome != Outcome.RESERVE.value or standing.vacancy is None:
        raise ChangedMeanwhile(N_("Deze kandidaat staat niet meer op de reservelijst."))
    (places,) = places_of_each([Vacancy.get_by_id(standing.vacancy_id)])
    if not places.free:
        raise Refused(N_("Er is geen plaats vrij voor deze functie."))
    if not places.reserve or places.reserve[0].id != standing.id:
        raise ChangedMeanwhile(N_("Iemand anders staat nu eerst op de reservelijst. Kijk wie de volgende is."))
    must_correct = _tell_no_more(standing, by=by)
    move(
        standing,
        "promote",
        by=by,
        outcome=Outcome.RETAINED.value,
        reserve_rank=None,
        published_at=None,
        motivation=f"{standing.motivation}\n\n{translated(Words(_WHY), by.language)}",
        words_for_candidate="",
        decided_by=by,
        decided_at=clock.now(),
    )
    if must_correct:
        post(result_taken_back(standing))


def _standing(decision: Decision) -> Decision:
    found = decision_as_it_stands(decision)
    if found is None:
        raise ChangedMeanwhile(N_("Deze beslissing is intussen ongedaan gemaakt."))
    return found


_WHY = N_("Er kwam een plaats vrij; deze kandidaat stond eerst op de reservelijst.")


def _tell_no_more(standing: Decision, *, by: User) -> bool:
    """The result before is to be told no more; whether the jobcoach has to hear that."""
    relay = Relay.get_or_none(Relay.decision == standing)
    if standing.state != "published" or relay is None:
        return False
    if relay.state == "told":
        move(standing_relay(relay), "ask_again", by=by, told_at=None, told_how="", told_by=None, reaction="")
        return False
    return hears_of_taking_back(standing)
