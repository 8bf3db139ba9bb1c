"""The employer's tablets: how one is paired, and until when it opens anything (req X-04)."""

import hashlib
import hmac
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# No letters or digits that are mistaken for each other when somebody types the code.
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CODE_LENGTH = 8
CODE_MINUTES = 30
MOST_WRONG_PINS = 5
# A tablet that found no network on the day delivers the days after; names it gets on the day only.
DAYS_TO_DELIVER = 2
# A tablet that was not heard of for so long is shown as silent; it says hello every half minute.
SILENT_SECONDS = 120


def pairing_words(secret: str, device_id: str) -> tuple[str, str]:
    """The code and the PIN of a tablet, from the portal's secret: asked again by a double click, they are the same."""
    drawn = hmac.digest(secret.encode(), f"tablet {device_id}".encode(), "sha256")
    code = "".join(_SIGNS[byte % len(_SIGNS)] for byte in drawn[:_CODE_LENGTH])
    return code, f"{int.from_bytes(drawn[16:24]) % 1_000_000:06d}"


def token_for(secret: str, code: str, nonce: str) -> str:
    """The 256-bit token for who pairs with this code. `nonce` is the tablet's own random text.

    The tablet that asks again because the answer was lost on the way gets the same token; another tablet gets none.
    """
    return hmac.new(secret.encode(), f"token {code} {nonce}".encode(), "sha256").hexdigest()


def tidy_code(typed: str) -> str:
    """A code as it was made, however it was typed: small letters, spaces and dashes do not matter."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper())


def is_nonce(text: str) -> bool:
    """Whether this is the random text of a tablet that pairs: 128 bits or more, so that nobody else asks with it."""
    return re.fullmatch(r"[A-Za-z0-9_-]{22,64}", text) is not None


def hash_of_pin(pin: str, device_id: str) -> str:
    """What is kept of a PIN: slow to compute, though six digits stay guessable for who has the database."""
    return hashlib.scrypt(pin.encode(), salt=device_id.encode(), n=2**12, r=8, p=1).hex()


def shows_names_on(day_on: date, now: datetime, zone: str) -> bool:
    """Whether a tablet may read who comes: until midnight of the day, on the site's clock."""
    return now.astimezone(ZoneInfo(zone)).date() <= day_on


def seconds_of_names(day_on: date, now: datetime, zone: str) -> int:
    """How long a tablet may still show who comes: it wipes names by itself then, also without network."""
    midnight = datetime.combine(day_on + timedelta(days=1), time.min, ZoneInfo(zone))
    return max(0, int((midnight - now).total_seconds()))


def takes_sheets_on(day_on: date, now: datetime, zone: str) -> bool:
    """Whether a tablet may still deliver what it holds."""
    return now.astimezone(ZoneInfo(zone)).date() <= day_on + timedelta(days=DAYS_TO_DELIVER)
