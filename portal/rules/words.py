"""The marker for sentences that are translated where they are shown."""


def N_(text: str) -> str:
    """Mark a Dutch sentence for the catalogues; return it unchanged."""
    return text


class Term(str):
    """A Dutch message id that fills a placeholder of another sentence: translated as well where it is shown."""

    __slots__ = ()
