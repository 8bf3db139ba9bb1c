"""How somebody wants to hear of news, and the digest of the day."""

from collections.abc import Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from portal import clock
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import writes
from portal.models.milestones import Notice, NoticeChoice
from portal.models.vacancies import Vacancy
from portal.outbox.mails.milestones import digest
from portal.outbox.posting import post
from portal.queries.notices import still_visible, waiting_notices
from portal.rules.notices import DIGEST_HOUR, How, Topic


@writes
def choose_notices(user: User, chosen: Mapping[tuple[Topic, Campaign | None, Vacancy | None], How | None]) -> None:
    """Keep how somebody wants to hear of each topic; None goes back to what counts for the campaign, or everywhere."""
    for (topic, campaign, vacancy), how in chosen.items():
        there = NoticeChoice.select().where(
            NoticeChoice.user == user,
            NoticeChoice.topic == topic.value,
            NoticeChoice.campaign == campaign if campaign else NoticeChoice.campaign.is_null(),
            NoticeChoice.vacancy == vacancy if vacancy else NoticeChoice.vacancy.is_null(),
        )
        NoticeChoice.delete().where(NoticeChoice.id.in_([one.id for one in there])).execute()
        if how is not None:
            NoticeChoice.create(user=user, topic=topic.value, campaign=campaign, vacancy=vacancy, how=how.value)


@writes
def send_digests(now: datetime) -> int:
    """In the morning, one mail for each who has news since before today (req 002-11); doing it again sends none."""
    zone = ZoneInfo(clock.DEFAULT_ZONE)
    local = now.astimezone(zone)
    if local.hour < DIGEST_HOUR:
        return 0
    count = 0
    for notices in waiting_notices(datetime.combine(local.date(), time(0), zone)).values():
        user = notices[0].user
        seen = still_visible(user, {one.nomination_id for one in notices}) if user.active else set()
        told = [one for one in notices if one.nomination_id in seen]
        if told:
            post(digest(user, told, local.date()))
            count += 1
        Notice.update(told_at=now).where(Notice.id.in_([one.id for one in notices])).execute()
    return count
