"""The told example: three campaigns of a lead mediator and a fourth of another, played with actions only, up to now."""

from collections.abc import Iterator

from portal.demo import bakery, care_home, directory, guarding_privacy, noting, puurs, saying_who_comes, warehouse
from portal.demo.days import Days
from portal.demo.nominating import examined_papers
from portal.demo.telling import Chapter, World, built_in_mailbox, play
from portal.models.accounts import User

_CAMPAIGNS = (puurs, bakery, warehouse, care_home)


def tell() -> None:
    """Tell the story in an empty portal; where there are people already nothing happens.

    Inside an application context (passwords are hashed). Raises StoryBroke when something goes wrong behind the
    scenes: what is told so far then has to be thrown away.
    """
    if User.select().exists():
        return
    days = Days.until_now()
    world = World(days, examined_papers(campaign.line(days) for campaign in _CAMPAIGNS))
    with built_in_mailbox():
        play(_chapters(world), days)


def _chapters(world: World) -> Iterator[Chapter]:
    yield directory.opening(world)
    yield directory.keeping_in_touch(world)
    for campaign in _CAMPAIGNS:
        yield from campaign.chapters(world)
    yield from saying_who_comes.chapters(world)
    yield from guarding_privacy.chapters(world)
    yield from noting.chapters(world)
