"""What comes of an internship: hired or not, the contract, and the measures (req 001-26, 001-35, 001-36)."""

from datetime import date

from portal import clock
from portal.actions.aftercare import follow_first_day
from portal.actions.moving import move, note_down
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.internships import Internship
from portal.models.placements import MeasureRequest, Placement
from portal.queries.internships import evaluations_of, placement_of
from portal.queries.measures import law
from portal.rules.placements import PlacementOutcome
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def settle_outcome(internship: Internship, outcome: PlacementOutcome, motivation: str, *, by: User) -> Placement:
    """Both sides go on or not, after the three evaluations; the internship ends with it. Once only."""
    if placement_of(internship) is not None:
        raise Refused(N_("De uitkomst van deze stage is al vastgelegd."))
    if any(one.state != "handed_in" for one in evaluations_of(internship).values()):
        raise Refused(N_("Leg de uitkomst vast wanneer de drie evaluaties er zijn: jobcoach, kandidaat en werkgever."))
    if not motivation.strip():
        raise Refused(N_("Schrijf waarom: kandidaat en jobcoach moeten het kunnen begrijpen."))
    move(internship, "end", by=by)
    placement = Placement.create(internship=internship, outcome=outcome.value, motivation=motivation.strip(), by=by)
    note_down(placement, "settle", by=by)
    return placement


@writes
def draw_up_employment_contract(
    placement: Placement,
    *,
    contract_on: date,
    starts_on: date,
    contract_kind: str,
    seen_version: int,
    by: User,
) -> None:
    """The employer's contract for whoever may start (req 001-35).

    Raises ChangedMeanwhile when another changed it first.
    """
    if placement.outcome != PlacementOutcome.HIRED:
        raise Refused(N_("Een arbeidscontract hoort bij iemand die aangeworven is."))
    if starts_on < contract_on:
        raise Refused(N_("De eerste werkdag ligt vóór de datum van het contract."))
    before = placement.starts_on
    placement.change_seen(
        seen_version, contract_on=contract_on, starts_on=starts_on, contract_kind=contract_kind.strip()
    )
    note_down(placement, "draw_up_contract", by=by)
    follow_first_day(placement, before, by=by)


@writes
def request_measure(
    placement: Placement, code: str, *, requested_on: date | None, note: str, by: User
) -> MeasureRequest:
    """The employer requests a measure (req 001-36); one row per measure, asking again brings it up to date."""
    if code not in {measure.code for measure in law()}:
        raise Refused(N_("Deze maatregel bestaat niet."))
    found = MeasureRequest.get_or_none(MeasureRequest.placement == placement, MeasureRequest.code == code)
    values = {"requested_on": requested_on, "note": note.strip(), "updated_at": clock.now()}
    if found is None:
        found = MeasureRequest.create(placement=placement, code=code, **values)
        note_down(placement, "request_measure", by=by)
    else:
        found.change(**values)
    return found
