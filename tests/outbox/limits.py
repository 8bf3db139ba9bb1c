"""What every mail of the portal keeps to, whatever is in it."""

from portal.rules.texts import LARGEST_MAIL
from tests.outbox.reading import body, read, words_of_html

LONGEST_LINE = 78


def broken_limits(raw: bytes) -> list[str]:
    """What a mail does that it may not: not 7-bit, long lines, more than 60 kB, other words in text than in HTML."""
    found = []
    if max(raw) > 127 or b"\x00" in raw:
        found.append("not 7-bit")
    longest = max(map(len, raw.split(b"\r\n")))
    if longest > LONGEST_LINE:
        found.append(f"a line of {longest}")
    if len(raw) > LARGEST_MAIL:
        found.append(f"{len(raw)} bytes")
    if found:
        return found
    message = read(raw)
    text = body(message, "plain")
    words, links = words_of_html(body(message, "html"))
    if same_words(text.split()) != same_words(words):
        found.append("the text has other words than the HTML")
    found += [f"no {link} in the text" for link in links if link not in text]
    return found


def same_words(words: list[str]) -> str:
    """The words without what only a text needs: dashes, the colon after a button's words, and where it leads."""
    return "".join(word.rstrip(":") for word in words if word not in {"-", "--"} and not word.startswith("http"))
