"""A selection day as the bakery holds it: set up and planned some days before, then minute by minute."""

# ruff: noqa: E501 - what people say is not cut in two

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portal.actions.attendance import announce_late, inform_candidate, note_attendance
from portal.actions.planning_runs import plan_at_once
from portal.actions.selection_days import change_day, change_part, publish_day, set_up_day
from portal.actions.speeddates import set_criteria
from portal.actions.tablets import add_tablet, keep_sheet, open_day, pair_tablet
from portal.actions.written_tests import hand_in_test, paper_for, rate_test, set_questions
from portal.demo.telling import Chapter, StoryBroke, World
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.models.selection_days import Appointment, Attendance, SelectionDay
from portal.models.speeddates import Device, Sheet
from portal.planner.apart import answer_apart
from portal.queries.selection_days import appointments_of, attendances_of, candidates_of_day, day_of, parts_of
from portal.queries.speeddates import criteria_of, sheets_of_campaign
from portal.queries.written_tests import questions_of
from portal.rules.candidates import searchable
from portal.rules.scoring import TEMPLATES, Verdict
from portal.rules.written_tests import EXAMPLE_QUESTIONS

_LONG = 8 * 60  # minutes from begin to end
_GOOD, _FAIR = 3.0, 2.0  # means of scores from which an assessor says yes, and perhaps
_RATED_AFTER = timedelta(minutes=95)
_LUNCH_AFTER, _LUNCH_MINUTES = 3 * 60 + 30, 45
_BRING = "Je identiteitskaart en dichte schoenen. Haren vast, geen juwelen: we gaan de bakkerij in. Voor soep en broodjes zorgen wij."


@dataclass(frozen=True)
class Host:
    """Somebody of the bakery who sits at a table or leads a tour."""

    name: str
    email: str
    job_title: str

    @property
    def columns(self) -> dict[str, str]:
        """As the assessor of a table."""
        return {"name": self.name, "email": self.email, "job_title": self.job_title}


def _host(name: str, job_title: str) -> Host:
    return Host(name, f"{searchable(name).replace(' ', '.')}@dekorenschuur.example", job_title)


HOSTS = (
    _host("Rachid Benali", "ploegbaas ovenlijn"),
    _host("Conny Dierckx", "meester-bakker"),
    _host("Peter Vos", "ploegbaas inpak"),
    _host("Soumaya Idrissi", "kwaliteit"),
    _host("Gerda Nauwelaerts", "hygiëne en onderhoud"),
    _host("Bert Sleeckx", "preventie"),
    _host("Jelle Thijs", "expeditie"),
    _host("Marijke Loos", "personeelsdienst"),
)
_GUIDES = (_host("Alain Dupré", "technische dienst"), _host("Nora Staelens", "planning"))


@writes
def set_up(campaign: Campaign, begins: int, place: str, *, by: User) -> SelectionDay:
    """Set the day up from `begins` (minutes since midnight), with the bakery's people at tables and on tour."""
    day = set_up_day(campaign, by=by)
    day.campaign = campaign
    change_day(
        day,
        day.version,
        by=by,
        start_minute=begins,
        end_minute=min(begins + _LONG, 23 * 60 + 55),
        place=place,
        bring=_BRING,
        slot_minutes=15,
        dates_per_candidate=2,
    )
    parts = parts_of(day)
    for talk in parts.talks:
        talk.selection_day = day
        values = {
            "title": "Welkom bij De Korenschuur",
            "start_minute": begins,
            "capacity": talk.capacity,
            "room_name": "Refter",
        }
        change_part(talk, "talks", values, by=by)
    for pause in parts.breaks:
        pause.selection_day = day
        lunch = begins + _LUNCH_AFTER
        values = {"title": "Soep en broodjes", "start_minute": lunch, "end_minute": lunch + _LUNCH_MINUTES}
        change_part(pause, "breaks", values, by=by)
    for number, table in enumerate(parts.tables):
        table.selection_day = day
        pair = [HOSTS[(2 * number + seat) % len(HOSTS)] for seat in (0, 1)]
        values = {"name": f"Tafel {number + 1}", "assessors": [one.columns for one in pair]}
        change_part(table, "tables", values, by=by)
    for guide, host in zip(parts.guides, _GUIDES, strict=False):
        guide.selection_day = day
        change_part(guide, "guides", {"guide_name": host.name, "guide_email": host.email}, by=by)
    set_questions(campaign, EXAMPLE_QUESTIONS, by=by)
    set_criteria(campaign, TEMPLATES, by=by)
    return as_it_stands(campaign)


