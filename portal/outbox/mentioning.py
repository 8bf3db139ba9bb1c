"""Whether a mail names somebody: in its headers, its text, its HTML or its appointment."""

import re
from collections.abc import Collection
from email import message_from_bytes, policy


def mentions(raw: bytes, names: Collection[str]) -> bool:
    """Whether one of these names stands in a mail as whole words, small or capital; empty names count for nothing."""
    wanted = [re.escape(" ".join(name.split())) for name in names if name.strip()]
    if not wanted:
        return False
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)", re.IGNORECASE)
    return any(pattern.search(" ".join(text.split())) for text in _texts(raw))


def _texts(raw: bytes) -> list[str]:
    found = []
    message = message_from_bytes(raw, policy=policy.default)
    for part in message.walk():
        found.append(" ".join(str(value) for value in part.values()))
        if not part.is_multipart():
            content = part.get_payload(decode=True)
            text = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
            # A calendar folds its lines in the middle of words.
            found.append(text.replace("\r\n ", "").replace("\n ", "") if "BEGIN:VCALENDAR" in text else text)
    return found
