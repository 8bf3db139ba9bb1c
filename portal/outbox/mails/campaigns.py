"""The mails of a campaign to its partners, its employer and its lead: one function per mail."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from portal import clock
from portal.models.accounts import User
from portal.models.campaigns import Agreement, Campaign, Invitation
from portal.outbox.addresses import address
from portal.outbox.posting import Mail
from portal.outbox.rendering import Source
from portal.outbox.values import Moment, Span, Value, Words
from portal.rules.deadlines import last_moment
from portal.rules.words import N_

WHY_PARTNER = N_("Je krijgt deze mail omdat ((organisation)) je als partner bij een selectiedag betrekt.")
WHY_COLLEAGUE = N_("Je krijgt deze mail omdat je bij ((organisation)) werkt en deze instroomactie overneemt.")


_NO_SESSION: dict[str, Value] = {"when": "", "place": ""}
_STAYS_AWAY = N_("Je komt niet naar de infosessie. Stond ze in je agenda, dan verdwijnt ze daaruit.")
_DEADLINE_APART = N_("De uiterste dag krijg je in een aparte mail, voor je agenda.")


def answer_address(token: str) -> str:
    """Where a partner answers by link."""
    return address(f"/answer/{token}")


def join_address(token: str) -> str:
    """Where a person who was invited makes an account."""
    return address(f"/join/{token}")


def campaign_address(campaign: Campaign) -> str:
    """The campaign's own page."""
    return address(f"/campaigns/{campaign.public_id}")


def nominations_address(invitation: Invitation) -> str:
    """Where a partner puts candidates forward."""
    return address(f"/invitations/{invitation.public_id}/nominations")


def language_of(invitation: Invitation) -> str:
    """The language of an invited person: the account's, or Dutch."""
    return str(invitation.user.language) if invitation.user_id else "nl"


def session_of(campaign: Campaign) -> Span | str:
    """When the info session is; empty when there is none, or no date yet."""
    if not campaign.has_info_session or campaign.info_session_at is None:
        return ""
    starts: datetime = campaign.info_session_at
    ends = starts + timedelta(minutes=campaign.info_session_minutes)
    return Span(starts, ends, campaign.site.zone)


def place_of(campaign: Campaign) -> str:
    """Where the info session is: the place that was typed, or the address of the site."""
    site = campaign.site
    town = f"{site.postcode} {site.town}".strip()
    return campaign.info_session_place or ", ".join(part for part in (site.name, site.street, town) if part)


def _moment(at: datetime | None, campaign: Campaign) -> Moment | str:
    return Moment(at, campaign.site.zone) if at else ""


def who_asks(campaign: Campaign) -> dict[str, Value]:
    """Who asks, for which company, and whom to call: in every mail to a partner."""
    lead = campaign.lead
    return {
        "organisation": campaign.organisation.name,
        "employer": campaign.employer.name,
        "title": campaign.title,
        "lead": lead.name,
        "contact": ", ".join(way for way in (lead.phone, lead.email) if way),
    }


def _session(campaign: Campaign) -> dict[str, Value]:
    """When and where the info session is, as long as it is still to come."""
    when = session_of(campaign)
    if isinstance(when, Span) and when.starts_at <= clock.now():
        when = ""
    return {"when": when, "place": place_of(campaign) if when else ""}


def _to_partner(invitation: Invitation, template: str, key: str, values: Mapping[str, Value], **more: Any) -> Mail:
    return Mail(
        template=f"campaigns/{template}",
        to=invitation.email,
        name=invitation.name,
        language=language_of(invitation),
        why=WHY_PARTNER,
        unique_key=f"invitation:{invitation.public_id}:{key}",
        values=who_asks(invitation.campaign) | dict(values),
        campaign=invitation.campaign,
        **more,
    )