def as_it_stands(campaign: Campaign) -> SelectionDay:
    """The day of a campaign, read again."""
    day = day_of(campaign)
    if day is None:
        raise StoryBroke(f"{campaign.title} has no selection day")
    return day


def quickly(
    question: dict[str, Any], stop: Callable[[], bool], tell: Callable[[dict[str, Any]], None]
) -> dict[str, Any]:
    """The planner's answer in seconds: the story is told while somebody waits for the demo."""
    return answer_apart(question | {"seconds": 0.5}, stop, tell)


def plan_and_publish(campaign: Campaign, *, by: User) -> None:
    """Plan the day, look at it, and make it known."""
    day = as_it_stands(campaign)
    plan_at_once(day, by=by, solve=quickly)
    day = as_it_stands(campaign)
    publish_day(day, day.version, by=by)


@writes
def inform_everybody(campaign: Campaign, people: Mapping[int, User]) -> None:
    """Every jobcoach tells the own candidates their hours."""
    day = as_it_stands(campaign)
    there = attendances_of(day)
    for nomination in candidates_of_day(day):
        attendance = _with(there[nomination.id], day, nomination)
        inform_candidate(attendance, by=people[nomination.jobcoach_id])


def _with(attendance: Attendance, day: SelectionDay, nomination: Nomination) -> Attendance:
    attendance.selection_day, attendance.nomination = day, nomination
    return attendance


@dataclass(frozen=True)
class Absences:
    """Who does not come, and who comes later (minutes after the begin), by first name."""

    absent: tuple[str, ...] = ()
    late: Mapping[str, int] | None = None


def hours(world: World, campaign: Campaign, absences: Absences, *, by: User) -> Chapter:
    """The hours of the day as planned: people come in, tests are handed in and rated, sheets are scored.

    Stops at the present: what is still to come is left to whoever looks.
    """
    day = as_it_stands(campaign)
    tablets = pair_tablets(day, by=by)
    for moment, deed in sorted(_deeds(day, tablets, absences, by), key=lambda pair: pair[0]):
        if moment > world.days.now:
            return
        yield moment
        deed()


@writes
def pair_tablets(day: SelectionDay, *, by: User) -> list[Device]:
    """Two tablets of the bakery, paired with their code and PIN."""
    found = []
    for label in ("Tablet refter", "Tablet vergaderzaal"):
        device, code, pin = add_tablet(day, label, by=by)
        pairing = pair_tablet(code, pin, secrets.token_urlsafe(24))
        if pairing.device is None:
            raise StoryBroke(f"{label} was not paired: {pairing.standing}")
        device = Device.get_by_id(device.id)
        device.selection_day = day
        open_day(device)
        found.append(device)
    return found


def _deeds(
    day: SelectionDay, tablets: list[Device], absences: Absences, by: User
) -> Iterator[tuple[datetime, "Happening"]]:
    """Everything that will happen, with its moment."""
    own: dict[int, list[Appointment]] = defaultdict(list)
    for one in appointments_of(day):
        own[one.nomination_id].append(one)
    candidates = {one.id: one for one in candidates_of_day(day)}
    late = absences.late or {}
    for order, (nomination_id, appointments) in enumerate(own.items()):
        nomination = candidates[nomination_id]
        first_name = nomination.candidate.first_name
        begins: datetime = appointments[0].start_at
        if first_name in absences.absent:
            yield begins + timedelta(minutes=20), Happening(day, nomination, "mark_absent", by)
            continue
        if first_name in late:
            minutes = late[first_name]
            yield begins - timedelta(minutes=35), Happening(day, nomination, "announce_late", by, minutes=minutes)
            begins += timedelta(minutes=minutes + 5)
        yield begins - timedelta(minutes=4 + order * 5 % 16), Happening(day, nomination, "check_in", by)
        for one in appointments:
            ends: datetime = one.end_at
            if one.start_at < begins:
                continue
            if one.kind == "test":
                yield ends, Happening(day, nomination, "hand_in", by, order=order)
                yield ends + _RATED_AFTER, Happening(day, nomination, "rate", by, order=order)
            elif one.kind == "speeddate":
                yield (
                    ends,
                    Happening(day, nomination, "score", by, order=order, table=one.table_id, tablet=tablets[order % 2]),
                )


