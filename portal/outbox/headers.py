"""Header lines that nobody can break out of: checked addresses, cleaned text, folded and in ASCII.

The standard library folds names differently from one release of Python to the next; the bytes of a mail
should not, so the few rules stand here.
"""

import re
import textwrap

LINE = 76  # the limit of a line with encoded words, of quoted-printable and of base64
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]+")
_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^\s@<>()\[\]\\,;:\"]{1,253}\Z")
_PLAIN_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+\Z")
_KEPT_IN_Q = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/")
_LONGEST_NAME = 120
_LONGEST_WORD = 54  # of an encoded word, so that "Subject: =?utf-8?q?" and "?=" fit on the line with it


class BadAddress(ValueError):
    """An address that cannot stand in a mail header."""


def checked_address(email: str) -> str:
    """The address as it goes into headers and the envelope; a domain with accents in its ASCII form.

    Raises BadAddress for anything else than one plain address.
    """
    if not _ADDRESS.match(email):
        raise BadAddress(f"not an address: {email!r}")
    local, _, domain = email.rpartition("@")
    if local.startswith(".") or local.endswith(".") or ".." in local:
        raise BadAddress(f"not an address: {email!r}")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise BadAddress(f"not an address: {email!r}") from error


def cleaned_text(text: str) -> str:
    """One line; no control characters, no line separators, no marks that turn the text around."""
    return " ".join(_UNPRINTABLE.sub(" ", _DIRECTIONS.sub("", text)).split())


def cleaned_lines(text: str) -> str:
    """The same for the body of a mail, where lines may end: every kind of line break becomes LF."""
    lines = _BREAKS.split(text)
    return "\n".join(_UNPRINTABLE.sub(" ", _DIRECTIONS.sub("", line)) for line in lines)


def text_header(header: str, text: str) -> str:
    """Any text as the value of a header, folded: plain where it can be, else in encoded words (RFC 2047)."""
    text = cleaned_text(text)
    if text.isascii() and "=?" not in text:
        room = LINE - len(header) - 2
        lines = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)
        if all(len(line) <= room for line in lines):
            return "\r\n ".join(lines)
    return "\r\n ".join(_encoded_words(text))


def address_header(header: str, email: str, name: str) -> str:
    """One address and the name beside it as the value of a header, folded. Raises BadAddress."""
    address = checked_address(email)
    name = cleaned_text(name)[:_LONGEST_NAME].strip()
    if not name:
        return address
    phrases = _encoded_words(name)
    if name.isascii() and "=?" not in name:
        phrase = name if _PLAIN_PHRASE.match(name) else _quoted(name)
        if len(f"{header}: {phrase}") <= LINE:
            phrases = [phrase]
    *lines, last = phrases
    joined = f"{last} <{address}>"
    fits = len(joined) + (1 if lines else len(header) + 2) <= LINE
    return "\r\n ".join([*lines, joined] if fits else [*phrases, f"<{address}>"])


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _encoded_words(text: str) -> list[str]:
    """The text in Q encoding, cut between characters; readers skip the white space between the words."""
    words, word = [], ""
    for character in text:
        coded = "".join(_q(byte) for byte in character.encode("utf-8"))
        if len(word) + len(coded) > _LONGEST_WORD:
            words.append(word)
            word = ""
        word += coded
    return [f"=?utf-8?q?{one}?=" for one in (*words, word)]


def _q(byte: int) -> str:
    if byte in _KEPT_IN_Q:
        return chr(byte)
    return "_" if byte == 0x20 else f"={byte:02X}"
