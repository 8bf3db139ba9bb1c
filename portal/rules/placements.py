"""What comes of an internship (req 001-26, 001-35, 001-36)."""

from enum import StrEnum

from portal.rules.words import N_


class PlacementOutcome(StrEnum):
    """Whether both sides go on."""

    HIRED = "hired"
    NOT_HIRED = "not_hired"


PLACEMENT_NAMES = {
    PlacementOutcome.HIRED: N_("Aangeworven"),
    PlacementOutcome.NOT_HIRED: N_("Niet aangeworven"),
}
