"""How long what is kept of a candidate stays, and why: one dated table, and the date that follows for each file.

A *file* is a nomination with all that hangs on it, or a candidate who has none. Dates are calendar days in the zone of
the portal (`portal.clock.DEFAULT_ZONE`): a file goes on the day itself, whatever the night did to the clock.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.rules.words import N_

WARN_DAYS_BEFORE = 7
POOL_AT_MOST_DAYS = 365
LOOKS_MONTHS = 24


class Kind(StrEnum):
    """Why a file is still there."""

    DRAFT = "draft"
    IDLE = "idle"
    WITHDRAWN = "withdrawn"
    CALLED_OFF = "called_off"
    NOT_SELECTED = "not_selected"
    RESERVE = "reserve"
    RETAINED = "retained"
    INTERNSHIP = "internship"
    PLACED = "placed"
    POOL = "pool"
    NO_DATE = "no_date"


@dataclass(frozen=True)
class Period:
    """A row of the table: `days` after `since`, and `why` so long; in force from `valid_from`, looked at `checked_on`.

    `since` and `why` are Dutch sentences, marked with `N_`.
    """

    kind: Kind
    days: int
    since: str
    why: str
    valid_from: date
    checked_on: date


_START, _CHECKED = date(2026, 1, 1), date(2026, 11, 28)


def _period(kind: Kind, days: int, since: str, why: str) -> Period:
    return Period(kind, days, since, why, _START, _CHECKED)


# A period that changes is a new row with its own first day; the old row stays, for what it governed.
PERIODS: tuple[Period, ...] = (
    _period(
        Kind.DRAFT, 30, N_("de laatste wijziging"),
        N_("Nog niet voorgedragen. Wat een maand blijft liggen, wordt zelden nog een voordracht."),
    ),
    _period(
        Kind.IDLE, 30, N_("de laatste wijziging"),
        N_("Zonder voordracht is er geen reden om gegevens te bewaren."),
    ),
    _period(
        Kind.WITHDRAWN, 28, N_("de intrekking"),
        N_("Ingetrokken. Vier weken volstaan om een vergissing recht te zetten."),
    ),
    _period(
        Kind.CALLED_OFF, 28, N_("de dag waarop de instroomactie stopte"),
        N_("De instroomactie ging niet door. Vier weken volstaan om iedereen verder te helpen."),
    ),
    _period(
        Kind.NOT_SELECTED, 28, N_("de selectiedag"),
        N_("Niet weerhouden, of er is niets beslist. Vier weken volstaan voor een gesprek over het resultaat."),
    ),
    _period(
        Kind.RESERVE, 28, N_("de voorziene start van de stages"),
        N_("Reserve. Tot de stages begonnen zijn, kan er nog een plaats vrijkomen."),
    ),
    _period(
        Kind.RETAINED, 90, N_("de voorziene start van de stage"),
        N_("Weerhouden, maar er is nog geen stage gepland. Drie maanden om alsnog te starten."),
    ),
    _period(
        Kind.INTERNSHIP, 90, N_("het einde van de stage"),
        N_("Stage gelopen. Drie maanden voor de evaluatie, attesten en vragen."),
    ),
    _period(
        Kind.PLACED, 90, N_("het laatste nazorgmoment"),
        N_("Aan het werk, met nazorg. Drie maanden erna zijn er geen vragen meer te verwachten."),
    ),
    _period(
        Kind.POOL, POOL_AT_MOST_DAYS, N_("de toestemming"),
        N_("Met toestemming in de wervingsreserve, tot de toestemming eindigt en hoogstens een jaar."),
    ),
    _period(
        Kind.NO_DATE, 365, N_("de laatste wijziging"),
        N_("De instroomactie loopt, maar heeft nog geen selectiedag. Hoogstens een jaar zonder datum."),
    ),
)  # fmt: skip

# What is no file of a candidate and goes by itself too, in words: what, how long, why.
OTHER_PERIODS: tuple[tuple[str, str, str], ...] = (
    (
        N_("De inhoud van verstuurde mails"),
        N_("7 dagen na het versturen"),
        N_(
            "Lang genoeg om een mail opnieuw te sturen. Dat er een mail was, blijft staan tot het dossier gewist wordt."
        ),
    ),
    (
        N_("Wie naar welke kandidaat keek"),
        N_("24 maanden na de inzage"),
        N_("Lang genoeg om misbruik te vinden en na te gaan."),
    ),
)


def period_of(kind: Kind, on: date) -> Period:
    """The row in force on a day."""
    rows = [row for row in PERIODS if row.kind is kind]
    in_force = [row for row in rows if row.valid_from <= on]
    return max(in_force, key=lambda row: row.valid_from) if in_force else min(rows, key=lambda row: row.valid_from)


@dataclass(frozen=True, kw_only=True)
class FileFacts:
    """What decides how long a nomination stays. Instants are days in the zone of the portal already.

    `state` is the nomination's; `outcome` that of a decision that was made known, else empty: a date must not betray
    what the jobcoach does not know yet. `stopped_on`: when the campaign was closed or called off. `pool_until`: how
    long the candidate agreed to stay, with the day of that consent in `pool_since`.
    """

    state: str
    changed_on: date
    day_on: date | None = None
    stopped_on: date | None = None
    was_called_off: bool = False
    outcome: str = ""
    internship_starts_on: date | None = None
    internship_ends_on: date | None = None
    internship_stopped_on: date | None = None
    hired_on: date | None = None
    last_aftercare_on: date | None = None
    pool_since: date | None = None
    pool_until: date | None = None


@dataclass(frozen=True)
class Term:
    """Until when a file stays: `kind` says why, `since` from which day the period runs, `ends_on` the day it goes."""

    kind: Kind
    since: date
    ends_on: date

    @property
    def period(self) -> Period:
        """The row of the table that decides."""
        return period_of(self.kind, self.since)


def term_of(facts: FileFacts) -> Term:
    """Until when a nomination stays. Every file has a date: also one that somebody forgot."""
    kind, since = _ground(facts)
    own = _term(kind, since)
    pool = _pool(facts.pool_since, facts.pool_until)
    return pool if pool and kind is not Kind.DRAFT and pool.ends_on > own.ends_on else own


def term_of_idle(changed_on: date, pool_since: date | None = None, pool_until: date | None = None) -> Term:
    """Until when a candidate without any nomination stays."""
    own, pool = _term(Kind.IDLE, changed_on), _pool(pool_since, pool_until)
    return pool if pool and pool.ends_on > own.ends_on else own


def _ground(facts: FileFacts) -> tuple[Kind, date]:
    if facts.state == "draft":
        return Kind.DRAFT, facts.changed_on
    if facts.state == "withdrawn":
        return Kind.WITHDRAWN, facts.changed_on
    if facts.internship_ends_on is not None:
        ended_on = min(facts.internship_ends_on, facts.internship_stopped_on or date.max)
        if facts.hired_on is not None:
            return Kind.PLACED, max(ended_on, facts.hired_on, facts.last_aftercare_on or date.min)
        return Kind.INTERNSHIP, ended_on
    if facts.was_called_off and facts.stopped_on is not None:
        return Kind.CALLED_OFF, facts.stopped_on
    day = facts.day_on or facts.stopped_on
    if day is None:
        return Kind.NO_DATE, facts.changed_on
    if facts.outcome in ("retained", "reserve"):
        return Kind(facts.outcome), max(day, facts.internship_starts_on or date.min)
    return Kind.NOT_SELECTED, day


def _term(kind: Kind, since: date) -> Term:
    return Term(kind, since, since + timedelta(days=period_of(kind, since).days))


def _pool(since: date | None, until: date | None) -> Term | None:
    if since is None:
        return None
    most = since + timedelta(days=period_of(Kind.POOL, since).days)
    return Term(Kind.POOL, since, min(until or most, most))


@dataclass(frozen=True)
class Warned:
    """The last warning about a file: given on a day, for a day on which it would go."""

    given_on: date
    due_on: date


def due_on(ends_on: date, warned: Warned | None, today: date) -> date:
    """The day on which a file goes: never without a warning of a week, also after the portal was away.

    That week is a wall too: a clock that jumps ahead for a moment warns, and erases nobody.
    """
    if warned is not None and holds(ends_on, warned, today):
        return warned.due_on
    return max(ends_on, today + timedelta(days=WARN_DAYS_BEFORE))


def holds(ends_on: date, warned: Warned, today: date) -> bool:
    """Whether a warning still says what will happen; one for another day, or from the future, says nothing."""
    if warned.given_on > today:
        return False
    return warned.due_on == max(ends_on, warned.given_on + timedelta(days=WARN_DAYS_BEFORE))


def is_time_to_warn(ends_on: date, today: date) -> bool:
    """Whether the week before has begun."""
    return today >= ends_on - timedelta(days=WARN_DAYS_BEFORE)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last one that month has."""
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(number, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


class Ground(StrEnum):
    """Why something was erased."""

    TERM = "term"
    ASKED = "asked"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    MISTAKE = "mistake"
    JOURNAL = "journal"


GROUND_NAMES: dict[Ground, str] = {
    Ground.TERM: N_("De bewaartermijn is voorbij"),
    Ground.ASKED: N_("De kandidaat vroeg het"),
    Ground.CONSENT_WITHDRAWN: N_("De kandidaat trok de toestemming in"),
    Ground.MISTAKE: N_("De gegevens hadden hier niet mogen staan"),
    Ground.JOURNAL: N_("Eerder gewist, en teruggekomen met een reservekopie"),
}
# What a person may choose; the others are the portal's own.
GROUNDS_OF_PEOPLE = (Ground.ASKED, Ground.CONSENT_WITHDRAWN, Ground.MISTAKE)

# How far a file had come, for the counts that stay: the words of a report, no person's.
REACHED: dict[str, str] = {
    "draft": N_("niet voorgedragen"),
    "withdrawn": N_("ingetrokken"),
    "put_forward": N_("voorgedragen, zonder beslissing"),
    "not_retained": N_("niet weerhouden"),
    "reserve": N_("reserve"),
    "retained": N_("weerhouden, zonder stage"),
    "internship": N_("stage gelopen"),
    "hired": N_("aangeworven"),
}


def reached_by(state: str, outcome: str, *, has_internship: bool, is_hired: bool) -> str:
    """How far a nomination came: a key of REACHED."""
    if state != "put_forward":
        return state
    if is_hired:
        return "hired"
    if has_internship:
        return "internship"
    return outcome or "put_forward"
