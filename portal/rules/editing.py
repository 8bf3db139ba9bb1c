"""Two people with the same form: what each saw is compared with what stands there, so that nobody overwrites unseen."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from portal.rules.refusals import ChangedMeanwhile
from portal.rules.words import N_


class EditedMeanwhile(ChangedMeanwhile):
    """Somebody else changed these very answers; `stands` is what stands there now, by the names of the form."""

    def __init__(self, stands: Mapping[str, Any]) -> None:
        super().__init__(
            N_("Iemand anders heeft dit intussen gewijzigd. Je tekst staat hieronder nog; vergelijk en bewaar opnieuw.")
        )
        self.stands = dict(stands)


def fingerprint(contents: Mapping[str, Any]) -> str:
    """A short mark of answers, equal for equal answers. It travels in the form as what the person saw."""
    written = json.dumps(contents, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:24]


def needs_writing(stands: Mapping[str, Any], wanted: Mapping[str, Any], seen: str | None) -> bool:
    """Whether answers have to be written: not when they stand there already, so a form that is sent twice does no harm.

    Raises EditedMeanwhile when something else stands there than the person saw; `seen` None: whatever stands there.
    """
    if fingerprint(stands) == fingerprint(wanted):
        return False
    if seen is not None and seen != fingerprint(stands):
        raise EditedMeanwhile(stands)
    return True
