"""Many mails at once: writing to partners, following what leaves, stopping what has not left."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.batches import MessageForm
from portal.actions.batches import send_the_rest, stop_batch
from portal.actions.partners import remind_partners, write_to_partners
from portal.blueprints.checking import check_page, checked, is_ready, onward_from, seen_before_sending, sent
from portal.blueprints.guard import requires
from portal.blueprints.listing import list_page
from portal.blueprints.outbox import STANDING_NAMES, chosen_standing, words_of
from portal.models.campaigns import Campaign
from portal.models.outbox import MailBatch
from portal.outbox.catalogue import CATALOGUE, placeholders_of
from portal.outbox.standing import standing
from portal.queries.batches import mails_of_batch, progress_of, visible_batch
from portal.queries.campaigns import visible_campaign
from portal.queries.mail_texts import texts_to_choose
from portal.queries.outbox import counts_by_standing
from portal.queries.partners import languages_of_partners
from portal.rules.batches import ABOUT, AUDIENCE_NAMES, Audience, Batch
from portal.rules.delivery import REASON_WORDS
from portal.rules.permissions import May

bp = Blueprint("batches", __name__)

MESSAGE = "campaigns/message_to_partners"


@bp.get("/batches/<batch_id>")
@requires(May.SEE_CAMPAIGN_MAIL, on=visible_batch)
def show(batch: MailBatch) -> str:
    now_is = standing()
    return render_template(
        "batches/show.html",
        batch=batch,
        campaign=batch.campaign,
        about=ABOUT[Batch(batch.what)],
        progress=progress_of(batch),
        found=list_page(mails_of_batch(batch, chosen_standing(), request.args.get("q", ""))),
        counts=counts_by_standing(batch=batch),
        names=STANDING_NAMES,
        words_of=words_of,
        why_nothing_leaves=REASON_WORDS[now_is.stopped] if now_is.stopped else "",
        onward=onward_from(Batch(batch.what), batch.campaign),
    )


@bp.app_template_filter("kind_of_mail")
def kind_of_mail(template: str) -> str:
    """What a mail is, in words; nothing for one that the catalogue does not know."""
    kind = CATALOGUE.get(template)
    return _(kind.title) if kind else ""


@bp.post("/batches/<batch_id>/stop")
@requires(May.STOP_BATCH, on=visible_batch)
def stop(batch: MailBatch) -> Response:
    held = stop_batch(batch, by=g.user)
    flash(ngettext("%(num)d mail tegengehouden.", "%(num)d mails tegengehouden.", held))
    return redirect(url_for(".show", batch_id=batch.public_id))


@bp.post("/batches/<batch_id>/send-the-rest")
@requires(May.STOP_BATCH, on=visible_batch)
def go_on(batch: MailBatch) -> Response:
    count = send_the_rest(batch, by=g.user)
    flash(ngettext("%(num)d mail vertrekt alsnog.", "%(num)d mails vertrekken alsnog.", count))
    return redirect(url_for(".show", batch_id=batch.public_id))


@bp.route("/campaigns/<campaign_id>/partners/message", methods=["GET", "POST"])
@requires(May.INVITE_PARTNERS, on=visible_campaign)
def message(campaign: Campaign) -> str | Response:
    form, chosen = message_form(campaign)
    if is_ready(form):
        audience, texts, once = Audience(form.audience.data), form.sources(), form.once.data
        return checked(
            Batch.MESSAGE,
            campaign,
            lambda one: write_to_partners(one, audience, texts, occasion=once, by=g.user),
            lambda sent: ngettext("%(num)d bericht verstuurd.", "%(num)d berichten verstuurd.", sent.result),
        )
    return render_template(
        "batches/message.html",
        campaign=campaign,
        form=form,
        chosen=chosen,
        choices=texts_to_choose(campaign.organisation, MESSAGE, "nl"),
        placeholders=placeholders_of(MESSAGE),
    )


def message_form(campaign: Campaign) -> tuple[MessageForm, str]:
    """The form with the text that the address asks for, in each language of the partners; and that text's name."""
    form = MessageForm.for_message(MESSAGE, languages_of_partners(campaign))
    form.audience.choices = [SelectChoice(one.value, _(name)) for one, name in AUDIENCE_NAMES.items()]
    found = {one: texts_to_choose(campaign.organisation, MESSAGE, one) for one in form.languages}
    wanted = request.args.get("text", "")
    fallback = {language: texts[0] for language, texts in found.items()}
    named = {language: one for language, texts in found.items() for one in texts if one.name == wanted}
    form.showing(fallback | named)
    return form, wanted if named else fallback["nl"].name


@bp.route("/campaigns/<campaign_id>/partners/remind", methods=["GET", "POST"])
@requires(May.INVITE_PARTNERS, on=visible_campaign)
def remind_all(campaign: Campaign) -> str | Response:
    if request.method == "POST":
        return sent(
            Batch.REMINDERS,
            campaign,
            _remind,
            lambda sent: ngettext("%(num)d herinnering verstuurd.", "%(num)d herinneringen verstuurd.", sent.result),
            check_url=url_for(".remind_all", campaign_id=campaign.public_id),
        )
    return check_page(Batch.REMINDERS, campaign, seen_before_sending(campaign, _remind))


def _remind(campaign: Campaign) -> int:
    return remind_partners(campaign, by=g.user)
