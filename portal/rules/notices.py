"""How people hear of what happens to candidates: at once, in one mail a day, or not (req 002-01, 002-11)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from portal.rules.milestones import Milestone
from portal.rules.words import N_


class Topic(StrEnum):
    """What one can hear of."""

    NEW = "new"
    PROGRESS = "progress"


TOPIC_NAMES = {
    Topic.NEW: N_("Een nieuwe kandidaat in een instroomactie die je trekt"),
    Topic.PROGRESS: N_("Goed nieuws over een kandidaat die je voordroeg"),
}


class How(StrEnum):
    """How one hears of it, the loudest first."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NONE = "none"


HOW_NAMES = {
    How.AT_ONCE: N_("Meteen een mail"),
    How.DAILY: N_("Eén mail per dag, ’s ochtends, als er nieuws is"),
    How.NONE: N_("Geen mail; ik kijk in het portaal"),
}
# A new candidate asks something of the lead; progress is good to know, and may wait for the morning.
USUAL = {Topic.NEW: How.AT_ONCE, Topic.PROGRESS: How.DAILY}
DIGEST_HOUR = 7  # on the clock of the portal's zone

# What happens in other areas and is a green outcome for who put the candidate forward. A decision has its own mail.
GREEN_NEWS: dict[tuple[str, str], tuple[str, str]] = {
    ("Attendance", "check_in"): (Milestone.DAY, "came"),
    ("TestPaper", "hand_in"): (Milestone.TEST, "handed_in"),
    ("Internship", "start"): (Milestone.STARTED, "started"),
    ("Internship", "end"): (Milestone.ENDED, "ended"),
}
# What is news for everybody who follows the nomination, and so counts as its last update. A decision that is still
# pending, a sheet and a rating are not: nobody may see from a list that they are there.
NEWS = {
    "Nomination", "Interview", "Attendance", "Relay", "Internship", "Placement", "AftercareMoment", "Document",
    "MilestoneOutcome",
}  # fmt: skip
NEWS_STEPS = {
    ("Decision", "publish"), ("Decision", "take_back"), ("TestPaper", "hand_in"),
    ("Preselection", "register"), ("Preselection", "undo"), ("Preselection", "tell"), ("Preselection", "correct"),
}  # fmt: skip

# Where it ended by what other areas know: archived then, with these words, and back when that is put right.
ENDED_BY_PRESELECTION = N_("Gaat niet door na de preselectie; het resultaat is verteld.")
ENDED_BY_RESULT = N_("Niet weerhouden; het resultaat is verteld.")
ENDED_BY_STOP = N_("De stage is vroeger gestopt.")
ENDED_BY_OUTCOME = N_("Niet aangeworven na de stage.")


def is_news(subject: str, step: str) -> bool:
    """Whether a line of history is an update that everybody may know of who follows the nomination."""
    return subject in NEWS or (subject, step) in NEWS_STEPS


def loudest(hows: Iterable[str]) -> How | None:
    """The loudest of several wishes; None when there is none."""
    wanted = set(hows)
    return next((one for one in How if one in wanted), None)


def wish_for(
    topic: Topic, chosen: Mapping[tuple[int | None, int | None], str], campaign: int, vacancies: Iterable[int]
) -> How:
    """How somebody hears of a topic: as chosen for the wanted functions, the campaign, or everywhere; else as is usual.

    `chosen`: by (campaign, vacancy), None for all of them.
    """
    of_vacancies = loudest(chosen[campaign, one] for one in vacancies if (campaign, one) in chosen)
    found = of_vacancies or chosen.get((campaign, None)) or chosen.get((None, None))
    return How(found) if found else USUAL[topic]
