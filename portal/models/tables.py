"""All tables, in an order in which they can be created."""

from peewee import Model, sort_models

from portal.models import (
    accounts,
    calendar,
    campaigns,
    candidates,
    day_plans,
    decisions,
    documents,
    history,
    inbox,
    internships,
    interviews,
    live_day,
    measures,
    milestones,
    nominations,
    organisations,
    outbox,
    own_day,
    placements,
    preselections,
    privacy,
    registering,
    retention,
    selection_days,
    speeddates,
    vacancies,
    written_tests,
)
from portal.models.database import Record, Row, VersionedRecord

_AREAS = (
    accounts, calendar, campaigns, candidates, day_plans, decisions, documents, history, inbox, internships,
    interviews, live_day, measures, milestones, nominations, organisations, outbox, own_day, placements, preselections,
    privacy, registering, retention, selection_days, speeddates, vacancies, written_tests,
)  # fmt: skip


def all_tables() -> list[type[Model]]:
    """Every table of the portal; parents before children."""
    found = {
        thing
        for area in _AREAS
        for thing in vars(area).values()
        if isinstance(thing, type) and issubclass(thing, Row) and thing not in (Row, Record, VersionedRecord)
    }
    return sort_models(sorted(found, key=lambda model: model.__name__))
