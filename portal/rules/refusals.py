"""Why something may not happen: a sentence for a person, in Dutch, translated where it is shown."""

from typing import Any


class Refused(Exception):
    """Out of order: the record is not in a state for this, or a rule of the process forbids it (HTTP 409).

    `sentence` is a Dutch message id with named placeholders, `values` fill it.
    """

    def __init__(self, sentence: str, **values: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values


class ChangedMeanwhile(Refused):
    """Somebody else changed the record between reading and writing; nothing was overwritten."""
