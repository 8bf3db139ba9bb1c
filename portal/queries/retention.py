"""Until when each file of a candidate stays, and who may see or stop that (promise P21)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import JOIN, ModelSelect, fn

from portal.clock import DEFAULT_ZONE
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.decisions import Decision
from portal.models.history import HistoryLine
from portal.models.internships import Internship
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation
from portal.models.placements import AftercareMoment, Placement
from portal.models.retention import ErasedCount, Erasure, ErasureWarning, LegalHold
from portal.models.selection_days import SelectionDay
from portal.queries.pool_consent import PoolConsent, pool_consents
from portal.rules.candidates import searchable
from portal.rules.retention import REACHED, FileFacts, Term, Warned, due_on, reached_by, term_of, term_of_idle
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.searching import words_to_find


@dataclass(frozen=True, kw_only=True)
class KeptFile:
    """A nomination, or a candidate who has none (`nomination` null), with its term and the day on which it goes.

    A hold stops the clock: the day then counts from when it is lifted, and nothing is erased.
    """

    candidate: Candidate
    nomination: Nomination | None
    term: Term
    due_on: date
    warned: Warned | None = None
    hold: LegalHold | None = None
    reached: str = ""

    @property
    def key(self) -> tuple[int, int | None]:
        """What a warning is about."""
        return self.candidate.id, self.nomination.id if self.nomination else None

    @property
    def jobcoach(self) -> User:
        """Who follows it."""
        return self.nomination.jobcoach if self.nomination else self.candidate.jobcoach


def local_day(moment: datetime) -> date:
    """The calendar day of an instant in the zone of the portal."""
    return moment.astimezone(ZoneInfo(DEFAULT_ZONE)).date()


def files_of(which: Any, today: date) -> list[KeptFile]:
    """The files of the candidates that meet a condition on Candidate, the first to go first; constant in queries."""
    candidates = {
        one.id: one
        for one in Candidate.select(Candidate, User, Organisation)
        .join(User, on=(Candidate.jobcoach == User._meta.primary_key), attr="jobcoach")
        .switch(Candidate)
        .join(Organisation, on=(Candidate.organisation == Organisation.id), attr="organisation")
        .where(which)
    }
    chosen = Candidate.select(Candidate.id).where(which)
    nominations = _nominations(Nomination.candidate.in_(chosen))
    facts = _facts(nominations, Nomination.select(Nomination.id).where(Nomination.candidate.in_(chosen)))
    consents = pool_consents(candidates.keys())
    warnings = _warnings(chosen)
    holds = {hold.candidate_id: hold for hold in _standing_holds(LegalHold.candidate.in_(chosen))}
    found = [
        _kept(candidates[one.candidate_id], one, _term(facts[one.id], consents), warnings, holds, today, facts[one.id])
        for one in nominations
    ]
    busy = {one.candidate_id for one in nominations}
    for key, one in candidates.items():
        if key not in busy:
            consent = consents.get(key)
            pool = (consent.since, consent.until) if consent else (None, None)
            term = term_of_idle(local_day(one.changed_at), *pool)
            found.append(_kept(one, None, term, warnings, holds, today))
    return sorted(
        found, key=lambda file: (file.due_on, file.candidate.id, file.nomination.id if file.nomination else 0)
    )


def file_of(nomination: Nomination, today: date) -> KeptFile:
    """The file of one nomination."""
    return next(
        file for file in files_of(Candidate.id == nomination.candidate_id, today) if file.nomination == nomination
    )


def files_of_candidate(candidate: Candidate, today: date) -> list[KeptFile]:
    """Every file of one candidate; the person goes with the last."""
    return files_of(Candidate.id == candidate.id, today)


def files_for(user: User, today: date, words: str = "") -> list[KeptFile]:
    """The files whose dates this person looks after: a jobcoach the own, others those of the whole organisation.

    `words` are found in name and town.
    """
    which = Candidate.organisation == user.organisation_id
    if user.role not in (Role.COORDINATOR, Role.PRIVACY_OFFICER):
        which &= Candidate.jobcoach == user.id
    for word in words_to_find(searchable(words)):
        which &= Candidate.search_name.contains(word)
    return files_of(which, today)


def kept_candidate(user: User, candidate_id: str) -> Candidate | None:
    """A candidate of the own organisation, for its mediators and its privacy officer."""
    if user.role not in (*MEDIATING_ROLES, Role.PRIVACY_OFFICER):
        return None
    return (
        Candidate.select(Candidate, User, Organisation)
        .join(User, on=(Candidate.jobcoach == User._meta.primary_key), attr="jobcoach")
        .switch(Candidate)
        .join(Organisation, on=(Candidate.organisation == Organisation.id), attr="organisation")
        .where(Candidate.public_id == candidate_id, Candidate.organisation == user.organisation_id)
        .first()
    )


def visible_hold(user: User, hold_id: str) -> LegalHold | None:
    """A hold on a candidate whose file this person may see."""
    hold = LegalHold.get_or_none(LegalHold.public_id == hold_id)
    return hold if hold is not None and kept_candidate(user, hold.candidate.public_id) else None


def standing_hold(candidate: Candidate) -> LegalHold | None:
    """The hold that stops the clock of a candidate now."""
    return next(iter(_standing_holds(LegalHold.candidate == candidate)), None)


def _standing_holds(which: Any) -> list[LegalHold]:
    return list(
        LegalHold.select(LegalHold, User)
        .join(User, JOIN.LEFT_OUTER, on=(LegalHold.by == User._meta.primary_key), attr="by")
        .where(which, LegalHold.lifted_at.is_null())
        .order_by(LegalHold.id)
    )


def certificates_for(user: User) -> ModelSelect:
    """The certificates of erasure of the own organisation, the newest first."""
    query = Erasure.select().order_by(Erasure.created_at.desc(), Erasure.id.desc())
    if user.role not in (Role.COORDINATOR, Role.PRIVACY_OFFICER):
        return query.where(Erasure.id.is_null())
    return query.where(Erasure.organisation == user.organisation_id)


def visible_certificate(user: User, erasure_id: str) -> Erasure | None:
    """One of those certificates."""
    return certificates_for(user).where(Erasure.public_id == erasure_id).first()


def erased_in(campaign: Campaign) -> dict[str, int]:
    """How many nominations of a campaign were erased, by how far they had come (words of `rules.retention.REACHED`).

    Those that never were with the lead are the partner's own business, and are not told.
    """
    query = (
        ErasedCount.select(ErasedCount.reached, fn.SUM(ErasedCount.count))
        .where(ErasedCount.campaign == campaign, ErasedCount.reached != "draft")
        .group_by(ErasedCount.reached)
    )
    counts = {reached: int(count) for reached, count in query.tuples()}
    return {REACHED[reached]: counts[reached] for reached in REACHED if reached in counts}


def warnings_of_jobcoach(user: User, today: date) -> list[ErasureWarning]:
    """The warnings about files that this jobcoach follows, the first to go first; one query."""
    follows = (Candidate.jobcoach == user.id) & ErasureWarning.nomination.is_null()
    return list(
        ErasureWarning.select(ErasureWarning)
        .join(Candidate)
        .switch(ErasureWarning)
        .join(Nomination, JOIN.LEFT_OUTER)
        .where(follows | (Nomination.jobcoach == user.id), ErasureWarning.due_on >= today)
        .order_by(ErasureWarning.due_on, ErasureWarning.id)
    )


def warned_and_due(today: date) -> list[Candidate]:
    """The candidates of whom a file may be due: nothing goes without a warning that said the day; one query."""
    due = ErasureWarning.select(ErasureWarning.candidate).where(ErasureWarning.due_on <= today)
    return list(Candidate.select().where(Candidate.id.in_(due)).order_by(Candidate.id))


def _nominations(which: Any) -> list[Nomination]:
    return list(
        Nomination.select(Nomination, Campaign, User)
        .join(Campaign)
        .switch(Nomination)
        .join(User, on=(Nomination.jobcoach == User._meta.primary_key), attr="jobcoach")
        .where(which)
        .order_by(Nomination.id)
    )


def _facts(nominations: list[Nomination], chosen: ModelSelect) -> dict[int, tuple[Nomination, FileFacts]]:
    """What decides about each of these nominations; `chosen` are their ids as a query."""
    days = {day.campaign_id: day for day in _days(nominations)}
    stops = _stops("Campaign", {one.campaign_id for one in nominations}, ("close", "cancel"))
    outcomes = dict(
        Decision.select(Decision.nomination, Decision.outcome)
        .where(Decision.nomination.in_(chosen), Decision.state == "published")
        .tuples()
    )
    internships = {one.nomination_id: one for one in Internship.select().where(Internship.nomination.in_(chosen))}
    stopped = _stops("Internship", {one.id for one in internships.values()}, ("stop",))
    hired, aftercare = _hired(chosen), _aftercare(chosen)
    found = {}
    for one in nominations:
        day, internship = days.get(one.campaign_id), internships.get(one.id)
        campaign = one.campaign
        over = stops.get(campaign.id) if campaign.state in ("closed", "cancelled") else None
        found[one.id] = (
            one,
            FileFacts(
                state=one.state,
                changed_on=local_day(one.changed_at),
                day_on=day.on if day is not None and day.state != "cancelled" else campaign.selection_day_on,
                stopped_on=over,
                was_called_off=campaign.state == "cancelled",
                outcome=outcomes.get(one.id, ""),
                internship_starts_on=campaign.internship_starts_on,
                internship_ends_on=internship.ends_on if internship else None,
                internship_stopped_on=stopped.get(internship.id) if internship else None,
                hired_on=hired.get(internship.id) if internship else None,
                last_aftercare_on=aftercare.get(internship.id) if internship else None,
            ),
        )
    return found


def _days(nominations: list[Nomination]) -> Iterable[SelectionDay]:
    campaigns = {one.campaign_id for one in nominations}
    return SelectionDay.select().where(SelectionDay.campaign.in_(list(campaigns))) if campaigns else ()


def _stops(subject: str, ids: set[int], steps: tuple[str, ...]) -> dict[int, date]:
    """The day on which each of these things last took such a step."""
    if not ids:
        return {}
    rows = (
        HistoryLine.select(HistoryLine.subject_id, HistoryLine.at)
        .where(HistoryLine.subject == subject, HistoryLine.subject_id.in_(list(ids)), HistoryLine.step.in_(steps))
        .order_by(HistoryLine.at)
    )
    return {row.subject_id: local_day(row.at) for row in rows}


def _hired(chosen: ModelSelect) -> dict[int, date]:
    """The first working day of who was hired, by internship; the day of the decision when none is set."""
    rows = (
        Placement.select(Placement, Internship)
        .join(Internship)
        .where(Internship.nomination.in_(chosen), Placement.outcome == "hired")
    )
    return {row.internship_id: row.starts_on or local_day(row.created_at) for row in rows}


def _aftercare(chosen: ModelSelect) -> dict[int, date]:
    """The last moment of aftercare that is agreed, by internship."""
    rows = (
        AftercareMoment.select(Placement.internship, AftercareMoment.on)
        .join(Placement)
        .join(Internship)
        .where(Internship.nomination.in_(chosen))
        .order_by(AftercareMoment.on)
        .tuples()
    )
    return dict(rows)


def _warnings(chosen: ModelSelect) -> dict[tuple[int, int | None], Warned]:
    rows = ErasureWarning.select().where(ErasureWarning.candidate.in_(chosen)).order_by(ErasureWarning.id)
    return {(row.candidate_id, row.nomination_id): Warned(row.given_on, row.due_on) for row in rows}


def _term(known: tuple[Nomination, FileFacts], consents: dict[int, PoolConsent]) -> Term:
    nomination, facts = known
    consent = consents.get(nomination.candidate_id)
    if consent is None:
        return term_of(facts)
    return term_of(FileFacts(**vars(facts) | {"pool_since": consent.since, "pool_until": consent.until}))


def _kept(
    candidate: Candidate,
    nomination: Nomination | None,
    term: Term,
    warnings: dict[tuple[int, int | None], Warned],
    holds: dict[int, LegalHold],
    today: date,
    known: tuple[Nomination, FileFacts] | None = None,
) -> KeptFile:
    warned = warnings.get((candidate.id, nomination.id if nomination else None))
    return KeptFile(
        candidate=candidate,
        nomination=nomination,
        term=term,
        due_on=due_on(term.ends_on, warned, today),
        warned=warned,
        hold=holds.get(candidate.id),
        reached=_reached(*known) if known else "",
    )


def _reached(nomination: Nomination, facts: FileFacts) -> str:
    return reached_by(
        facts.state if nomination.put_forward_at else "draft",
        facts.outcome,
        has_internship=facts.internship_ends_on is not None,
        is_hired=facts.hired_on is not None,
    )
