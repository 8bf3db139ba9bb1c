"""What an administrator keeps beside accounts: the places of organisations."""

from portal.actions.inviting_to_the_day import tell_day
from portal.actions.organisations import check_zone
from portal.actions.organisers_session import tell_session
from portal.actions.telling_partners import tell_new_place
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import writes
from portal.models.organisations import Site
from portal.queries.selection_days import day_of, is_known
from portal.rules.refusals import Refused
from portal.rules.words import N_


@writes
def change_site(site: Site, *, by: User, zone: str = "", **details: str) -> None:
    """Change name, address, directions and time zone of a place; what stands in calendars gets the new address.

    The same again changes nothing. Raises Refused for a zone that no calendar can be given, and for another zone as
    long as a campaign at this place is prepared or runs: its hours would shift under people's eyes.
    """
    changed = {name: value.strip() for name, value in details.items() if getattr(site, name) != value.strip()}
    if zone and zone != site.zone:
        changed["zone"] = check_zone(zone)
        if Campaign.select().where(Campaign.site == site, Campaign.state.in_(("draft", "running"))).exists():
            raise Refused(N_("Er loopt een instroomactie op deze plaats. De tijdzone kan pas daarna wijzigen."))
    if not changed:
        return
    site.change(**changed)
    for campaign in Campaign.select().where(Campaign.site == site, Campaign.state == "running").order_by(Campaign.id):
        _tell_new_address(campaign, by=by)


def _tell_new_address(campaign: Campaign, *, by: User) -> None:
    tell_new_place(campaign, by=by)
    tell_session(campaign)
    day = day_of(campaign)
    if day is not None and is_known(day) and day.state == "published":
        tell_day(day)
