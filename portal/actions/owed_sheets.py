"""Sheets that are not in yet: assessors are reminded, and a tablet's second copy is taken in."""

from dataclasses import dataclass

from portal import clock
from portal.actions.moving import note_down
from portal.actions.tablets import keep_arrival
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.selection_days import SelectionDay
from portal.models.speeddates import Device
from portal.outbox.mails.selection_days import Owing, sheets_missing, sheets_owed
from portal.outbox.posting import post
from portal.queries.owed_sheets import Owed, reminders_for, standing_of_day
from portal.queries.tablets import sheet_of_device
from portal.rules.refusals import Refused
from portal.rules.tablet_copies import TabletCopy
from portal.rules.words import N_


@writes
def remind_assessors(day: SelectionDay, *, by: User) -> int:
    """One mail to each assessor and guide with an address who owes a sheet; how many went out.

    Of those without an address the people of the employer hear, with how many sheets: one mail each. Nobody twice
    within 24 hours.
    """
    now = clock.now()
    due = reminders_for(day, standing_of_day(day, now).owed, now)
    for owed in due.own:
        who = (owed.email, owed.name, owed.language)
        post(sheets_missing(day, _owing(owed), who, owed.person.public_id, now))
        owed.person.change(reminded_at=now)
    for person in due.employer:
        post(sheets_owed(day, person, [_owing(one) for one in due.without], now))
    for owed in due.without if due.employer else ():
        owed.person.change(reminded_at=now)
    count = len(due.own) + len(due.employer)
    if count:
        note_down(day, "remind_assessors", by=by)
    return count


def _owing(owed: Owed) -> Owing:
    return Owing(owed.name, owed.table, owed.starts)


@dataclass(frozen=True)
class Taken:
    """What came of a copy: sheets that were new here, that were here already, and that are of no sheet of this day."""

    new: int
    known: int
    strange: int


@writes
def take_copy(day: SelectionDay, copy: TabletCopy, *, by: User) -> Taken:
    """Take in a tablet's second copy through the same door as what it sends; the same copy again changes nothing.

    Refused when it comes from no tablet of this day. A tablet that was revoked counts too: its sheets are sheets.
    """
    device = Device.get_or_none(Device.public_id == copy.device, Device.selection_day == day)
    if device is None:
        raise Refused(N_("Deze kopie komt niet van een tablet van deze selectiedag."))
    device.selection_day = day
    new = known = strange = 0
    for one in copy.sheets:
        sheet = sheet_of_device(device, one.id)
        if sheet is None:
            strange += 1
            continue
        receipt = keep_arrival(
            sheet, device, one.body, rev=one.rev, base=one.base, owner=one.owner, client_time=one.time
        )
        known, new = known + receipt.is_repeat, new + (not receipt.is_repeat)
    if new:
        note_down(device, "take_copy", by=by)
    return Taken(new, known, strange)
