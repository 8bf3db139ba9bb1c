"""Campaigns: opening, preparing, starting, changing dates, agreements, handing over, ending."""

from dataclasses import asdict
from typing import Any

from portal import clock
from portal.actions.interviews import cancel_coming_interviews
from portal.actions.inviting_to_the_day import tell_holders
from portal.actions.moving import move, note_down
from portal.actions.once import made_before, named
from portal.actions.organisers_session import tell_session
from portal.actions.partners.answering import accept_agreement
from portal.actions.partners.deadlines import tell_deadline
from portal.actions.partners.info_session import give_answer_link
from portal.actions.partners.leaving import clear_calendar, take_leave
from portal.actions.selection_days import cancel_day, move_day
from portal.actions.telling_partners import (
    TAKING_PART,
    bring_back_info_session,
    drop_info_session,
    invitations_of,
    is_leads_own,
    needs_no_mail,
    tell_employer,
    tell_new_dates,
)
from portal.models.accounts import User
from portal.models.campaigns import Agreement, Campaign, Invitation
from portal.models.database import writes
from portal.models.organisations import Site
from portal.models.vacancies import Vacancy
from portal.outbox.mails import campaigns as mails
from portal.outbox.posting import post
from portal.queries.selection_days import day_of, is_known
from portal.queries.working_days import is_holiday_in
from portal.rules.campaigns import (
    Dates,
    Place,
    check_live,
    check_ready,
    date_problems,
    dates_of,
    preparation,
    with_defaults,
)
from portal.rules.disclosure import From
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.roles import MEDIATING_ROLES
from portal.rules.words import N_


@writes
def open_campaign(
    *,
    by: User,
    title: str,
    site: Site,
    goal: str = "",
    matching: str = "",
    has_info_session: bool = True,
    has_test: bool = True,
    has_tour: bool = True,
    has_internship: bool = True,
    names_from: str = From.PUT_FORWARD.value,
    has_preselection: bool = False,
    preselection_criteria: str = "",
    public_id: str | None = None,
) -> Campaign:
    """Open a campaign in preparation for the employer of `site`; who opens it leads it (req 001-01, 001-03).

    The same `public_id` again returns what is there.
    """
    there = made_before(Campaign, public_id, lead_id=by.id)
    if there is not None:
        return there
    campaign: Campaign = Campaign.create(
        title=title.strip(),
        organisation=by.organisation,
        lead=by,
        employer=site.organisation,
        site=site,
        goal=goal.strip(),
        matching=matching.strip(),
        has_info_session=has_info_session,
        has_test=has_test,
        has_tour=has_tour,
        has_internship=has_internship,
        names_from=From(names_from).value,
        has_preselection=has_preselection,
        preselection_criteria=preselection_criteria.strip(),
        **named(public_id),
    )
    note_down(campaign, "open", by=by)
    return campaign


@writes
def change_campaign(campaign: Campaign, seen: int, *, by: User, **values: Any) -> None:
    """Change title, goal, matching and steps. The info session leaves all calendars with its step, and comes back.

    Raises Refused when the campaign is over, ChangedMeanwhile when somebody else changed it first.
    """
    check_live(Campaign.get_by_id(campaign.id))
    had_session = campaign.has_info_session
    campaign.change_seen(seen, **values)
    if campaign.state != "running" or had_session == campaign.has_info_session:
        return
    if had_session:
        drop_info_session(campaign, by=by)
    else:
        bring_back_info_session(campaign, by=by)
    tell_session(campaign)


@writes
def set_dates(campaign: Campaign, wanted: Dates, *, by: User, seen: int | None = None) -> None:
    """Set the dates; what is left empty gets its default, and what nobody chose moves along.

    Partners who were asked hear of a new deadline or info session in one mail each, which moves the appointment
    in their calendar (same UID) and asks again whether they come. A selection day that is planned moves along.
    Raises Refused for dates in a wrong order, ChangedMeanwhile; the same dates again change nothing.
    """
    check_live(Campaign.get_by_id(campaign.id))
    before = dates_of(campaign)
    zone = campaign.site.zone
    place = Place(zone, is_holiday_in(campaign.site.country))
    dates = with_defaults(wanted, before, place, clock.now())
    for sentence in date_problems(dates, zone, has_internship=campaign.has_internship).values():
        raise Refused(sentence)
    if dates == before:
        return
    campaign.change_seen(campaign.version if seen is None else seen, **asdict(dates))
    note_down(campaign, "set_dates", by=by)
    day = day_of(campaign)
    if day is not None and dates.selection_day_on not in (None, day.on):
        move_day(day, dates.selection_day_on, by=by)
    if campaign.state == "running":
        tell_new_dates(campaign, before, dates, by=by)
        tell_session(campaign)


