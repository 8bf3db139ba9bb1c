"""The candidate's own page: what stands there when, and when its link may be asked again (req X-06, X-01, Y-1)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from portal.rules.refusals import Refused
from portal.rules.words import N_

ASK_AGAIN_AFTER = timedelta(hours=24)
_PHONE_DIGITS = 8  # the last ones: country codes and the zero before an area differ


class Phase(StrEnum):
    """How far a candidate is, as the own page tells it."""

    OUT = "out"  # withdrawn, or the campaign is called off
    CANCELLED = "cancelled"  # the day does not take place
    WAITING = "waiting"  # no day is made known yet
    AHEAD = "ahead"
    TODAY = "today"
    OVER = "over"  # the day is over, and the jobcoach has not told the result yet
    TOLD = "told"


def phase_of(
    *,
    nomination_state: str,
    campaign_state: str,
    day_state: str,
    is_told: bool,
    starts_at: datetime | None,
    ends_at: datetime | None,
    now: datetime,
    is_today: bool,
) -> Phase:
    """The phase of one candidate; `day_state` is empty while there is no day, `starts_at` the own first part.

    Nothing but `is_told` lets a result be seen: what the jobcoach says goes before what stands here (req X-01).
    """
    if nomination_state != "put_forward" or campaign_state not in ("running", "closed"):
        return Phase.OUT
    if is_told:
        return Phase.TOLD
    if day_state == "cancelled":
        return Phase.CANCELLED
    if day_state not in ("published", "closed") or starts_at is None or ends_at is None:
        return Phase.WAITING
    if now >= ends_at or (now > starts_at and not is_today):
        return Phase.OVER
    return Phase.TODAY if is_today else Phase.AHEAD


def marks(spans: Sequence[tuple[datetime, datetime]], now: datetime) -> list[str]:
    """For each part of a day, in order of time: `over`, `now`, `next` (the first to come) or nothing."""
    found: list[str] = []
    for starts_at, ends_at in spans:
        if ends_at <= now:
            found.append("over")
        elif starts_at <= now:
            found.append("now")
        else:
            found.append("" if "next" in found else "next")
    return found


def phone_key(typed: str) -> str:
    """A phone number as it is compared; empty for what is none: `0470 12 34 56` is `+32 470 12 34 56`."""
    digits = "".join(sign for sign in typed if "0" <= sign <= "9")
    return digits[-_PHONE_DIGITS:] if len(digits) > _PHONE_DIGITS else ""


def may_ask_again(last_asked_at: datetime | None, now: datetime) -> bool:
    """Whether the link may be asked once more: at most once in 24 hours."""
    return last_asked_at is None or now - last_asked_at >= ASK_AGAIN_AFTER


def check_may_have_page(nomination_state: str) -> None:
    """Refuse a page for somebody who is not put forward: there is nothing to tell."""
    if nomination_state != "put_forward":
        raise Refused(N_("“Mijn dag” bestaat zodra de kandidaat voorgedragen is."))
