"""Talks before the selection day: how they are held, when they may be, and what a clash is (req 003-01 … 003-18)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from portal.rules.refusals import Refused
from portal.rules.words import N_

CHANNEL_NAMES = {
    "visit": N_("ter plaatse"),
    "phone": N_("telefoon"),
    "video": N_("videogesprek"),
}
INTERVIEW_NAMES = {
    "visit": N_("Preselectiegesprek ter plaatse"),
    "phone": N_("Preselectiegesprek per telefoon"),
    "video": N_("Preselectiegesprek via video"),
}
# What comes of it: go or no-go for the next round (req 000-18).
RESULT_NAMES = {
    "go_on": N_("Gaat door naar de volgende ronde"),
    "stop_here": N_("Gaat niet door naar de volgende ronde"),
    "wait": N_("Nog niet beslist"),
}
# As a mail can lead there: nothing that would end the address early.
_WEB = re.compile(r"https?://[^\s<>\"/][^\s<>\"]*")
SHORTEST, LONGEST, USUAL = 10, 240, 30  # minutes


def end_of(starts_at: datetime, minutes: int) -> datetime:
    """When a talk that begins then is over."""
    return starts_at + timedelta(minutes=minutes)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """When somebody talks to somebody: instants, and the ids of both."""

    starts_at: datetime
    minutes: int
    interviewer_id: int
    candidate_id: int

    @property
    def ends_at(self) -> datetime:
        """The end; the next talk may begin right then."""
        return end_of(self.starts_at, self.minutes)


def overlap(one: Slot, other: Slot) -> bool:
    """Whether two talks are at the same time; one after the other are not."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def refuse_moment(starts_at: datetime, minutes: int, zone: str, now: datetime) -> None:
    """Raise Refused for a talk in the past, or one that goes on past midnight on the site's clock."""
    if starts_at <= now:
        raise Refused(N_("Dit moment is al voorbij. Kies een later moment."))
    local = ZoneInfo(zone)
    last = (starts_at + timedelta(minutes=minutes, seconds=-1)).astimezone(local)
    if last.date() != starts_at.astimezone(local).date():
        raise Refused(N_("Het gesprek zou pas na middernacht eindigen. Kies een vroeger uur of een korter gesprek."))


def wrong_in_place(channel: str, place: str) -> str:
    """What is wrong with the place of a talk, as a sentence; empty when nothing is. A phone call needs none."""
    if channel == "visit" and not place:
        return N_("Zeg waar jullie elkaar zien: straat, nummer en gemeente.")
    if channel != "video":
        return ""
    if not place:
        return N_("Vul het webadres van het videogesprek in. Iedereen krijgt het in de mail.")
    if not _WEB.fullmatch(place):
        return N_("Dit is geen webadres. Het begint met https://, bijvoorbeeld https://video.voorbeeld.be/gesprek.")
    return ""


def refuse_planning(campaign_state: str, nomination_state: str) -> None:
    """Raise Refused unless the campaign runs and the candidate is put forward."""
    if campaign_state != "running":
        raise Refused(N_("Deze instroomactie loopt niet; er kan geen gesprek gepland worden."))
    if nomination_state != "put_forward":
        raise Refused(N_("Deze kandidaat is niet voorgedragen; er kan geen gesprek gepland worden."))
