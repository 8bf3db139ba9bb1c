"""The orientation internship: when it may start, and the moments of follow-up that go with it (req 001-25 … 001-32)."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.rules.refusals import Refused
from portal.rules.words import N_

CHANNEL_NAMES = {
    "visit": N_("bezoek"),
    "phone": N_("telefoon"),
    "message": N_("bericht"),
}
WITH_WHOM_NAMES = {
    "candidate": N_("de kandidaat"),
    "supervisor": N_("de begeleider op het werk"),
    "both": N_("kandidaat en begeleider"),
}
WENT_NAMES = {
    "green": N_("Het gaat goed"),
    "orange": N_("Er is iets dat aandacht vraagt"),
    "red": N_("Het loopt fout"),
}


@dataclass(frozen=True)
class Moment:
    """A moment of follow-up as it is proposed: `working_day` counts from 1, the start day.

    `start_minute` is minutes since midnight on the clock of the site.
    """

    working_day: int
    start_minute: int
    channel: str
    with_whom: str
    purpose: str


# Close together at the beginning: good follow-up then is absolutely necessary (req 001-30), for candidate and
# supervisor alike.
PROPOSED_MOMENTS = (
    Moment(1, 16 * 60, "phone", "candidate", N_("Hoe was de eerste dag?")),
    Moment(3, 10 * 60, "visit", "both", N_("Langsgaan op de werkvloer")),
    Moment(5, 10 * 60, "phone", "supervisor", N_("Hoe loopt het voor de begeleider?")),
    Moment(8, 10 * 60, "visit", "both", N_("Vooruitkijken naar de evaluatie")),
)


EVALUATION_MINUTE = 14 * 60
_LATEST_EVALUATION = timedelta(days=14)


def evaluation_moment(ends_on: date, chosen_on: date | None, chosen_minute: int | None) -> tuple[date, int]:
    """The day and the minute of the evaluation: as chosen, else the last day at 14:00."""
    return chosen_on or ends_on, EVALUATION_MINUTE if chosen_minute is None else chosen_minute


def check_evaluation(on: date, starts_on: date, ends_on: date, today: date) -> None:
    """Refuse an evaluation in the past, before the internship has begun, or more than two weeks after its last day."""
    if on < today:
        raise Refused(N_("Deze dag is voorbij. Kies vandaag of een latere dag."))
    if on <= starts_on:
        raise Refused(N_("Evalueren kan vanaf de tweede dag van de stage. Kies een latere dag."))
    if on > ends_on + _LATEST_EVALUATION:
        raise Refused(N_("De evaluatie komt hoogstens twee weken na de laatste dag. Kies een vroegere dag."))


def check_dates(starts_on: date, ends_on: date, today: date) -> None:
    """Refuse an internship that ends before it starts, that starts in the past, or that lasts over 30 calendar days."""
    if starts_on < today:
        raise Refused(N_("De startdag ligt in het verleden. Kies vandaag of een latere dag."))
    if ends_on < starts_on:
        raise Refused(N_("De laatste dag ligt vóór de startdag."))
    if ends_on - starts_on > timedelta(days=30):
        raise Refused(N_("Een oriënterende stage duurt hoogstens 30 kalenderdagen. Kies een vroegere laatste dag."))


def check_start(
    starts_on: date, today: date, signed_on: date, *, candidate: bool, employer: bool, jobcoach: bool
) -> None:
    """Refuse a start while the contract is not signed by all three on the start day itself (req 001-28, X-07)."""
    if today < starts_on:
        raise Refused(N_("De stage start pas op de startdag. Dan wordt ook het contract getekend."))
    if signed_on != starts_on:
        raise Refused(
            N_("Het contract wordt getekend op de startdag. Is de start verschoven, pas dan eerst de startdag aan.")
        )
    if not (candidate and employer and jobcoach):
        raise Refused(
            N_("De stage kan pas starten wanneer kandidaat, werkgever en jobcoach alle drie getekend hebben.")
        )
