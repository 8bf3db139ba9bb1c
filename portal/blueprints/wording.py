"""Rows of the list of candidates in words: each sentence and each day is put into words once a page, not once a row."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from portal.blueprints.showing import day_words
from portal.queries.follow_rows import FollowRow
from portal.rules.milestones import SHAPES


class SaidRow(NamedTuple):
    """A row as the list writes it down. `key` names the candidate, `is_same` whether the row before is of the same.

    The order counts: `following/_found.html` takes a row apart by it.
    """

    id: str
    name: str
    key: int
    is_same: bool
    home: str
    phone: str
    dial: str
    jobcoach: str
    organisation: str
    campaign: str
    employer: str
    jobs: str
    phase: str
    shape: str
    outcome: str
    coming: str
    who: str
    until: str
    updated: str
    reason: str


class Wording:
    """Puts rows into the words of the reader's language."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}
        self._days: dict[date, str] = {}

    def say(self, sentence: str) -> str:
        """A message id in the reader's language."""
        if sentence not in self._said:
            self._said[sentence] = _(sentence) if sentence else ""
        return self._said[sentence]

    def day(self, value: date | datetime | None, zone: str) -> str:
        """A day, or the day of a moment in a zone."""
        on = day_of(value, zone)
        if on is None:
            return ""
        if on not in self._days:
            self._days[on] = day_words(on)
        return self._days[on]

    def rows(self, rows: Sequence[FollowRow]) -> list[SaidRow]:
        """Rows as the list shows them: the template only writes them down."""
        before = [None, *(one.candidate_key for one in rows)]
        return [self.row(one, is_same=one.candidate_key == last) for one, last in zip(rows, before, strict=False)]

    def row(self, row: FollowRow, *, is_same: bool = False) -> SaidRow:
        """One of them."""
        line = row.line
        outcome, coming = line.outcome, line.coming if not row.archived_at else None
        return SaidRow(
            id=row.nomination_id,
            name=f"{row.first_name} {row.last_name}",
            key=row.candidate_key,
            is_same=is_same,
            home=f"{row.postcode} {row.town}".strip(),
            phone=row.phone,
            dial=row.phone.replace(" ", ""),
            jobcoach=row.jobcoach,
            organisation="" if row.is_own else row.organisation,
            campaign=row.campaign,
            employer=row.employer,
            jobs=row.jobs,
            phase=self.say(line.phase_name),
            shape=SHAPES[outcome.colour].replace("_", "-") if outcome else "",
            outcome=self.say(outcome.words) if outcome else "",
            coming=self.say(coming.name) if coming else "",
            who=row.who,
            until=self.day(row.until, row.zone),
            updated=self.day(row.changed_at, row.zone),
            reason=self.say(row.archive_reason) if row.archived_at else "",
        )

    def head(self) -> list[str]:
        """The names of the columns of a file."""
        return [
            _("Kandidaat"),
            _("Postcode"),
            _("Gemeente"),
            _("Telefoon"),
            _("Jobcoach"),
            _("Organisatie"),
            _("Instroomactie"),
            _("Werkgever"),
            _("Vestiging"),
            _("Functies"),
            _("Fase"),
            _("Resultaat"),
            _("Volgende"),
            _("Wie"),
            _("Tegen wanneer"),
            _("Voorgedragen"),
            _("Laatst gewijzigd"),
            _("Waarom in het archief"),
        ]

    def line(self, row: FollowRow) -> list[str | date | None]:
        """One row of a file, in the order of `head`; days are days, for a program that sorts."""
        said = self.row(row)
        is_coming = bool(said.coming)
        return [
            said.name,
            row.postcode,
            row.town,
            row.phone,
            row.jobcoach,
            row.organisation,
            row.campaign,
            row.employer,
            row.site,
            row.jobs,
            said.phase,
            said.outcome,
            said.coming,
            said.who if is_coming else "",
            day_of(row.until, row.zone) if is_coming else None,
            day_of(row.put_forward_at, row.zone),
            day_of(row.changed_at, row.zone),
            said.reason,
        ]


def day_of(value: date | datetime | None, zone: str) -> date | None:
    """A day, or the day of a moment in a zone."""
    return value.astimezone(ZoneInfo(zone)).date() if isinstance(value, datetime) else value
