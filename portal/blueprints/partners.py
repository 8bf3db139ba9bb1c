"""Partners of a campaign: the lead asks, the partner answers, with or without an account."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.partners import (
    AnswerForm,
    DirectoryFilterForm,
    InviteAddressForm,
    InviteContactsForm,
    MoreTimeForm,
)
from portal import clock
from portal.actions.partners import (
    accept_agreement,
    answer_invitation,
    give_more_time,
    invite_address,
    invite_contacts,
    invite_partner,
    offer_account,
    remind_partner,
    revoke_invitation,
)
from portal.blueprints.checking import checked, is_ready
from portal.blueprints.guard import by_link, requires
from portal.blueprints.listing import page_of_rows
from portal.models.accounts import AccessLink, User
from portal.models.campaigns import Campaign, Invitation
from portal.queries.answer_lists import answers_in_campaign
from portal.queries.campaigns import agreement_in_force, vacancies_of, visible_campaign, visible_invitation
from portal.queries.organisations import regions
from portal.queries.partners import (
    contacts_to_invite,
    history_of,
    invitable_contacts,
    invitation_of_link,
    partners_of,
    version_accepted_by,
)
from portal.rules.batches import Batch
from portal.rules.campaigns import session_is_ahead
from portal.rules.deadlines import may_remind
from portal.rules.happenings import happening_words
from portal.rules.links import Purpose
from portal.rules.permissions import May

bp = Blueprint("partners", __name__)


@bp.get("/campaigns/<campaign_id>/partners")
@requires(May.SEE_PARTNERS, on=visible_campaign)
def index(campaign: Campaign) -> str:
    lines = partners_of(campaign)
    shown = request.args.get("state", "")
    return render_template(
        "partners/index.html",
        campaign=campaign,
        found=page_of_rows([line for line in lines if not shown or line.invitation.state == shown]),
        counts={state: sum(1 for line in lines if line.invitation.state == state) for state in STATES},
        total=len(lines),
        session=answers_in_campaign(campaign).get("info_session"),
        shown=shown,
        agreement=agreement_in_force(campaign),
        now=clock.now(),
        may_remind=may_remind,
    )


STATES = ("accepted", "invited", "declined", "revoked")


@bp.route("/campaigns/<campaign_id>/partners/invite", methods=["GET", "POST"])
@requires(May.INVITE_PARTNERS, on=visible_campaign)
def invite(campaign: Campaign) -> str | Response:
    filter_form = DirectoryFilterForm(request.args)
    filter_form.region.choices = [
        SelectChoice("", _("Alle regio's")),
        *(SelectChoice(one, one) for one in regions()),
    ]
    groups = invitable_contacts(campaign, words=filter_form.q.data or "", region=filter_form.region.data or "")
    form = InviteContactsForm()
    form.contacts.choices = [
        SelectChoice(one.public_id, one.name) for group in groups for one, _state in group.contacts
    ]
    if is_ready(form):
        contacts = contacts_to_invite(form.contacts.data)
        return checked(
            Batch.INVITATIONS,
            campaign,
            lambda one: invite_contacts(one, contacts, by=g.user),
            lambda sent: ngettext("%(num)d uitnodiging verstuurd.", "%(num)d uitnodigingen verstuurd.", sent.result),
        )
    return render_template(
        "partners/invite.html",
        campaign=campaign,
        form=form,
        filter_form=filter_form,
        groups=groups,
        is_filtered=bool(filter_form.q.data or filter_form.region.data),
        session_is_ahead=session_is_ahead(campaign, clock.now()),
    )


@bp.route("/campaigns/<campaign_id>/partners/invite-address", methods=["GET", "POST"])
@requires(May.INVITE_PARTNERS, on=visible_campaign)
def invite_by_address(campaign: Campaign) -> str | Response:
    form = InviteAddressForm()
    if form.validate_on_submit():
        invitation = invite_address(
            campaign,
            by=g.user,
            email=form.email.data,
            name=form.name.data,
            organisation_name=form.organisation.data,
        )
        flash(_("%(name)s is uitgenodigd.", name=invitation.name))
        return redirect(url_for(".index", campaign_id=campaign.public_id))
    return render_template("partners/invite_by_address.html", campaign=campaign, form=form)


@bp.get("/invitations/<invitation_id>")
@requires(May.SEE_PARTNERS, on=visible_invitation)
def show(invitation: Invitation) -> str:
    return render_template(
        "partners/show.html",
        campaign=invitation.campaign,
        invitation=invitation,
        accepted_version=version_accepted_by(invitation),
        agreement=agreement_in_force(invitation.campaign),
        history=[(line, happening_words(line.subject, line.step)) for line in history_of(invitation)],
        may_remind_now=may_remind(invitation.reminded_at, clock.now()),
        is_own=invitation.email == invitation.campaign.lead.email.lower(),
    )


@bp.post("/invitations/<invitation_id>/remind")
@requires(May.INVITE_PARTNERS, on=visible_invitation)
def remind(invitation: Invitation) -> Response:
    remind_partner(invitation, by=g.user)
    flash(_("%(name)s krijgt een herinnering.", name=invitation.name))
    return redirect(url_for(".index", campaign_id=invitation.campaign.public_id))


@bp.post("/invitations/<invitation_id>/revoke")
@requires(May.REVOKE_INVITATION, on=visible_invitation)
def revoke(invitation: Invitation) -> Response:
    revoke_invitation(invitation, by=g.user)
    again = url_for(".invite_again", invitation_id=invitation.public_id)
    text = _("Uitnodiging van %(name)s ingetrokken.", name=invitation.name)
    flash({"text": text, "url": again, "label": _("Nodig opnieuw uit")}, "undo")  # type: ignore[arg-type]
    return redirect(url_for(".index", campaign_id=invitation.campaign.public_id))


@bp.post("/invitations/<invitation_id>/invite-again")
@requires(May.INVITE_PARTNERS, on=visible_invitation)
def invite_again(invitation: Invitation) -> Response:
    invite_partner(
        invitation.campaign,
        by=g.user,
        email=invitation.email,
        name=invitation.name,
        organisation=invitation.organisation,
    )
    flash(_("%(name)s is opnieuw uitgenodigd.", name=invitation.name))
    return redirect(url_for(".index", campaign_id=invitation.campaign.public_id))


@bp.route("/invitations/<invitation_id>/more-time", methods=["GET", "POST"])
@requires(May.GIVE_LATE_LINK, on=visible_invitation)
def more_time(invitation: Invitation) -> str | Response:
    form = MoreTimeForm(invitation.campaign.site.zone)
    if form.validate_on_submit():
        give_more_time(invitation, form.until, by=g.user)
        flash(_("%(name)s krijgt meer tijd en een mail met de link.", name=invitation.name))
        return redirect(url_for(".index", campaign_id=invitation.campaign.public_id))
    return render_template("partners/more_time.html", campaign=invitation.campaign, invitation=invitation, form=form)


@bp.route("/invitations/<invitation_id>/answer", methods=["GET", "POST"])
@requires(May.ANSWER_INVITATION, on=visible_invitation)
def answer(invitation: Invitation) -> str | Response:
    form = answer_form(invitation)
    if form.validate_on_submit():
        write_down_answer(invitation, form, by=g.user)
        flash(thanks(form))
        return redirect(url_for("campaigns.show", campaign_id=invitation.campaign.public_id))
    return render_template("partners/answer.html", form=form, **about(invitation))


@bp.post("/invitations/<invitation_id>/agree")
@requires(May.ANSWER_INVITATION, on=visible_invitation)
def agree(invitation: Invitation) -> Response:
    accept_agreement(invitation, request.form.get("agreement", 0, int), by=g.user)
    flash(_("Bedankt, je akkoord is genoteerd."))
    return redirect(url_for("campaigns.show", campaign_id=invitation.campaign.public_id))


@bp.route("/answer/<token>", methods=["GET", "POST"])
@by_link(Purpose.ANSWER_INVITATION, on=invitation_of_link)
def answer_by_link(link: AccessLink, invitation: Invitation) -> str | Response:
    form = answer_form(invitation)
    token = request.view_args["token"] if request.view_args else ""
    if form.validate_on_submit():
        write_down_answer(invitation, form, by=None)
        flash(thanks(form))
        return redirect(url_for(".answer_by_link", token=token))
    return render_template("partners/answer_by_link.html", form=form, token=token, **about(invitation))


@bp.post("/answer/<token>/join")
@by_link(Purpose.ANSWER_INVITATION, on=invitation_of_link)
def join_by_link(link: AccessLink, invitation: Invitation) -> Response:
    token = offer_account(invitation, by=None)
    return redirect(url_for("accounts.make_account", token=token))


def answer_form(invitation: Invitation) -> AnswerForm:
    """The form with what was answered before."""
    agreement = agreement_in_force(invitation.campaign)
    number = agreement.number if agreement else 0
    answered = {"accepted": "yes", "declined": "no"}.get(invitation.state)
    return AnswerForm(
        data={
            "accepts": answered,
            "comes": invitation.comes or "",
            "comes_with": invitation.comes_with,
            "reason": invitation.decline_reason,
            "agreement": number,
            "agrees": bool(number) and version_accepted_by(invitation) == number,
        }
    )


def write_down_answer(invitation: Invitation, form: AnswerForm, *, by: User | None) -> None:
    """The answer, and the agreement when it was ticked."""
    accepts = form.accepts.data == "yes"
    asked = session_is_ahead(invitation.campaign, clock.now())
    answer_invitation(
        invitation,
        by=by,
        accepts=accepts,
        reason=form.reason.data or "",
        comes=(form.comes.data or None) if asked else invitation.comes,
        comes_with=(form.comes_with.data or "") if asked else invitation.comes_with,
    )
    number = int(form.agreement.data or 0)
    if accepts and form.agrees.data and number:
        accept_agreement(invitation, number, by=by)


def thanks(form: AnswerForm) -> str:
    """What to say after an answer."""
    return _("Fijn dat je meedoet!") if form.accepts.data == "yes" else _("Bedankt voor je antwoord.")


def about(invitation: Invitation) -> dict[str, Any]:
    """What a partner reads before answering."""
    agreement = agreement_in_force(invitation.campaign)
    return {
        "invitation": invitation,
        "campaign": invitation.campaign,
        "vacancies": vacancies_of(invitation.campaign),
        "agreement": agreement,
        "asks_for_session": session_is_ahead(invitation.campaign, clock.now()),
        "has_agreed": agreement is not None and version_accepted_by(invitation) == agreement.number,
    }
