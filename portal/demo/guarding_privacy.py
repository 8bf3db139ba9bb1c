"""What candidates ask about their data: one stays in the pool, one wants a copy, one has the file set apart."""

from collections.abc import Iterator
from datetime import timedelta

from portal import clock
from portal.actions.access_exports import note_export
from portal.actions.candidates import add_candidate
from portal.actions.consents import record_consent
from portal.actions.erasing import erase_candidate
from portal.actions.legal_holds import hold_candidate
from portal.actions.looking import record_look
from portal.actions.restrictions import restrict_candidate
from portal.demo.cast import HOME
from portal.demo.telling import Chapter, World
from portal.models.candidates import Candidate
from portal.models.organisations import Organisation
from portal.rules.candidates import CandidateFacts
from portal.rules.consents import ConsentHow, ConsentPurpose
from portal.rules.restrictions import Ground
from portal.rules.retention import Ground as Erased

_REASON = (
    "Belde op: het attest van de bakkersschool in het dossier is niet van haar. Karel vraagt het na bij de school; "
    "tot dan doen we niets met het dossier."
)

_HELD = "Er loopt een klacht over de plaats van zijn stage. Tot de klachtendienst antwoordt, wist het portaal niets."


def chapters(world: World) -> Iterator[Chapter]:
    """A consent that soon ends, a late look, a copy, a file that is set apart, one that is held, and one erased."""
    yield _asking(world)
    yield _setting_apart(world)


def _asking(world: World) -> Chapter:
    yield world.days.at(-4, 11, 5)
    amadou = _of_home("Amadou")
    bram = amadou.jobcoach
    today = clock.today()
    for purpose, measure in ((ConsentPurpose.POOL, ""), (ConsentPurpose.MEASURE, "ibo")):
        record_consent(
            amadou,
            purpose,
            how=ConsentHow.SPOKEN,
            given_on=today - timedelta(days=1),
            until=today + timedelta(days=13 if measure == "" else 180),
            measure=measure,
            by=bram,
        )
    yield world.days.at(-4, 21, 40)
    record_look(bram, amadou, "candidate")
    yield world.days.at(-3, 10, 15)
    note_export(amadou, [], by=bram)


def _setting_apart(world: World) -> Chapter:
    yield world.days.at(-2, 15, 10)
    candidate = add_candidate(
        CandidateFacts(first_name="Petronella", last_name="Claessens", postcode="2830", town="Willebroek"),
        by=_of_home("Amadou").jobcoach,
    )
    restrict_candidate(candidate, Ground.ACCURACY, _REASON, by=world["karel"])
    hold_candidate(_of_home("Amadou"), _HELD, by=world["karel"])
    yield world.days.at(-1, 9, 20)
    leaving = add_candidate(
        CandidateFacts(first_name="Wannes", last_name="Verbruggen", postcode="2800", town="Mechelen"),
        by=candidate.jobcoach,
    )
    erase_candidate(leaving, Erased.ASKED, by=world["karel"])


def _of_home(first_name: str) -> Candidate:
    query = Candidate.select().join(Organisation).where(Organisation.name == HOME, Candidate.first_name == first_name)
    found: Candidate = query.get()
    return found
