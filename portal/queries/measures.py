"""The law as it stands: the rows that travel with the program and the ones that an administrator wrote (req X-03)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal import clock
from portal.models.accounts import User
from portal.models.history import HistoryLine
from portal.models.internships import Internship
from portal.models.measures import MeasureRow
from portal.models.nominations import MeasureEligibility, Nomination
from portal.models.placements import Placement
from portal.queries.working_days import is_holiday_in
from portal.rules.measures import (
    CERTAINTY_NAMES,
    COUNTRIES,
    MEASURES,
    Certainty,
    LeadUnit,
    Measure,
    last_date,
    measure_named,
)
from portal.rules.roles import Role

_ORDER = {measure.code: place for place, measure in enumerate(MEASURES)}
_LANDS = list(COUNTRIES)


def law() -> list[Measure]:
    """Every row of the law by country, measure and date: written ones instead of what they replace; one query."""
    rows = list(MeasureRow.select().order_by(MeasureRow.id))
    replaced = {row.replaces for row in rows if row.replaces}
    found = [measure for measure in MEASURES if measure.key not in replaced] + [as_measure(row) for row in rows]
    return sorted(found, key=_place)


def _place(measure: Measure) -> tuple[int, int, str, date]:
    land = _LANDS.index(measure.country) if measure.country in _LANDS else len(_LANDS)
    return land, _ORDER.get(measure.code, len(_ORDER)), measure.code, measure.valid_from or date.min


def as_measure(row: MeasureRow) -> Measure:
    """A row of the table as the rules know it."""
    names = (
        "code", "country", "name", "meaning", "who_applies", "papers", "longest", "precedes_start", "source",
        "valid_from", "valid_to", "new_cases", "is_indicative", "standing", "checked_on", "lead_time",
        "replaces",
    )  # fmt: skip
    return Measure(
        **{name: getattr(row, name) for name in names},
        lead_unit=LeadUnit(row.lead_unit),
        row=row.public_id,
        version=row.version,
    )


def administered_measure(user: User, measure_key: str) -> Measure | None:
    """A row of the law by its key, for an administrator."""
    if user.role != Role.ADMINISTRATOR:
        return None
    return next((measure for measure in law() if measure.key == measure_key), None)


def history_of_measure(measure: Measure) -> list[HistoryLine]:
    """What was changed in a row of the law, the newest first."""
    row = MeasureRow.get_or_none(MeasureRow.public_id == measure.row) if measure.row else None
    if row is None:
        return []
    lines = HistoryLine.select().where(HistoryLine.subject == "MeasureRow", HistoryLine.subject_id == row.id)
    return list(lines.order_by(HistoryLine.at.desc(), HistoryLine.id.desc()))


@dataclass(frozen=True, kw_only=True)
class MeasureCard:
    """A measure for one candidate (req X-03): the law, what the jobcoach said, and until when one can apply.

    `certainty` is a message id. `starts_on` is what `last_on` is counted from, `days_left` from today; negative is too
    late, None when there is no last date. `at_contract`: counted from the first working day, not from the internship.
    """

    measure: Measure
    certainty: str
    note: str = ""
    shared: bool = True
    starts_on: date | None = None
    at_contract: bool = False
    last_on: date | None = None
    days_left: int | None = None


def cards_of(nomination: Nomination, rows: Iterable[MeasureEligibility]) -> list[MeasureCard]:
    """The cards of these measures of a candidate, in the order of the law; three queries.

    The dates are those of the campaign, of the internship once there is one, and of the contract once somebody is
    hired; working days are those of the site.
    """
    listed = list(rows)
    if not listed:
        return []
    site, campaign = nomination.campaign.site, nomination.campaign
    starts_on, at_contract = _start_of(nomination)
    today, standing, is_holiday = clock.today(site.zone), law(), is_holiday_in(site.country)
    day = starts_on or campaign.selection_day_on or today
    found = []
    for row in listed:
        measure = measure_named(standing, row.code, day)
        last_on = last_date(measure, starts_on, is_holiday)
        found.append(
            MeasureCard(
                measure=measure,
                certainty=CERTAINTY_NAMES[Certainty(row.certainty)],
                note=row.note,
                shared=row.shared_with_lead or row.shared_with_employer,
                starts_on=starts_on,
                at_contract=at_contract,
                last_on=last_on,
                days_left=(last_on - today).days if last_on else None,
            )
        )
    return sorted(found, key=lambda card: _place(card.measure))


def _start_of(nomination: Nomination) -> tuple[date | None, bool]:
    """The first working day, and whether it is that of an employment contract."""
    internship = Internship.get_or_none(Internship.nomination == nomination)
    if internship is None:
        return nomination.campaign.internship_starts_on, False
    placement = Placement.get_or_none(Placement.internship == internship)
    if placement is not None and placement.starts_on is not None:
        return placement.starts_on, True
    return internship.starts_on, False
