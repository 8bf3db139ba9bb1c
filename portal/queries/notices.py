"""How people want to hear of news, and what waits for them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from peewee import ModelSelect

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.milestones import Notice, NoticeChoice
from portal.models.nominations import Nomination, VacancyChoice
from portal.models.organisations import Site
from portal.models.vacancies import Vacancy
from portal.queries.nominations import nominations_visible_to
from portal.rules.notices import How, Topic, wish_for


def wish_of(user: User, topic: Topic, nomination: Nomination) -> How:
    """How somebody hears of this topic about this nomination; two queries."""
    vacancies = [
        one
        for (one,) in VacancyChoice.select(VacancyChoice.vacancy).where(VacancyChoice.nomination == nomination).tuples()
    ]
    return wish_for(topic, choices_of(user, topic), nomination.campaign_id, vacancies)


def choices_of(user: User, topic: Topic) -> dict[tuple[int | None, int | None], str]:
    """What somebody chose for a topic, by (campaign, vacancy)."""
    rows = NoticeChoice.select(NoticeChoice.campaign, NoticeChoice.vacancy, NoticeChoice.how).where(
        NoticeChoice.user == user, NoticeChoice.topic == topic.value
    )
    return {(campaign, vacancy): how for campaign, vacancy, how in rows.tuples()}


def led_vacancies(user: User) -> list[Vacancy]:
    """The functions of the running campaigns that somebody leads, each with its campaign, in order."""
    return list(
        Vacancy.select(Vacancy, Campaign)
        .join(Campaign)
        .where(Campaign.lead == user, Campaign.state.in_(["draft", "running"]))
        .order_by(Campaign.title, Campaign.id, Vacancy.position, Vacancy.id)
    )


def followed_campaigns(user: User) -> list[Campaign]:
    """The running campaigns in which somebody is jobcoach of a candidate, by title."""
    own = Nomination.select(Nomination.campaign).where(Nomination.jobcoach == user, Nomination.state != "draft")
    return list(
        Campaign.select().where(Campaign.id.in_(own), Campaign.state == "running").order_by(Campaign.title, Campaign.id)
    )


def waiting_notices(before: datetime) -> dict[int, list[Notice]]:
    """What waits since before a moment, by the id of who hears it, oldest first."""
    rows = (
        Notice.select(Notice, User, Nomination, Candidate, Campaign, Site)
        .join(User)
        .switch(Notice)
        .join(Nomination)
        .join(Candidate)
        .switch(Nomination)
        .join(Campaign)
        .join(Site)
        .where(Notice.told_at.is_null(), Notice.at < before)
        .order_by(Notice.user, Notice.id)
    )
    found: dict[int, list[Notice]] = defaultdict(list)
    for row in rows:
        found[row.user_id].append(row)
    return dict(found)


def still_visible(user: User, ids: Collection[int]) -> set[int]:
    """Which of these nominations this person may still see."""
    query: ModelSelect = nominations_visible_to(user).where(Nomination.id.in_(list(ids)))
    return {one.id for one in query}
