"""Mail that left, waits or failed, and why.

For the lead of a campaign, and for the administrator. No bodies here.
"""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from portal import clock
from portal.actions.outbox import address_works, send_again, set_aside
from portal.blueprints.guard import requires
from portal.blueprints.listing import list_page
from portal.models.campaigns import Campaign
from portal.models.outbox import OutboxMail
from portal.outbox.standing import standing
from portal.queries.batches import batches_of
from portal.queries.campaigns import visible_campaign
from portal.queries.inbox import mailbox_standing
from portal.queries.outbox import STANDINGS, all_mails, counts_by_standing, mails_of_campaign, visible_mail
from portal.rules.batches import ABOUT, Batch
from portal.rules.delivery import MAY_GO_AGAIN, NEEDS_A_PERSON, REASON_WORDS, STATUS_WORDS, Reason, Status
from portal.rules.inbox import MAILBOX_WORDS
from portal.rules.permissions import May, may
from portal.rules.words import N_

bp = Blueprint("outbox", __name__)

STANDING_NAMES = {
    "stuck": N_("Vraagt je aandacht"),
    "waiting": N_("Wacht"),
    "sent": N_("Verstuurd"),
    "replaced": N_("Vervangen"),
    "set_aside": N_("Niet meer nodig"),
}
TONES = {
    Status.SENT: "green",
    Status.FAILED: "red",
    Status.BOUNCED: "red",
    Status.IN_DOUBT: "orange",
    Status.WITHHELD: "orange",
    Status.RETRY: "orange",
}


def words_of(mail: OutboxMail) -> dict[str, object]:
    """How a mail stands, in words: for whom, status, tone, why, and whether a person can send it again."""
    status = Status(mail.status)
    reason = _(REASON_WORDS[Reason(mail.reason)]) if mail.reason else ""
    is_known = getattr(mail, "is_known", True)  # asked only for an administrator, who sees no candidate
    return {
        "name": (mail.recipient_name or mail.recipient) if is_known else _("Iemand zonder account"),
        "address": mail.recipient if is_known else f"@{mail.recipient_domain}",
        "status": _(STATUS_WORDS[status]),
        "tone": TONES.get(status, "neutral"),
        "reason": reason if status is not Status.SENT or mail.reason == Reason.DELAYED else "",
        "again": status in MAY_GO_AGAIN,
        "waits": status in NEEDS_A_PERSON,
        "bounced": status in NEEDS_A_PERSON and mail.reason in (Reason.NO_SUCH_ADDRESS, Reason.ADDRESS_BOUNCED),
    }


@bp.get("/campaigns/<campaign_id>/mail")
@requires(May.SEE_CAMPAIGN_MAIL, on=visible_campaign)
def of_campaign(campaign: Campaign) -> str:
    found = list_page(mails_of_campaign(campaign, chosen_standing(), request.args.get("q", "")))
    return render_template(
        "outbox/of_campaign.html",
        campaign=campaign,
        found=found,
        counts=counts_by_standing(campaign),
        batches=[(one, ABOUT[Batch(one.what)], progress) for one, progress in batches_of(campaign)],
        names=STANDING_NAMES,
        words_of=words_of,
    )


@bp.get("/mail")
@requires(May.SEE_ALL_MAIL)
def index() -> str:
    now_is, mailbox = standing(), mailbox_standing(clock.now())
    return render_template(
        "outbox/index.html",
        found=list_page(all_mails(chosen_standing(), request.args.get("q", ""))),
        counts=counts_by_standing(),
        names=STANDING_NAMES,
        words_of=words_of,
        standing=now_is,
        why=REASON_WORDS[now_is.stopped] if now_is.stopped else "",
        mailbox=mailbox,
        mailbox_why=MAILBOX_WORDS[mailbox.trouble] if mailbox and mailbox.trouble else "",
    )


@bp.post("/mail/<mail_id>/send-again")
@requires(May.SEND_AGAIN, on=visible_mail)
def again(mail: OutboxMail) -> Response:
    send_again(mail, by=g.user)
    if may(g.user, May.SEE_ALL_MAIL):
        flash(_("De mail vertrekt zo opnieuw."))
        return redirect(url_for(".index"))
    flash(_("De mail aan %(name)s vertrekt zo opnieuw.", name=mail.recipient_name or mail.recipient))
    return redirect(url_for(".of_campaign", campaign_id=mail.campaign.public_id))


@bp.post("/mail/<mail_id>/not-needed")
@requires(May.SEND_AGAIN, on=visible_mail)
def not_needed(mail: OutboxMail) -> Response:
    set_aside(mail, by=g.user)
    flash(_("Opzijgelegd: deze mail vraagt niemand meer iets. Onder “Niet meer nodig” vind je ze terug."))
    if may(g.user, May.SEE_ALL_MAIL):
        return redirect(url_for(".index"))
    return redirect(url_for(".of_campaign", campaign_id=mail.campaign.public_id))


@bp.post("/mail/<mail_id>/address-is-right")
@requires(May.SEND_AGAIN, on=visible_mail)
def address_is_right(mail: OutboxMail) -> Response:
    released = address_works(mail, by=g.user)
    words = _("Er gaat weer mail naar dit adres.")
    if released:
        words += " " + ngettext("%(num)s mail vertrekt nu.", "%(num)s mails vertrekken nu.", released)
    flash(words)
    if may(g.user, May.SEE_ALL_MAIL):
        return redirect(url_for(".index"))
    return redirect(url_for(".of_campaign", campaign_id=mail.campaign.public_id))


def chosen_standing() -> str:
    """Which mails of a list the address asks for."""
    asked = request.args.get("standing", "")
    return asked if asked in STANDINGS else ""
