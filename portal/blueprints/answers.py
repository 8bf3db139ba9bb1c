"""Answers to appointments: given by link and in the portal, seen and settled where they are planned (req Y-1)."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response

from forms.answers import AppointmentAnswerForm, LostLinksForm, WishForm
from portal import clock
from portal.actions.answers import (
    MOVES,
    answer_entry,
    confirm_answer,
    dismiss_answer,
    grant_wish,
    refuse_wish,
    send_links_again,
    settle_mail,
    wish_for,
)
from portal.actions.answers.sessions import can_come_back
from portal.actions.batches import Sent
from portal.actions.reminding.appointments import remind_campaign, remind_internship
from portal.blueprints.checking import CHANGE, checked
from portal.blueprints.guard import by_link, public, requires
from portal.blueprints.listing import page_of_rows
from portal.extensions import limiter
from portal.models.accounts import AccessLink
from portal.models.calendar import CalendarAnswer, CalendarEntry
from portal.models.campaigns import Campaign
from portal.models.inbox import InboxMail
from portal.models.internships import Internship
from portal.queries.answer_lists import answers_in_campaign
from portal.queries.answers import (
    contact_of,
    entry_of_link,
    open_wish,
    own_entries,
    own_entry,
    whereabouts,
)
from portal.queries.answers_waiting import answer_for, declined_for, mail_for, mails_waiting_for, waiting_for
from portal.queries.appointment_subjects import About, about
from portal.queries.campaigns import visible_campaign
from portal.queries.internships import visible_internship
from portal.rules.answers import ANSWER_WORDS, GROUP_WORDS, KIND_WORDS, Standing, may_be_answered
from portal.rules.batches import Batch
from portal.rules.inbox import WAITS_WORDS, WaitsBecause
from portal.rules.links import Purpose
from portal.rules.permissions import May

bp = Blueprint("answers", __name__)


# Where each thing is changed, by what its appointments are about.
PAGES: dict[str, tuple[str, str]] = {
    "campaign": ("campaigns.dates", "campaign_id"),
    "invitation": ("campaigns.dates", "campaign_id"),
    "nomination": ("selection_days.show", "campaign_id"),
    "day": ("selection_days.show", "campaign_id"),
    "table": ("selection_days.parts", "campaign_id"),
    "tour_line": ("selection_days.parts", "campaign_id"),
    "interview": ("interviews.show", "interview_id"),
    "internship": ("internships.show", "internship_id"),
    "follow_up": ("internships.shift_follow_up", "follow_up_id"),
    "aftercare": ("internships.show", "internship_id"),
}


# ---- who is asked -------------------------------------------------------------------------------------------------


@bp.route("/appointment/<token>", methods=["GET", "POST"])
@by_link(Purpose.ANSWER_APPOINTMENT, on=entry_of_link)
def answer_by_link(link: AccessLink, entry: CalendarEntry) -> str | Response:
    form = AppointmentAnswerForm(data={"note": entry.answer_note})
    if form.validate_on_submit():
        answer_entry(entry, form.answer.data or "", via="link", note=form.note.data or "")
        flash(_("Bedankt, je antwoord is genoteerd."))
        return redirect(request.path)
    return render_template(
        "answers/by_link.html",
        form=form,
        wish_url=url_for(".wish_by_link", token=_token()),
        is_newer=entry.sequence > 0 and entry.stamped_at > link.created_at,
        **_about(entry),
    )


@bp.route("/appointment/<token>/other-moment", methods=["GET", "POST"])
@by_link(Purpose.ANSWER_APPOINTMENT, on=entry_of_link)
def wish_by_link(link: AccessLink, entry: CalendarEntry) -> str | Response:
    form = _wish_form(entry)
    back = url_for(".answer_by_link", token=_token())
    if form.validate_on_submit():
        return _wished(entry, form, "link", back)
    return render_template("answers/wish_by_link.html", form=form, back=back, **_about(entry))


@bp.get("/appointments")
@requires(May.ANSWER_APPOINTMENT)
def index() -> str:
    now = clock.now()
    found = page_of_rows(own_entries(g.user, now))
    return render_template(
        "answers/index.html",
        found=found,
        candidates={subject: one.candidate for subject, one in about(found.rows).items()},
        answerable={entry.id for entry in found.rows if may_be_answered(entry, now)},
        words=ANSWER_WORDS,
    )


@bp.route("/appointments/<entry_id>", methods=["GET", "POST"])
@requires(May.ANSWER_APPOINTMENT, on=own_entry)
def answer(entry: CalendarEntry) -> str | Response:
    form = AppointmentAnswerForm(data={"note": entry.answer_note})
    if form.validate_on_submit():
        answer_entry(entry, form.answer.data or "", via="portal", note=form.note.data or "", by=g.user)
        flash(_("Bedankt, je antwoord is genoteerd."))
        return redirect(url_for(".index"))
    wish_url = url_for(".wish", entry_id=entry.public_id)
    return render_template("answers/answer.html", form=form, wish_url=wish_url, is_newer=False, **_about(entry))


@bp.route("/appointments/<entry_id>/other-moment", methods=["GET", "POST"])
@requires(May.ANSWER_APPOINTMENT, on=own_entry)
def wish(entry: CalendarEntry) -> str | Response:
    form = _wish_form(entry)
    back = url_for(".answer", entry_id=entry.public_id)
    if form.validate_on_submit():
        return _wished(entry, form, "portal", back)
    return render_template("answers/wish.html", form=form, back=back, **_about(entry))


@bp.route("/lost-links", methods=["GET", "POST"])
@public("who lost the mails asks for the links again; they go to the address itself, and nothing is said about it")
@limiter.limit("20 per hour", methods=["POST"])
@limiter.limit("3 per hour", methods=["POST"], key_func=lambda: _address_typed() or get_remote_address())
def lost_links() -> str | Response:
    form = LostLinksForm()
    if form.validate_on_submit():
        send_links_again(form.email.data or "")
        return render_template("answers/links_sent.html", email=form.email.data)
    return render_template("answers/lost_links.html", form=form)


def _address_typed() -> str:
    return f"lost-links:{request.form.get('email', '').strip().lower()}"


def _token() -> str:
    return str((request.view_args or {})["token"])


def _wish_form(entry: CalendarEntry) -> WishForm:
    return WishForm(entry.zone, int((entry.ends_at - entry.starts_at).total_seconds() // 60))


def _wished(entry: CalendarEntry, form: WishForm, via: str, back: str) -> Response:
    wish_for(entry, form.starts_at, form.ends_at, via=via, note=form.note.data or "")
    flash(_("Je vraag is doorgegeven. Je hoort of het kan; tot dan blijft de afspraak staan."))
    return redirect(back)


def _about(entry: CalendarEntry) -> dict[str, Any]:
    """What somebody reads before answering."""
    where = whereabouts(entry)
    contact = None if where is None else contact_of(entry, where)
    return {
        "entry": entry,
        "campaign": where and where.campaign,
        "contact": None if contact is None or contact.email.strip().lower() == entry.attendee_key else contact,
        "wish": open_wish(entry),
        "may_answer": may_be_answered(entry, clock.now()),
        "may_come_back": can_come_back(entry),
        "is_over": entry.ends_at <= clock.now(),
        "words": ANSWER_WORDS,
    }


# ---- who plans ----------------------------------------------------------------------------------------------------


@bp.get("/campaigns/<campaign_id>/answers")
@requires(May.SEE_ANSWERS, on=visible_campaign)
def of_campaign(campaign: Campaign) -> str:
    return render_template(
        "answers/of_campaign.html",
        campaign=campaign,
        groups=answers_in_campaign(campaign),
        names=GROUP_WORDS,
        now=clock.now(),
        words=ANSWER_WORDS,
    )


@bp.post("/campaigns/<campaign_id>/answers/remind")
@requires(May.REMIND_UNANSWERED, on=visible_campaign)
def remind(campaign: Campaign) -> str | Response:
    if request.form.get("batch_step") == CHANGE:
        return redirect(url_for(".of_campaign", campaign_id=campaign.public_id))
    group = request.form.get("group", "")
    return checked(Batch.UNANSWERED, campaign, lambda one: remind_campaign(one, group, by=g.user), _reminded)


@bp.post("/internships/<internship_id>/answers/remind")
@requires(May.PLAN_INTERNSHIP, on=visible_internship)
def remind_of_internship(internship: Internship) -> Response:
    flash(_count_words(remind_internship(internship, by=g.user)))
    return redirect(url_for("internships.show", internship_id=internship.public_id))


def _reminded(sent: Sent) -> str:
    return _count_words(sent.result)


def _count_words(count: int) -> str:
    if not count:
        return _("Niemand krijgt nu een herinnering: wie nog niet antwoordde, kreeg net een mail.")
    return ngettext("%(num)d herinnering vertrekt.", "%(num)d herinneringen vertrekken.", count)


@bp.get("/answers")
@requires(May.SETTLE_ANSWERS)
def waiting() -> str:
    now = clock.now()
    rows = waiting_for(g.user, now)
    declined = declined_for(g.user, now)
    subjects = about([*declined, *(row.entry for row in rows)])
    return render_template(
        "answers/waiting.html",
        wishes=[_told(subjects, row.entry, row) for row in rows if row.standing == Standing.WISH],
        unverified=[_told(subjects, row.entry, row) for row in rows if row.standing == Standing.UNVERIFIED],
        declined=[_told(subjects, entry) for entry in declined],
        mails=[(mail, _(WAITS_WORDS[WaitsBecause(mail.reason)])) for mail in mails_waiting_for(g.user)],
        words=ANSWER_WORDS,
        kinds=KIND_WORDS,
    )


def _told(subjects: dict[str, About], entry: CalendarEntry, row: CalendarAnswer | None = None) -> dict[str, Any]:
    """One appointment with who it is about, and where it is changed."""
    found = subjects.get(entry.subject)
    return {
        "answer": row,
        "entry": entry,
        "who": found.who(entry) if found else entry.attendee_name,
        "campaign": found and found.campaign,
        "page": found and _page_of(entry, found),
        "moves": entry.kind in MOVES,
    }


def _page_of(entry: CalendarEntry, found: About) -> str:
    """Where who plans changes an appointment."""
    kind, _colon, public_id = entry.subject.partition(":")
    endpoint, name = PAGES.get(kind, PAGES["campaign"])
    if kind == "campaign" or name == "campaign_id":
        public_id = found.campaign.public_id
    if kind == "aftercare":
        public_id = found.thing.placement.internship.public_id
    return url_for(endpoint, **{name: public_id})


@bp.post("/answers/<answer_id>/confirm")
@requires(May.SETTLE_ANSWERS, on=answer_for)
def confirm(found: CalendarAnswer) -> Response:
    confirm_answer(found, by=g.user)
    flash(_("Bevestigd: het antwoord telt mee."))
    return redirect(url_for(".waiting"))


@bp.post("/answers/<answer_id>/dismiss")
@requires(May.SETTLE_ANSWERS, on=answer_for)
def dismiss(found: CalendarAnswer) -> Response:
    dismiss_answer(found, by=g.user)
    flash(_("Opzijgelegd: het antwoord telt niet mee."))
    return redirect(url_for(".waiting"))


@bp.post("/answers/<answer_id>/grant")
@requires(May.SETTLE_ANSWERS, on=answer_for)
def grant(found: CalendarAnswer) -> Response:
    grant_wish(found, by=g.user)
    flash(_("De afspraak is verzet. Iedereen die erbij is, krijgt het nieuwe moment."))
    return redirect(url_for(".waiting"))


@bp.post("/answers/<answer_id>/refuse")
@requires(May.SETTLE_ANSWERS, on=answer_for)
def refuse(found: CalendarAnswer) -> Response:
    refuse_wish(found, by=g.user)
    flash(_("Het blijft zoals het is. Wie het vroeg, krijgt daar één mail over."))
    return redirect(url_for(".waiting"))


@bp.post("/answers/mails/<mail_id>/settle")
@requires(May.SETTLE_ANSWERS, on=mail_for)
def settle(mail: InboxMail) -> Response:
    settle_mail(mail, by=g.user)
    flash(_("Genoteerd: deze mail is bekeken."))
    return redirect(url_for(".waiting"))
