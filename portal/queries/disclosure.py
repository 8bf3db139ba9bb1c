"""What a reader may know now: the rule of `rules/disclosure.py`, asked with how far each nomination is (req X-05)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from peewee import JOIN

from portal import clock
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.decisions import Decision
from portal.models.internships import Internship
from portal.models.nominations import MeasureEligibility, Nomination, SupportNeed
from portal.models.placements import Placement
from portal.models.privacy import Consent
from portal.queries.measure_consents import measure_consents
from portal.queries.measures import law
from portal.rules.candidates import short_name
from portal.rules.disclosure import (
    Choice,
    Fact,
    From,
    HiddenName,
    Moment,
    Reader,
    may_know,
    moment_of,
    names_from,
    without_names,
)
from portal.rules.measures import measure_named
from portal.rules.placements import PlacementOutcome
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.support import NEEDS, Need

T = TypeVar("T")


def moments_of(campaign: Campaign, nominations: Iterable[Nomination]) -> dict[int, Moment]:
    """How far each of these nominations of a campaign is, by its id; one query."""
    listed = list(nominations)
    hired = _results([one.id for one in listed])
    today = clock.today(campaign.site.zone)
    return {
        one.id: moment_of(
            is_put_forward=one.state != "draft" and one.put_forward_at is not None,
            day_on=campaign.selection_day_on,
            today=today,
            is_retained=one.id in hired,
            is_hired=hired.get(one.id, False),
        )
        for one in listed
    }


def moment_reached(nomination: Nomination) -> Moment:
    """How far one nomination is."""
    return moments_of(nomination.campaign, [nomination])[nomination.id]


def _results(ids: Sequence[int]) -> dict[int, bool]:
    """Who was retained, as was made known, with whether he or she is hired."""
    if not ids:
        return {}
    rows = (
        Decision.select(Decision.nomination, Placement.outcome)
        .join(Internship, JOIN.LEFT_OUTER, on=(Internship.nomination == Decision.nomination))
        .join(Placement, JOIN.LEFT_OUTER, on=(Placement.internship == Internship.id))
        .where(Decision.nomination.in_(ids), Decision.state == "published", Decision.outcome == "retained")
    )
    return {nomination: outcome == PlacementOutcome.HIRED for nomination, outcome in rows.tuples()}


def reader_of(user: User, nomination: Nomination) -> Reader:
    """How a person who may see a nomination stands to it."""
    if user.role == Role.EMPLOYER:
        return Reader.EMPLOYER
    return Reader.OWN if user.organisation_id == nomination.organisation_id else Reader.LEAD


def choice_of(row: SupportNeed | MeasureEligibility, *, is_consented: bool = False) -> Choice:
    """What candidate and jobcoach chose for one need or measure; `is_consented`: a consent to tell it stands."""
    return Choice(
        lead_from=From(row.lead_from) if row.shared_with_lead else None,
        employer_from=From(row.employer_from) if row.shared_with_employer else None,
        has_permission=is_consented,
    )


def needs_known(
    campaign: Campaign, nominations: Iterable[Nomination], reader: Reader, *, at: Moment | None = None
) -> dict[int, list[SupportNeed]]:
    """The support needs that a reader may know, by the id of the nomination; two queries.

    `at` asks for another moment than now, for a preview.
    """
    return _known(SupportNeed, Fact.SUPPORT, campaign, list(nominations), reader, at)


def measures_known(
    campaign: Campaign, nominations: Iterable[Nomination], reader: Reader, *, at: Moment | None = None
) -> dict[int, list[MeasureEligibility]]:
    """The measures that a reader may know, by the id of the nomination; three queries."""
    return _known(MeasureEligibility, Fact.MEASURE, campaign, list(nominations), reader, at)


def _known(
    model: Any, fact: Fact, campaign: Campaign, nominations: list[Nomination], reader: Reader, at: Moment | None
) -> dict[int, list[Any]]:
    moments = moments_of(campaign, nominations) if at is None else dict.fromkeys((one.id for one in nominations), at)
    whose = {one.id: one.candidate_id for one in nominations}
    asks = fact is Fact.MEASURE and reader is not Reader.OWN
    consents = measure_consents(whose.values(), clock.today(campaign.site.zone)) if asks else {}
    found: dict[int, list[Any]] = defaultdict(list)
    for row in model.select().where(model.nomination.in_(list(moments))).order_by(model.id):
        is_consented = asks and (whose[row.nomination_id], row.code) in consents
        if may_know(fact, reader, moments[row.nomination_id], choice_of(row, is_consented=is_consented)):
            found[row.nomination_id].append(row)
    return found


@dataclass(frozen=True, kw_only=True)
class SharedFact:
    """One need or measure with who may know it and from when; for the own organisation only.

    `name` is a message id. `lead_from` and `employer_from` are a `From`, or None for never; `lead_knows` and
    `employer_knows` say how it is now. `permission_on` is the candidate's leave to tell the employer of a measure.
    """

    id: str
    is_measure: bool
    name: str
    detail: str
    lead_from: From | None
    employer_from: From | None
    lead_knows: bool
    employer_knows: bool
    permission_on: date | None = None


def sharing_of(nomination: Nomination) -> list[SharedFact]:
    """Who may know what of one nomination, needs first; five queries."""
    moment, standing = moment_reached(nomination), law()
    day = nomination.campaign.selection_day_on or clock.today(nomination.campaign.site.zone)
    consents = measure_consents([nomination.candidate_id], clock.today(nomination.campaign.site.zone))
    needs = SupportNeed.select().where(SupportNeed.nomination == nomination).order_by(SupportNeed.id)
    measures = MeasureEligibility.select().where(MeasureEligibility.nomination == nomination)
    found = [_shared_fact(row, NEEDS[Need(row.kind)].name, row.detail, Fact.SUPPORT, moment) for row in needs]
    return found + [
        _shared_fact(
            row,
            measure_named(standing, row.code, day).name,
            row.note,
            Fact.MEASURE,
            moment,
            consents.get((nomination.candidate_id, row.code)),
        )
        for row in measures.order_by(MeasureEligibility.id)
    ]


def _shared_fact(
    row: SupportNeed | MeasureEligibility,
    name: str,
    detail: str,
    fact: Fact,
    moment: Moment,
    consent: Consent | None = None,
) -> SharedFact:
    choice = choice_of(row, is_consented=consent is not None)
    return SharedFact(
        id=row.public_id,
        is_measure=fact is Fact.MEASURE,
        name=name,
        detail=detail,
        lead_from=choice.lead_from,
        employer_from=choice.employer_from,
        lead_knows=may_know(fact, Reader.LEAD, moment, choice),
        employer_knows=may_know(fact, Reader.EMPLOYER, moment, choice),
        permission_on=consent.given_on if consent else None,
    )


def shared_need(user: User, need_id: str) -> SupportNeed | None:
    """A support need of a candidate of the own organisation."""
    return _own_fact(SupportNeed, user, need_id)


def shared_measure(user: User, measure_id: str) -> MeasureEligibility | None:
    """A measure of a candidate of the own organisation."""
    return _own_fact(MeasureEligibility, user, measure_id)


def _own_fact(model: Any, user: User, public_id: str) -> Any:
    if user.role not in MEDIATING_ROLES:
        return None
    return (
        model.select(model, Nomination)
        .join(Nomination)
        .where(model.public_id == public_id, Nomination.organisation == user.organisation_id)
        .first()
    )


@dataclass(frozen=True)
class Naming:
    """What a reader calls the candidates of a campaign: by name, or `Kandidaat 7` while names are hidden.

    `hides`: names are hidden but for the nominations in `known`. The number of who has none yet is 0.
    """

    hides: bool = False
    known: frozenset[int] = field(default_factory=frozenset)

    def is_hidden(self, nomination: Nomination) -> bool:
        """Whether the name, and the papers that hold it, are kept from this reader."""
        return self.hides and nomination.id not in self.known

    def name(self, nomination: Nomination) -> str:
        """First name and initial, or the number; shown with the filter `as_called`."""
        if self.is_hidden(nomination):
            return HiddenName(nomination.number or 0)
        candidate = nomination.candidate
        return short_name(candidate.first_name, candidate.last_name)

    def text(self, nomination: Nomination, text: str) -> str:
        """What somebody wrote about a candidate, without the name where it is hidden."""
        if not self.is_hidden(nomination):
            return text
        candidate = nomination.candidate
        return without_names(text, (candidate.first_name, candidate.last_name), self.name(nomination))

    def in_order(self, rows: Iterable[T], nomination: Callable[[T], Nomination], *first: Callable[[T], Any]) -> list[T]:
        """Rows in an order that tells no hidden name: by number. Rows of whom the name is known stay as they came.

        `first` is what comes before the name, as the hour does.
        """

        def place(row: T) -> tuple[Any, ...]:
            one = nomination(row)
            return (*(key(row) for key in first), self.is_hidden(one), (one.number or 0) if self.is_hidden(one) else 0)

        return sorted(rows, key=place) if self.hides else list(rows)


BY_NAME = Naming()


def naming_for(user: User, campaign: Campaign) -> Naming:
    """What this person calls the candidates of a campaign; only an employer meets hidden names."""
    return naming_of_employer(campaign) if user.role == Role.EMPLOYER else BY_NAME


def naming_of_employer(campaign: Campaign, *, at: Moment | None = None) -> Naming:
    """What the employer and the tablets call the candidates; one query at most. `at`: at another moment than now."""
    choice = names_from(campaign.names_from)
    moment = (
        at
        if at is not None
        else moment_of(is_put_forward=True, day_on=campaign.selection_day_on, today=clock.today(campaign.site.zone))
    )
    if may_know(Fact.NAME, Reader.EMPLOYER, moment, choice):
        return BY_NAME
    if at is not None:
        return Naming(hides=True)
    retained = (
        Decision.select(Decision.nomination)
        .join(Nomination)
        .where(Nomination.campaign == campaign, Decision.state == "published", Decision.outcome == "retained")
    )
    return Naming(hides=True, known=frozenset(one for (one,) in retained.tuples()))