def partner_invited(invitation: Invitation, link: str, vacancies: list[str], *, occasion: datetime) -> Mail:
    """Asks a partner along (req 001-07 … 001-10); `occasion` tells a second invitation from the first."""
    campaign = invitation.campaign
    values = _session(campaign) | {
        "goal": campaign.goal,
        "vacancies": vacancies,
        "deadline": _moment(campaign.nominations_close_at, campaign),
        "link": link,
    }
    return _to_partner(invitation, "partner_invited", f"{occasion:%Y%m%dT%H%M%S}", values)


def partner_reminded(invitation: Invitation, link: str, *, occasion: datetime) -> Mail:
    """Reminds a partner who has not answered, or has not said whether he or she comes to the info session."""
    campaign = invitation.campaign
    values = _session(campaign) | {"deadline": _moment(campaign.nominations_close_at, campaign), "link": link}
    return _to_partner(
        invitation,
        "partner_reminded",
        f"{occasion:%Y%m%dT%H%M%S}",
        values,
        expires_at=campaign.nominations_close_at,
    )


def deadline_reminded(invitation: Invitation, link: str, *, occasion: datetime) -> Mail:
    """Reminds a partner who takes part and has put nobody forward yet that the deadline is near."""
    campaign = invitation.campaign
    values: dict[str, Value] = {"deadline": _moment(campaign.nominations_close_at, campaign), "link": link}
    return _to_partner(
        invitation,
        "deadline_reminded",
        f"{occasion:%Y%m%dT%H%M%S}",
        values,
        expires_at=campaign.nominations_close_at,
    )


def dates_changed(invitation: Invitation, link: str, *, occasion: datetime, with_deadline: bool = True) -> Mail:
    """Tells a partner the new dates; it stands alone: it may take the place of a mail that had not left.

    Without the deadline for who gets that in a mail of its own.
    """
    campaign = invitation.campaign
    values = _session(campaign) | {
        "deadline": _moment(campaign.nominations_close_at, campaign) if with_deadline else "",
        "day": campaign.selection_day_on or "",
        "link": link,
    }
    return _to_partner(invitation, "dates_changed", f"{occasion:%Y%m%dT%H%M%S}", values)


def info_session_dropped(invitation: Invitation, link: str, *, occasion: datetime) -> Mail:
    """Tells a partner that there is no info session any more; carries the cancellation."""
    campaign = invitation.campaign
    values: dict[str, Value] = {"deadline": _moment(campaign.nominations_close_at, campaign), "link": link}
    return _to_partner(invitation, "info_session_dropped", f"{occasion:%Y%m%dT%H%M%S}", values)


def invitation_revoked(invitation: Invitation, *, occasion: datetime) -> Mail:
    """Tells a partner that he or she is no longer asked."""
    return _to_partner(invitation, "invitation_revoked", f"{occasion:%Y%m%dT%H%M%S}", {})


def answer_accepted(invitation: Invitation, link: str, join_link: str, *, occasion: datetime) -> Mail:
    """Confirms that a partner takes part; `join_link` is empty for who has an account.

    The deadline comes in a mail of its own, for the calendar; this one says so.
    """
    campaign = invitation.campaign
    session, stays_away = _session(campaign), invitation.comes == "no"
    moment = last_moment(campaign.nominations_close_at, invitation.late_until)
    told_apart = moment is not None and moment > clock.now()
    values = (_NO_SESSION if stays_away else session) | {
        "no_session": Words(_STAYS_AWAY) if stays_away and session["when"] else "",
        "opens": _moment(campaign.nominations_open_at, campaign),
        "deadline_note": Words(_DEADLINE_APART) if told_apart else "",
        "link": "" if join_link else link,
        "join_link": join_link,
    }
    return _to_partner(invitation, "answer_accepted", f"{occasion:%Y%m%dT%H%M%S}", values)


def answer_declined(invitation: Invitation, link: str, *, occasion: datetime) -> Mail:
    """Confirms to a partner that he or she does not take part, and how to change that."""
    return _to_partner(invitation, "answer_declined", f"{occasion:%Y%m%dT%H%M%S}", {"link": link})


def agreements_changed(invitation: Invitation, agreement: Agreement, link: str) -> Mail:
    """Asks a partner who takes part to accept the new version of the agreements (req 001-02)."""
    values: dict[str, Value] = {"number": agreement.number, "link": link}
    return _to_partner(invitation, "agreements_changed", f"agreement:{agreement.number}", values)