@dataclass(frozen=True)
class Happening:
    """One thing that happens to one candidate on the day; `step` says what."""

    day: SelectionDay
    nomination: Nomination
    step: str
    by: User
    order: int = 0
    minutes: int = 0
    table: int = 0
    tablet: Device | None = None

    def __call__(self) -> None:
        if self.step == "announce_late":
            announce_late(self._attendance, self.day.start_minute + self.minutes, by=self.by)
        elif self.step in ("check_in", "mark_absent"):
            note_attendance(self._attendance, self.step, by=self.by)
        elif self.step == "score":
            self._score()
        else:
            self._test()

    @property
    def _attendance(self) -> Attendance:
        return _with(attendances_of(self.day)[self.nomination.id], self.day, self.nomination)

    @writes
    def _test(self) -> None:
        paper = paper_for(self.nomination)
        questions = questions_of(self.nomination.campaign)
        if self.step == "hand_in":
            texts = {one.public_id: answer_to(place, self.order) for place, one in enumerate(questions)}
            hand_in_test(paper, texts, by=None)
            return
        ratings = {one.public_id: _rating(place, self.order) for place, one in enumerate(questions)}
        rate_test(paper, ratings, "", by=self.by)

    @writes
    def _score(self) -> None:
        criteria = [one.public_id for one in criteria_of(self.nomination.campaign)]
        assert self.tablet is not None
        for seat, sheet in enumerate(_sheets_of(self.nomination, self.day, self.table)):
            body = sheet_body(criteria, self.order, seat)
            sheet.nomination = self.nomination
            keep_sheet(sheet, self.tablet, body, rev=1, base=sheet.version, owner=sheet.assessor.public_id)


def _sheets_of(nomination: Nomination, day: SelectionDay, table: int) -> list[Sheet]:
    """The sheets of one candidate at one table, in the order in which the assessors sit there."""
    found = sheets_of_campaign(day.campaign)[nomination.id]
    return [found[key] for key in sorted(found) if found[key].assessor.table_id == table]


_ANSWERS = (
    ("Ik bel mijn baas en neem de volgende bus. De volgende keer vertrek ik vroeger.", "Ik stuur een bericht naar de ploeg en blijf wat langer.", "Ik zeg sorry als ik binnenkom."),
    ("Ik vraag het aan een collega. Als niemand het weet doe ik eerst ander werk.", "Ik schrijf mijn vraag op en kuis ondertussen mijn plek.", "Ik wacht tot hij terug is."),
    ("Ik doe mijn eigen werk goed. Als het blijft duren praat ik met hem.", "Ik vraag of het wel gaat met hem.", "Ik zeg het tegen de baas."),
    ("Ik roep stop en druk op de rode knop. Daarna haal ik de ploegbaas.", "Ik zeg dat het gevaarlijk is en help hem.", "Ik ga aan de kant."),
    ("Ik zeg het direct. Een fout kan je nog rechtzetten, brood dat weg is niet.", "Ik probeer het op te lossen en zeg het daarna.", "Ik zeg het als iemand het vraagt."),
)  # fmt: skip


def answer_to(question: int, order: int) -> str:
    """What the candidate with this number answers; not everybody answers everything."""
    if (question + order) % 11 == 10:
        return ""
    return _ANSWERS[question % len(_ANSWERS)][(question * 2 + order) % 3]


def _rating(question: int, order: int) -> int:
    return 1 if not answer_to(question, order) else (4, 3, 2)[(question * 2 + order) % 3]


_NOTES = {
    Verdict.GREEN: (
        "Stelde zelf vragen over de ploegen en wist al wat we maken.",
        "Rustig, kijkt je aan, geeft goede voorbeelden uit vroeger werk.",
        "Zou ik morgen in mijn ploeg zetten.",
        "Weet wat vroeg opstaan is. Heel eerlijk antwoord over de bus.",
    ),
    Verdict.ORANGE: (
        "Was zenuwachtig in het begin, kwam los bij de rondleiding.",
        "Goede wil. Nog niet duidelijk of het tempo lukt; een stage zal het tonen.",
        "Sterk in het doen, zoekt naar woorden. Met pictogrammen ging het goed.",
    ),
    Verdict.RED: (
        "Zoekt eigenlijk een job zonder ploegen. Eerlijk gezegd, en dat siert.",
        "De warmte aan de oven was te veel. Misschien iets voor de verzending.",
    ),
}


def sheet_body(criteria: list[str], order: int, seat: int) -> dict[str, object]:
    """What an assessor scores; two assessors do not always agree, and the verdict goes with the scores."""
    level = (3, 4, 3, 2, 4, 3, 3, 2)[order % 8]
    scores = {
        key: min(4, max(1, level + (0, -1, 0, 1, 0)[(3 * place + 2 * order + 4 * seat) % 5]))
        for place, key in enumerate(criteria)
    }
    mean = sum(scores.values()) / len(scores)
    verdict = Verdict.GREEN if mean >= _GOOD else Verdict.ORANGE if mean >= _FAIR else Verdict.RED
    notes = _NOTES[verdict]
    return {"scores": scores, "note": notes[(order + seat) % len(notes)], "verdict": verdict.value}
