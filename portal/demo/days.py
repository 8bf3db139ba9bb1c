"""The days of the story, counted from today in working days: what is told never falls on a Sunday."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal import clock
from portal.queries.working_days import is_working_day
from portal.rules.local_times import to_utc

COUNTRY, ZONE = "BE", "Europe/Brussels"
_HALF_HOUR = 30
_GONE_BY = 2 * 60 + 30  # minutes of the selection day that have passed when the story stops
_EARLIEST, _LATEST = 60, 18 * 60  # a day in the night is odd, one on which nothing happens yet shows nothing
_EARLIEST_IF_CLOCK_CHANGES = 4 * 60  # in that night an hour lacks, or comes twice


@dataclass(frozen=True)
class Days:
    """The calendar of one telling; `now` is the instant (UTC) at which the story stops."""

    now: datetime

    @classmethod
    def until_now(cls) -> "Days":
        """The days that lead to the present."""
        return cls(clock.now().replace(microsecond=0))

    @property
    def today(self) -> date:
        """Today at the employer's."""
        return self._local_now.date()

    def day(self, number: int) -> date:
        """The working day so many after (or, negative, before) today. 0 is today, whatever day that is."""
        on = self.today
        for _ in range(abs(number)):
            on += timedelta(days=1 if number > 0 else -1)
            while not is_working_day(on, COUNTRY):
                on += timedelta(days=1 if number > 0 else -1)
        return on

    def at(self, number: int, hour: int, minute: int = 0) -> datetime:
        """An hour of a working day as an instant; of a day that is not past, now at the latest."""
        return self.at_minute(number, hour * 60 + minute)

    def at_minute(self, number: int, minute: int) -> datetime:
        """The same, in minutes since midnight."""
        found = to_utc(self.day(number), time(*divmod(minute, 60)), ZONE)
        return min(found, self.now)

    def to_come(self, number: int, hour: int, minute: int = 0) -> datetime:
        """An hour of a day that is still to come, as an instant."""
        return to_utc(self.day(number), time(hour, minute), ZONE)

    @property
    def selection_day_begins(self) -> int:
        """When today's selection day begins (minutes since midnight): so that it is half-way when somebody looks."""
        now = self._local_now
        midnight, morning = (now.replace(hour=hour, minute=0, fold=0) for hour in (0, 6))
        changes = midnight.utcoffset() != morning.utcoffset()
        minute = now.hour * 60 + now.minute - _GONE_BY
        earliest = _EARLIEST_IF_CLOCK_CHANGES if changes else _EARLIEST
        return min(max(minute // _HALF_HOUR * _HALF_HOUR, earliest), _LATEST)

    @property
    def _local_now(self) -> datetime:
        return self.now.astimezone(ZoneInfo(ZONE))
