"""The selection days of campaigns A (past) and B (today): programme, tables, who is where when, tablets and sheets."""

from typing import Any

from portal.actions.drafts import begin_draft
from portal.actions.help_calls import ask_for_help
from portal.actions.live_day import name_stand_in
from portal.actions.selection_days import change_day, change_part, publish_day, set_up_day
from portal.actions.speeddates import set_criteria
from portal.actions.tablets import add_tablet, keep_sheet, open_day, pair_tablet
from portal.models.selection_days import Attendance, SelectionDay
from portal.models.speeddates import Sheet
from portal.queries.campaigns import visible_campaign
from portal.queries.live_day import jobcoaches_of
from portal.queries.selection_days import parts_of, visible_day
from portal.queries.speeddates import criteria_of
from portal.queries.tablets import device_of_token
from portal.rules.scoring import ANCHORS, FEWEST_CRITERIA, CriterionFacts
from tests.permissions.world import World
from tests.selection_days.at_once import plan_day


def prepare_day(world: World, letter: str) -> None:
    """A day that is planned and made known, with two tables; at the second sit two people."""
    say, lead = world.canary, world.campaigns[letter].lead
    campaign = visible_campaign(lead, world.campaigns[letter].public_id)
    assert campaign is not None
    set_up_day(campaign, by=lead)
    day = _day(world, letter)
    words = {"place": say("SelectionDay.place"), "bring": say("SelectionDay.bring")}
    change_day(day, day.version, by=lead, **words)
    for kind, values in _part_values(world, day):
        for part, columns in values:
            part.selection_day = _day(world, letter)
            change_part(part, kind, columns, by=lead)
    day = _day(world, letter)
    plan_day(day, by=lead)
    day = _day(world, letter)
    publish_day(day, day.version, by=lead)
    begin_draft(day, by=lead)
    for attendance in Attendance.select().where(Attendance.selection_day == day):
        attendance.change(note=say("Attendance.note"))
    coach = jobcoaches_of(_day(world, letter))[0]
    name_stand_in(_day(world, letter), coach, say("StandIn.name"), say("StandIn.phone"), by=lead)
    world.days[letter] = _day(world, letter)
    _set_criteria(world, letter)


def _day(world: World, letter: str) -> SelectionDay:
    campaign = world.campaigns[letter]
    day = visible_day(campaign.lead, campaign.public_id)
    assert day is not None
    return day


def _part_values(world: World, day: SelectionDay) -> list[tuple[str, list[tuple[Any, dict[str, Any]]]]]:
    say, parts = world.canary, parts_of(day)
    return [
        (
            "talks",
            [
                (
                    one,
                    {
                        "title": say("ProgrammeItem.title"),
                        "room_name": say("ProgrammeItem.room_name"),
                        "start_minute": one.start_minute,
                    },
                )
                for one in parts.talks
            ],
        ),
        ("breaks", [(one, {"title": say("ProgrammeItem.title")}) for one in parts.breaks]),
        ("rooms", [(one, {"name": say("Room.name")}) for one in parts.rooms]),
        (
            "guides",
            [
                (one, {"guide_name": say("TourLine.guide_name"), "guide_email": say.email("TourLine.guide_email")})
                for one in parts.guides
            ],
        ),
        (
            "tables",
            [
                (one, {"name": say("Table.name"), "assessors": [_assessor(world) for _ in range(number)]})
                for number, one in enumerate(parts.tables, start=1)
            ],
        ),
    ]


def _assessor(world: World) -> dict[str, str]:
    say = world.canary
    return {
        "name": say("Assessor.name"),
        "email": say.email("Assessor.email"),
        "job_title": say("Assessor.job_title"),
    }


def _set_criteria(world: World, letter: str) -> None:
    say, campaign = world.canary, world.campaigns[letter]
    criteria = [
        CriterionFacts(
            say("Criterion.name"), say("Criterion.question"), [say("Criterion.anchors") for _ in range(ANCHORS)]
        )
        for _ in range(FEWEST_CRITERIA)
    ]
    set_criteria(campaign, criteria, by=campaign.lead)


def bring_sheets(world: World, letter: str, keys: tuple[str, ...]) -> None:
    """Two tablets; the first brings one sheet for each candidate, the second contradicts it for the last one."""
    say, lead = world.canary, world.campaigns[letter].lead
    for number in range(2):
        _, code, pin = add_tablet(_day(world, letter), say("Device.label"), by=lead)
        world.tokens[f"tablet-{letter}{number}"] = pair_tablet(code, pin, f"nonce-{letter}{number}").token
    for number in range(2):
        device = device_of_token(world.tokens[f"tablet-{letter}{number}"])
        assert device is not None
        open_day(device)
        if number == 0:
            ask_for_help(device, f"help-{letter}", "")
        for rev, key in enumerate(keys, start=1):
            if number == 0 or key == keys[-1]:
                _bring(world, device, key, rev, "Sheet.body" if number == 0 else "SheetEntry.body")


def _bring(world: World, device: Any, key: str, rev: int, home: str) -> None:
    sheet = Sheet.select().where(Sheet.nomination == world.nominations[key]).order_by(Sheet.id).first()
    criteria = criteria_of(device.selection_day.campaign)
    keep_sheet(
        sheet,
        device,
        {
            "scores": {one.public_id: 3 for one in criteria},
            "note": world.canary(home),
            "verdict": "green",
        },
        rev=rev,
        base=0,
        owner=sheet.assessor.public_id,
        client_time=world.canary("SheetEntry.client_time"),
    )
