"""The words by which somebody searches a list."""

MOST_WORDS = 20  # more narrow nothing further, and each is a condition: a database takes no endless list of them


def words_to_find(typed: str) -> list[str]:
    """The words that were typed, each to be found somewhere."""
    return typed.split()[:MOST_WORDS]
