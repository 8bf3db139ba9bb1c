"""Support needs: what somebody needs on the day and at work, said in terms of the work and never of a cause.

Health is not asked for (GDPR art. 9): the list holds what others have to arrange. Each need is shared with the lead,
with the employer, or with nobody outside the own organisation (req X-05, 001-01).
"""

from dataclasses import dataclass
from enum import StrEnum

from portal.rules.words import N_


class Need(StrEnum):
    """What has to be arranged."""

    EXTRA_TIME = "extra_time"
    QUIET_ROOM = "quiet_room"
    STEP_FREE = "step_free"
    INTERPRETER = "interpreter"
    JOBCOACH_PRESENT = "jobcoach_present"
    BREAKS = "breaks"
    WRITTEN_INSTRUCTIONS = "written_instructions"
    OTHER = "other"


@dataclass(frozen=True)
class NeedWords:
    """How a need is said. `name` on the jobcoach's form, `at_work` to whoever it is shared with.

    `detail` is the label of the line that explains it, `needs_detail` the sentence when that line may not be empty.
    """

    name: str
    at_work: str
    detail: str
    needs_detail: str = ""


NEEDS: dict[Need, NeedWords] = {
    Need.EXTRA_TIME: NeedWords(
        N_("Extra tijd bij de schriftelijke proef"),
        N_("Krijgt extra tijd voor wat op papier moet"),
        N_("Toelichting bij de extra tijd"),
    ),
    Need.QUIET_ROOM: NeedWords(
        N_("Een rustige plek"),
        N_("Werkt het best op een rustige plek"),
        N_("Toelichting bij de rustige plek"),
    ),
    Need.STEP_FREE: NeedWords(
        N_("Toegang zonder trappen"),
        N_("Komt binnen zonder trappen of drempels"),
        N_("Toelichting bij de toegang"),
    ),
    Need.INTERPRETER: NeedWords(
        N_("Een tolk"),
        N_("Spreekt met een tolk"),
        N_("Welke taal?"),
        N_("Vul in voor welke taal er een tolk nodig is."),
    ),
    Need.JOBCOACH_PRESENT: NeedWords(
        N_("De jobcoach erbij"),
        N_("Komt samen met de jobcoach"),
        N_("Bij welke onderdelen?"),
    ),
    Need.BREAKS: NeedWords(
        N_("Extra pauzes"),
        N_("Neemt af en toe een korte pauze"),
        N_("Toelichting bij de pauzes"),
    ),
    Need.WRITTEN_INSTRUCTIONS: NeedWords(
        N_("Instructies op papier"),
        N_("Krijgt instructies graag op papier"),
        N_("Toelichting bij de instructies"),
    ),
    Need.OTHER: NeedWords(
        N_("Iets anders"),
        N_("Nog iets om te regelen"),
        N_("Wat moet er geregeld worden?"),
        N_("Vul in wat er geregeld moet worden."),
    ),
}

EXTRA_MINUTES_AT_MOST = 240


def wrong_in_need(need: Need, minutes: int, detail: str) -> str:
    """What lacks in a need that was ticked, as a sentence; empty when nothing does."""
    if need is Need.EXTRA_TIME and not 0 < minutes <= EXTRA_MINUTES_AT_MOST:
        return N_("Vul in hoeveel minuten extra: een getal van 1 tot 240.")
    return NEEDS[need].needs_detail if not detail.strip() else ""