def late_granted(invitation: Invitation, link: str) -> Mail:
    """Tells a partner until when he or she may still put candidates forward (req Y-6)."""
    until = invitation.late_until
    values: dict[str, Value] = {"until": Moment(until, invitation.campaign.site.zone), "link": link}
    return _to_partner(invitation, "late_granted", f"late:{until:%Y%m%dT%H%M%S}", values, expires_at=until)


def campaign_cancelled(invitation: Invitation, reason: str) -> Mail:
    """Tells a partner that the whole campaign is off; carries the cancellation of the info session."""
    return _to_partner(
        invitation, "campaign_cancelled", "cancelled", _session(invitation.campaign) | {"reason": reason}
    )


def message_to_partners(invitation: Invitation, link: str, text: Source | None, *, occasion: str) -> Mail:
    """A message of the lead to a partner, in words that the lead chose and checked (req 003-15)."""
    campaign = invitation.campaign
    values = _session(campaign) | {
        "deadline": _moment(campaign.nominations_close_at, campaign),
        "day": campaign.selection_day_on or "",
        "link": link,
    }
    return _to_partner(invitation, "message_to_partners", f"message:{occasion}", values, text=text)


def campaign_closed(invitation: Invitation, *, occasion: datetime) -> Mail:
    """Tells a partner who has something of it ahead that the campaign is closed; carries a cancellation."""
    return _to_partner(invitation, "campaign_closed", f"closed:{occasion:%Y%m%dT%H%M%S}", {})


def session_left(invitation: Invitation, link: str, *, occasion: datetime) -> Mail:
    """Confirms to a partner who takes part that he or she is not expected at the info session; carries the CANCEL."""
    values = _session(invitation.campaign) | {"link": link}
    return _to_partner(invitation, "session_left", f"{occasion:%Y%m%dT%H%M%S}", values)


def session_joined(invitation: Invitation, link: str, *, occasion: datetime) -> Mail:
    """Brings the info session back into a partner's calendar."""
    values = _session(invitation.campaign) | {"link": link}
    return _to_partner(invitation, "session_joined", f"{occasion:%Y%m%dT%H%M%S}", values)


def deadline_planned(invitation: Invitation, moment: datetime, link: str) -> Mail:
    """Until when a partner may put candidates forward, for the calendar; right after taking part."""
    return _of_deadline(invitation, "deadline_planned", moment, link)


def deadline_moved(invitation: Invitation, moment: datetime, link: str) -> Mail:
    """Another deadline, with the selection day that goes with it; stands alone, like `dates_changed`."""
    return _of_deadline(invitation, "deadline_moved", moment, link)


def _of_deadline(invitation: Invitation, template: str, moment: datetime, link: str) -> Mail:
    campaign = invitation.campaign
    values: dict[str, Value] = {
        "deadline": Moment(moment, campaign.site.zone),
        "day": campaign.selection_day_on or "",
        "link": link,
    }
    # Pointless afterwards: the moment is past.
    return _to_partner(invitation, template, "deadline", values, expires_at=moment)


def deadline_cancelled(invitation: Invitation) -> Mail:
    """There is no deadline for this partner any more; carries the cancellation."""
    return _to_partner(invitation, "deadline_cancelled", "deadline", {})


def campaign_handed_over(campaign: Campaign, earlier_lead: User, *, occasion: datetime) -> Mail:
    """Tells a colleague that he or she leads the campaign from now on."""
    return Mail(
        template="campaigns/campaign_handed_over",
        to=campaign.lead.email,
        name=campaign.lead.name,
        language=campaign.lead.language,
        why=WHY_COLLEAGUE,
        unique_key=f"campaign:{campaign.public_id}:handed_over:{occasion:%Y%m%dT%H%M%S}",
        values=who_asks(campaign) | {"earlier": earlier_lead.name, "link": campaign_address(campaign)},
        campaign=campaign,
    )
