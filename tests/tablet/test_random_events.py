"""Ten thousand random events against a model of one line: who came first with a sheet goes on, nothing is lost."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pytest

from portal.actions.tablets import keep_sheet, open_day
from portal.models.database import write_transaction
from portal.models.speeddates import Device, Sheet, SheetEntry
from portal.rules.scoring import Verdict, digest_of
from tests.speeddates.day import Day
from tests.tablet.tablets import new_codes

EVENTS = 10_000
AT_ONCE = 250  # events in one wait for the disk
TABLETS = 4

pytestmark = pytest.mark.once


@dataclass
class Record:
    """What a tablet keeps of one sheet, as `static/js/tablet-store.js` does."""

    body: dict[str, Any] = field(default_factory=lambda: {"scores": {}, "note": "", "verdict": None})
    rev: int = 0
    acked: int = 0
    version: int = 0


@dataclass
class Copy:
    """A tablet without a screen, and a network that drops, repeats and mixes up what it sends."""

    device: Device
    chance: random.Random
    records: dict[int, Record] = field(default_factory=lambda: defaultdict(Record))
    under_way: list[tuple[Sheet, int, int, dict[str, Any]]] = field(default_factory=list)
    delivered: set[tuple[int, int, int, str]] = field(default_factory=set)
    newly: list[int] = field(default_factory=list)

    def taps(self, sheet: Sheet, criteria: list[str], number: int) -> None:
        record = self.records[sheet.id]
        scores = {**record.body["scores"], self.chance.choice(criteria): self.chance.randint(1, 4)}
        verdict = self.chance.choice([None, *map(str, Verdict)])
        record.body = {"scores": scores, "note": f"{self.device.label}, {number}", "verdict": verdict}
        record.rev += 1

    def sends(self, sheet: Sheet) -> None:
        record = self.records[sheet.id]
        if record.rev > record.acked:
            self.under_way.append((sheet, record.rev, record.version, record.body))

    def network(self, *, fails: bool) -> None:
        """One of the things under way gets lost, arrives, or arrives and will again; its receipt may get lost."""
        if not self.under_way:
            return
        one = self.under_way.pop(self.chance.randrange(len(self.under_way)))
        if fails and self.chance.random() < 0.2:
            return
        if fails and self.chance.random() < 0.3:
            self.under_way.append(one)
        sheet, rev, base, body = one
        receipt = keep_sheet(sheet, self.device, body, rev=rev, base=base, owner=sheet.assessor.public_id)
        self.newly.append(sheet.id)
        self.delivered.add((sheet.id, self.device.id, rev, digest_of(body)))
        if fails and self.chance.random() < 0.2:
            return
        record = self.records[sheet.id]
        record.acked = max(record.acked, receipt.rev)
        if receipt.standing == "accepted":
            record.version = max(record.version, receipt.version)


@dataclass
class World:
    """Tablets and sheets. `first`: which tablet came first with each sheet; `own`: who alone writes on it."""

    chance: random.Random
    copies: list[Copy]
    sheets: list[Sheet]
    criteria: list[str]
    own: dict[int, Copy]
    first: dict[int, int] = field(default_factory=dict)

    def lives(self, numbers: range) -> None:
        for number in numbers:
            sheet = self.chance.choice(self.sheets)
            copy = self.own.get(sheet.id) or self.chance.choice(self.copies)
            what = self.chance.random()
            if what < 0.4:
                copy.taps(sheet, self.criteria, number)
            elif what < 0.7:
                copy.sends(sheet)
            else:
                copy.network(fails=True)
            self._notes(copy)

    def comes_to_rest(self) -> None:
        """The network works: what is under way arrives, and what is unsent is sent."""
        for copy in self.copies:
            for _ in range(2):
                while copy.under_way:
                    copy.network(fails=False)
                for sheet in self.sheets:
                    copy.sends(sheet)
            while copy.under_way:
                copy.network(fails=False)
            self._notes(copy)

    def writers(self, sheet: Sheet) -> list[Copy]:
        return [copy for copy in self.copies if sheet.id in copy.records and copy.records[sheet.id].rev]

    def _notes(self, copy: Copy) -> None:
        for sheet_id in copy.newly:
            self.first.setdefault(sheet_id, copy.device.id)
        copy.newly.clear()


def new_world(day: Day) -> World:
    """The first half of the sheets belongs to one tablet each; on the others anybody writes."""
    chance = random.Random(20261129)
    copies = [Copy(new_codes(day, f"Tablet {number}")[0], chance) for number in range(TABLETS)]
    open_day(copies[0].device)
    sheets = list(Sheet.select())
    own = {sheet.id: copies[number % TABLETS] for number, sheet in enumerate(sheets[: len(sheets) // 2])}
    return World(chance, copies, sheets, [one.public_id for one in day.criteria], own)


# req 001-23
@pytest.mark.timeout(600)
def test_ten_thousand_events_with_drops_repeats_and_disorder_end_as_a_simple_model_says(day: Day) -> None:
    world = new_world(day)
    for start in range(0, EVENTS, AT_ONCE):
        with write_transaction():
            world.lives(range(start, start + AT_ONCE))
    with write_transaction():
        world.comes_to_rest()
    log = [
        (entry.sheet_id, entry.device_id, entry.rev, entry.digest)
        for entry in SheetEntry.select().order_by(SheetEntry.id)
    ]
    assert sorted(log) == sorted(set().union(*(copy.delivered for copy in world.copies)))  # nothing lost, nothing twice
    assert len(log) > 1000
    by_device = {copy.device.id: copy for copy in world.copies}
    for sheet in Sheet.select():
        writers = world.writers(sheet)
        assert sheet.body == by_device[world.first[sheet.id]].records[sheet.id].body
        assert sheet.is_conflicted == (len(writers) > 1)
        for copy in writers:
            record = copy.records[sheet.id]
            assert record.acked == record.rev
            assert (sheet.id, copy.device.id, record.rev, digest_of(record.body)) in log
