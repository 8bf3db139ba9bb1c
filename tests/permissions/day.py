"""The selection days of campaigns A (past) and B (today): programme, tables, who is where when, tablets and sheets."""

from datetime import datetime, timedelta

from portal.actions.moving import move
from portal.actions.speeddates import set_criteria
from portal.actions.tablets import add_tablet, keep_sheet, open_day, pair_tablet
from portal.models.campaigns import Campaign
from portal.models.selection_days import (
    Appointment,
    Assessor,
    Attendance,
    ProgrammeItem,
    Room,
    SelectionDay,
    Table,
    TourLine,
)
from portal.models.speeddates import Sheet
from portal.queries.speeddates import criteria_of
from portal.queries.tablets import device_of_token
from portal.rules.scoring import ANCHORS, FEWEST_CRITERIA, CriterionFacts
from tests.clock import BRUSSELS
from tests.permissions.world import World


def hold_day(world: World, letter: str, keys: tuple[str, ...]) -> SelectionDay:
    """A day that is made known, with everybody of `keys` at a table, and one sheet for each."""
    say, campaign = world.canary, world.campaigns[letter]
    assert campaign.selection_day_on is not None
    day = SelectionDay.create(
        campaign=campaign,
        on=campaign.selection_day_on,
        place=say("SelectionDay.place"),
        bring=say("SelectionDay.bring"),
    )
    world.days[letter] = day
    talk = ProgrammeItem.create(
        selection_day=day, kind="talk", title=say("ProgrammeItem.title"), start_minute=547, end_minute=577,
        capacity=10, room_name=say("ProgrammeItem.room_name"),
    )  # fmt: skip
    ProgrammeItem.create(
        selection_day=day, kind="break", title=say("ProgrammeItem.title"), start_minute=720, end_minute=750
    )
    room = Room.create(selection_day=day, name=say("Room.name"), seats=6)
    guide = TourLine.create(
        selection_day=day, guide_name=say("TourLine.guide_name"), guide_email=say.email("TourLine.guide_email")
    )
    tables = [_table(world, day, number) for number in range(2)]
    _plan(world, day, keys, talk, room, guide, tables)
    _set_criteria(world, campaign)
    move(day, "publish", by=campaign.lead)
    _score(world, letter, keys)
    return day


def _table(world: World, day: SelectionDay, number: int) -> Table:
    say = world.canary
    table: Table = Table.create(
        selection_day=day, name=say("Table.name"), vacancy=world.vacancies[f"{_letter(world, day)}{number + 1}"],
        position=number,
    )  # fmt: skip
    for _ in range(number + 1):
        Assessor.create(
            table=table,
            name=say("Assessor.name"),
            email=say.email("Assessor.email"),
            job_title=say("Assessor.job_title"),
        )
    return table


def _letter(world: World, day: SelectionDay) -> str:
    return next(letter for letter, one in world.campaigns.items() if one.id == day.campaign_id)


def _plan(
    world: World, day: SelectionDay, keys: tuple[str, ...], talk: ProgrammeItem, room: Room, guide: TourLine,
    tables: list[Table],
) -> None:  # fmt: skip
    begin = datetime.combine(day.on, datetime.min.time(), BRUSSELS) + timedelta(hours=10)
    for number, key in enumerate(keys):
        nomination = world.nominations[key]
        start = begin + timedelta(minutes=20 * number)
        for kind, hours, where in (
            ("talk", -1, {"item": talk}),
            ("test", 1, {"room": room}),
            ("tour", 2, {"tour_line": guide}),
            ("speeddate", 3, {"table": tables[number % 2]}),
        ):
            Appointment.create(
                selection_day=day, nomination=nomination, kind=kind, start_at=start + timedelta(hours=hours),
                end_at=start + timedelta(hours=hours, minutes=10), **where,
            )  # fmt: skip
        Attendance.create(selection_day=day, nomination=nomination, note=world.canary("Attendance.note"))


def _set_criteria(world: World, campaign: Campaign) -> None:
    say = world.canary
    criteria = [
        CriterionFacts(
            say("Criterion.name"), say("Criterion.question"), [say("Criterion.anchors") for _ in range(ANCHORS)]
        )
        for _ in range(FEWEST_CRITERIA)
    ]
    set_criteria(campaign, criteria, by=campaign.lead)


def _score(world: World, letter: str, keys: tuple[str, ...]) -> None:
    """Two tablets; the first brings a sheet for everybody, and of a second assessor for nobody."""
    say, day, by = world.canary, world.days[letter], world.campaigns[letter].lead
    for number in range(2):
        _, code, pin = add_tablet(day, say("Device.label"), by=by)
        token = pair_tablet(code, pin, f"{letter}{number}").token
        world.tokens[f"tablet-{letter}{number}"] = token
    device = device_of_token(world.tokens[f"tablet-{letter}0"])
    assert device is not None
    open_day(device)
    criteria = [one.public_id for one in criteria_of(day.campaign)]
    for rev, key in enumerate(keys, start=1):
        sheet = Sheet.select().where(Sheet.nomination == world.nominations[key]).order_by(Sheet.id).first()
        body = {"scores": dict.fromkeys(criteria, 3), "note": say("Sheet.body"), "verdict": "green"}
        owner = sheet.assessor.public_id
        for base, note in ((0, body["note"]), (0, say("SheetEntry.body"))):
            # The second one comes from the other tablet: kept beside the sheet, and flagged.
            brings = device_of_token(world.tokens[f"tablet-{letter}{int(note != body['note'])}"])
            assert brings is not None
            if brings == device or key == keys[-1]:
                keep_sheet(
                    sheet,
                    brings,
                    {**body, "note": note},
                    rev=rev,
                    base=base,
                    owner=owner,
                    client_time=say("SheetEntry.client_time"),
                )
