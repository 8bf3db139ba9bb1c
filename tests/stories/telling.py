"""The stage of a story: the portal, a mail server, the clock, and people with a browser and a mailbox."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import Flask

from portal.actions.planning_runs import carry_out, claim_run
from portal.actions.reminding.running import run_due
from portal.outbox.delivery import deliver_due
from tests.clock import BRUSSELS, Clock
from tests.person import Person
from tests.selection_days.at_once import answer_here
from tests.stories.appointments import Diary, diaries
from tests.stories.postbox import Letter, Postbox

# When the clock of the story does what the worker does all day long.
BEATS = ((9, 5), (17, 5))


@dataclass(frozen=True)
class Somebody:
    """A person of the story."""

    name: str
    email: str
    phone: str = ""

    @property
    def first_name(self) -> str:
        return self.name.partition(" ")[0]


@dataclass
class Story:
    """What the chapters share. `found` keeps addresses of pages that somebody will come back to."""

    app: Flask
    clock: Clock
    postbox: Postbox
    people: dict[str, Somebody]
    found: dict[str, str] = field(default_factory=dict)

    def sits_down(self, who: str) -> Person:
        """Somebody with an account signs in, in a fresh browser."""
        return Person(self.app).signs_in(self.people[who].email)

    def passer_by(self) -> Person:
        """A browser in which nobody has signed in."""
        return Person(self.app)

    def opens_mail(self, who: str, about: str) -> Letter:
        """The newest mail about something, once the post has come round."""
        self.the_post_leaves()
        return self.postbox.newest(self.people[who].email, about)

    def follows(self, who: str, about: str, button: str, *, signed_in: bool = True) -> Person:
        """Somebody opens the mail about something and clicks its button."""
        address = self.opens_mail(who, about).leads_to(button)
        person = self.sits_down(who) if signed_in else self.passer_by()
        person.visits(address)
        return person

    @contextmanager
    def mails_go_to(self, **counts: int) -> Iterator[None]:
        """What happens inside makes this many mails leave to each of these people, and none to anybody else."""
        before = self._mail_counts()
        yield
        new = self._mail_counts() - before
        assert new == counts, [f"{letter.recipient}: {letter.subject}" for letter in list(self.postbox)[-new.total() :]]

    def _mail_counts(self) -> Counter[str]:
        self.the_post_leaves()
        who_is = {somebody.email: who for who, somebody in self.people.items()}
        return Counter(who_is[letter.recipient] for letter in self.postbox)

    def diary_of(self, who: str) -> Diary:
        """Somebody's calendar as the mails made it."""
        self.the_post_leaves()
        email = self.people[who].email
        return diaries(list(self.postbox)).get(email, Diary(email))

    def the_post_leaves(self) -> None:
        """What the worker does each second. Every mail goes out at once: the server refuses none."""
        done = deliver_due(self.clock.now())
        assert (done.failed, done.later, done.in_doubt, done.withheld, done.stopped) == (0, 0, 0, 0, None)

    def the_worker_plans(self) -> None:
        """What the worker does for a day that waits, but for the process of its own (tests/selection_days has that)."""
        run = claim_run(self.clock.now())
        assert run is not None, "nobody asked for a plan"
        carry_out(run, solve=answer_here)  # its hours are the same each time: nothing hangs on how quick the machine is

    def until(self, moment: str) -> None:
        """Time passes; twice a day the worker looks at what is due and the post leaves."""
        end = datetime.fromisoformat(moment).replace(tzinfo=BRUSSELS)
        here = self.clock.now().astimezone(BRUSSELS)
        assert here < end, f"{moment} is past"
        day = here.date()
        while day <= end.date():
            for hour, minute in BEATS:
                beat = datetime(day.year, day.month, day.day, hour, minute, tzinfo=BRUSSELS)
                if here < beat < end:
                    self.clock.go_to(beat)
                    self.the_clock_beats()
            day += timedelta(days=1)
        self.clock.go_to(end)
        self.the_clock_beats()

    def the_clock_beats(self) -> None:
        """What the worker does every twenty seconds; what it did once, it does not do again."""
        done = run_due(self.clock.now())
        assert -1 not in done.values(), done
        if any(done.values()):
            assert not any(run_due(self.clock.now()).values())
        self.the_post_leaves()