@writes
def publish_agreement(campaign: Campaign, text: str, *, by: User, seen: int = 0) -> Agreement:
    """Put a new version of the agreements in force; partners who take part are asked to accept it (req 001-02).

    `seen` is the number of the version that the writer had before him or her, 0 for none. The text that is in
    force already stays as it is. Raises ChangedMeanwhile when another version came in between.
    """
    check_live(Campaign.get_by_id(campaign.id))
    query = Agreement.select().where(Agreement.campaign == campaign)
    newest = query.order_by(Agreement.number.desc()).first()
    number = newest.number if newest else 0
    text = text.strip()
    if newest is not None and newest.text == text:
        return newest
    if number != seen:
        raise ChangedMeanwhile(
            N_("De afspraken zijn intussen gewijzigd. Lees de nieuwe versie en voeg jouw wijziging toe.")
        )
    agreement: Agreement = Agreement.create(campaign=campaign, number=number + 1, text=text, by=by)
    note_down(campaign, "publish_agreement", by=by)
    if campaign.state == "running":
        for invitation in invitations_of(campaign, ("accepted",)):
            if is_leads_own(invitation):
                accept_agreement(invitation, agreement.number, by=by)
            else:
                post(mails.agreements_changed(invitation, agreement, give_answer_link(invitation, by=by)))
    return agreement


@writes
def start_campaign(campaign: Campaign, *, by: User) -> None:
    """Start: from now on partners can be invited. The own organisation takes part from the start.

    Lead and employer have the info session in their calendar from now on. Raises Refused with what is missing.
    Partners see the campaign only when they are invited.
    """
    vacancies = Vacancy.select().where(Vacancy.campaign == campaign).count()
    agreements = Agreement.select().where(Agreement.campaign == campaign)
    newest = agreements.order_by(Agreement.number.desc()).first()
    check_ready(preparation(campaign, vacancies=vacancies, agreements=agreements.count()))
    move(campaign, "start", by=by)
    lead = campaign.lead
    own = Invitation.create(
        campaign=campaign,
        organisation=lead.organisation_id,
        user=lead,
        email=lead.email.lower(),
        name=lead.name,
    )
    move(own, "accept", by=by, note=own.name, answered_at=clock.now(), comes="yes")
    accept_agreement(own, newest.number, by=by)
    tell_session(campaign)


@writes
def close_campaign(campaign: Campaign, *, by: User) -> None:
    """Close a campaign whose work is done; it can be reopened. What lay ahead leaves all calendars, talks too.

    Internships and aftercare go on. Raises Refused while a selection day that people know of is still to come.
    """
    day = day_of(campaign)
    if day is not None and is_known(day) and day.on > clock.today(campaign.site.zone):
        raise Refused(
            N_("De selectiedag moet nog komen, en wie erbij is weet het al. Sluit af na de dag, of gelast af.")
        )
    move(campaign, "close", by=by)
    cancel_coming_interviews(by=by, campaign=campaign)
    for invitation in invitations_of(campaign, TAKING_PART):
        clear_calendar(invitation, mails.campaign_closed(invitation, occasion=clock.now()))
    tell_session(campaign)


@writes
def reopen_campaign(campaign: Campaign, *, by: User) -> None:
    """Open a closed campaign again; what still lies ahead is in everybody's calendar again."""
    move(campaign, "reopen", by=by)
    bring_back_info_session(campaign, by=by)
    for invitation in invitations_of(campaign, ("accepted",)):
        tell_deadline(invitation, by=by)
    tell_session(campaign)


@writes
def cancel_campaign(campaign: Campaign, reason: str, *, by: User) -> None:
    """Call the whole campaign off, for good: partners and employer get one mail each, appointments are cancelled.

    A selection day that was made known is cancelled too, each candidate's jobcoach hears it (req Y-2).
    """
    was_running = campaign.state == "running"
    day = day_of(campaign)
    if day is not None:
        cancel_day(day, by=by)
    move(campaign, "cancel", by=by)
    if not was_running:
        return
    day = day_of(campaign)
    if day is not None:
        cancel_day(day, by=by)
    cancel_coming_interviews(by=by, campaign=campaign)
    for invitation in invitations_of(campaign, TAKING_PART):
        if not needs_no_mail(invitation):
            take_leave(invitation, mails.campaign_cancelled(invitation, reason))
    tell_employer(campaign, reason)
    tell_session(campaign)


@writes
def hand_over_campaign(campaign: Campaign, to: User, *, by: User) -> None:
    """Let a colleague of the same organisation lead from now on; to the same person again does nothing.

    Raises Refused for somebody of another organisation or without a mediator's account.
    """
    check_live(Campaign.get_by_id(campaign.id))
    if campaign.lead_id == to.id:
        return
    if to.organisation_id != campaign.organisation_id or to.role not in MEDIATING_ROLES or not to.active:
        raise Refused(
            N_("Overdragen kan alleen aan een collega-bemiddelaar van %(name)s."),
            name=campaign.organisation.name,
        )
    earlier = campaign.lead
    campaign.change_seen(campaign.version, lead=to)
    note_down(campaign, "hand_over", by=by, note=to.name)
    post(mails.campaign_handed_over(campaign, earlier, occasion=clock.now()))
    tell_session(campaign)
    day = day_of(campaign)
    if day is not None:
        tell_holders(day)
