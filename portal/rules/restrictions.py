"""A file that is set apart (GDPR art. 18): what may still happen to it, and the words that say so."""

from enum import StrEnum

from portal.rules.permissions import May
from portal.rules.refusals import Refused
from portal.rules.words import N_


class Ground(StrEnum):
    """Why a file may be set apart, GDPR art. 18(1) a to d."""

    ACCURACY = "accuracy"
    UNLAWFUL = "unlawful"
    CLAIM = "claim"
    OBJECTION = "objection"


GROUND_NAMES = {
    Ground.ACCURACY: N_("De kandidaat zegt dat gegevens niet kloppen; we kijken het na"),
    Ground.UNLAWFUL: N_("De verwerking mag niet, maar de kandidaat wil niet dat we wissen"),
    Ground.CLAIM: N_("De kandidaat heeft de gegevens nodig voor een klacht of een rechtszaak"),
    Ground.OBJECTION: N_("De kandidaat maakt bezwaar; we wegen het af"),
}

# What the own mediator may still do while a file is set apart: read it, and what data protection asks for.
STILL_OPEN = frozenset(
    {
        May.SEE_CANDIDATE,
        May.SEE_NOMINATION,
        May.READ_DOCUMENT,
        May.SEE_INTERVIEW,
        May.SEE_INTERNSHIP,
        May.READ_FOLLOW_UPS,
        May.SEE_PRIVACY_FILE,
        May.EXPORT_CANDIDATE,
        May.SEE_LOOKS,
        May.SEE_SHARING,
        May.SEE_PRESELECTION,
        May.SEE_TERMS,
        May.HOLD_FILE,
        May.RESTRICT_CANDIDATE,
        May.KEEP_CONSENT,
    }
)
SENTENCE = N_(
    "Dit dossier is afgeschermd: het wordt alleen gelezen, door de eigen bemiddelaars, "
    "en niet gewijzigd of doorgegeven tot de afscherming is opgeheven."
)


def refuse_while_restricted(permission: May) -> None:
    """Raise Refused for anything but reading by the own mediator."""
    if permission not in STILL_OPEN:
        raise Refused(SENTENCE)
