"""The words on a timeline, by (kind of record, step): the machines' own and those of happenings that change no state."""

from portal.rules.states import MACHINES
from portal.rules.words import N_

OTHER_HAPPENINGS: dict[tuple[str, str], str] = {
    ("Campaign", "open"): N_("Instroomactie aangemaakt"),
    ("Campaign", "hand_over"): N_("Instroomactie overgedragen"),
    ("Nomination", "begin"): N_("Voordracht begonnen"),
    ("Nomination", "amend"): N_("Voordracht aangevuld"),
    ("Document", "add"): N_("Document toegevoegd"),
    ("Candidate", "add"): N_("Kandidaat toegevoegd"),
    ("Candidate", "change"): N_("Gegevens van de kandidaat gewijzigd"),
    ("Decision", "decide"): N_("Beslissing genomen, nog niet bekendgemaakt"),
}


def happening_words(subject: str, step: str) -> str:
    """The Dutch message id for a line of history. KeyError for one without words: a house test looks for those."""
    machine = MACHINES.get(subject)
    if machine and step in machine.steps:
        return machine.steps[step].words
    return OTHER_HAPPENINGS[subject, step]
