"""The open functions of a campaign: adding, changing, ordering, removing (req 001-11)."""

from typing import Any

from peewee import fn

from portal.actions.moving import note_down
from portal.actions.once import made_before, named
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import writes
from portal.models.nominations import VacancyChoice
from portal.models.vacancies import Vacancy
from portal.rules.campaigns import check_live
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def add_vacancy(
    campaign: Campaign, *, by: User, title: str, places: int = 1, public_id: str | None = None, **details: Any
) -> Vacancy:
    """Add an open function, as the last one. The same `public_id` again returns what is there.

    `details`: tasks, competences, conditions, hours_a_week, shifts, starts_on. Raises Refused when the
    campaign is over.
    """
    there = made_before(Vacancy, public_id, campaign_id=campaign.id)
    if there is not None:
        return there
    check_live(Campaign.get_by_id(campaign.id))
    last = Vacancy.select(fn.MAX(Vacancy.position)).where(Vacancy.campaign == campaign).scalar() or 0
    vacancy: Vacancy = Vacancy.create(
        campaign=campaign,
        title=title.strip(),
        places=places,
        position=last + 1,
        **details,
        **named(public_id),
    )
    note_down(campaign, "add_vacancy", by=by, note=vacancy.title)
    return vacancy


@writes
def change_vacancy(vacancy: Vacancy, seen: int, *, by: User, **values: Any) -> None:
    """Change an open function. Raises Refused when the campaign is over, ChangedMeanwhile."""
    check_live(Campaign.get_by_id(vacancy.campaign_id))
    vacancy.change_seen(seen, **values)


@writes
def remove_vacancy(vacancy: Vacancy, *, by: User) -> None:
    """Remove an open function. Raises Refused when candidates have chosen it."""
    check_live(Campaign.get_by_id(vacancy.campaign_id))
    chosen = VacancyChoice.select().where(VacancyChoice.vacancy == vacancy).count()
    if chosen:
        raise Refused(N_("“%(title)s” kan niet weg: er zijn al kandidaten voor voorgedragen."), title=vacancy.title)
    Vacancy.delete().where(Vacancy.id == vacancy.id).execute()
    note_down(vacancy.campaign, "remove_vacancy", by=by, note=vacancy.title)


@writes
def move_vacancy(vacancy: Vacancy, *, up: bool, by: User) -> None:
    """Move an open function one place up or down; at the end of the list nothing happens."""
    check_live(Campaign.get_by_id(vacancy.campaign_id))
    query = Vacancy.select().where(Vacancy.campaign == vacancy.campaign_id)
    line = list(query.order_by(Vacancy.position, Vacancy.id))
    here = next(place for place, one in enumerate(line) if one.id == vacancy.id)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(line):
        return
    line[here], line[there] = line[there], line[here]
    for position, one in enumerate(line, start=1):
        if one.position != position:
            one.change(position=position)
