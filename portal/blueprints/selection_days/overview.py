"""The day itself: how far it is, the plan, making it known, closing it."""

from collections.abc import Callable

from flask import flash, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from portal import clock
from portal.actions.batches import Sent
from portal.actions.selection_days import close_day, publish_day, reopen_day, set_up_day
from portal.blueprints.checking import seen_before_sending, sent
from portal.blueprints.day_board import board_of, coaches_of, full_name, lines_of
from portal.blueprints.guard import can, requires
from portal.blueprints.selection_days.ways import bp, now_on, offer_undo, seen_version, to
from portal.blueprints.showing import as_called
from portal.models.campaigns import Campaign
from portal.models.nominations import Nomination
from portal.models.selection_days import Appointment, SelectionDay
from portal.outbox.mails.selection_days import place_of
from portal.queries.answer_lists import answers_in_campaign
from portal.queries.begun import has_begun
from portal.queries.boards import pin_of_appointment
from portal.queries.campaigns import visible_campaign
from portal.queries.disclosure import naming_for
from portal.queries.drafts import draft_of, open_runs_of
from portal.queries.instances import clashes_of, facts_lacking, picture_of, unscheduled_of
from portal.queries.selection_days import (
    appointments_of,
    appointments_visible_to,
    attendances_of,
    day_of,
    is_known,
    kinds_of,
    parts_of,
    visible_day,
    wishes_of,
)
from portal.rules.answers import GROUP_WORDS
from portal.rules.batches import Batch
from portal.rules.delivery import REASON_WORDS
from portal.rules.permissions import May
from portal.rules.selection_days import KIND_NAMES

VIEWS = ("grid", "candidates", "coaches")


def _overview(day: SelectionDay) -> str:
    """For who leads: how far it is, what does not fit, and the whole plan."""
    picture, appointments = picture_of(day), appointments_of(day)
    attendances = attendances_of(day)
    lines = lines_of(appointments, attendances, full_name)
    placed = {line.nomination.id for line in lines}
    chosen = request.args.get("view")
    view = chosen if chosen in VIEWS else "grid"
    known = [one for one in attendances.values() if one.nomination_id in placed]
    return render_template(
        "selection_days/overview.html",
        campaign=day.campaign,
        day=day,
        place=place_of(day),
        parts=picture.parts,
        everybody=picture.nominations,
        not_placed=[one for one in picture.coming if one.id not in placed],
        lines=lines,
        move_url=_move_url(day),
        coaches=coaches_of(lines) if view == "coaches" else [],
        board=board_of(day, picture.parts, appointments, _move_url(day), picture.absent) if view == "grid" else None,
        view=view,
        conflicts=clashes_of(picture, appointments),
        unscheduled=unscheduled_of(picture),
        lacking=facts_lacking(picture),
        draft=draft_of(day),
        planning=open_runs_of(day),
        has_begun=has_begun(day, clock.now()),
        told=sum(1 for one in known if one.informed_at is not None),
        expected=len(known),
        is_known=is_known(day),
        answers=answers_in_campaign(day.campaign) if is_known(day) else {},
        group_words=GROUP_WORDS,
        kinds=KIND_NAMES,
        shown_kinds=kinds_of(day),
        now=now_on(day),
        this_moment=clock.now(),
    )


def _move_url(day: SelectionDay) -> Callable[[Appointment], str | None]:
    """On the day itself one appointment is moved at once; before it, on the board, where nobody hears of it yet."""
    steers = can(May.STEER_DAY, day.campaign) and day.state in ("draft", "published")
    is_today = now_on(day) is not None

    def url(one: Appointment) -> str | None:
        if not steers:
            return None
        if is_today:
            return url_for(".move", campaign_id=day.campaign.public_id, appointment_id=one.public_id)
        return url_for(".board_move", campaign_id=day.campaign.public_id, pin=pin_of_appointment(one))

    return url


def _own_view(day: SelectionDay) -> str:
    """For a partner the own candidates, for the employer the day with first names and initials, or numbers."""
    naming = naming_for(g.user, day.campaign)
    appointments = naming.in_order(
        appointments_visible_to(g.user, day), lambda one: one.nomination, lambda one: one.start_at
    )
    parts, attendances = parts_of(day), attendances_of(day)
    absent = {key for key, one in attendances.items() if one.state == "absent"}
    is_mediator = can(May.LIST_CANDIDATES)

    def name_of(nomination: Nomination) -> str:
        return as_called(naming.name(nomination))

    lines = lines_of(appointments, attendances, full_name if is_mediator else name_of)
    return render_template(
        "selection_days/own_view.html",
        campaign=day.campaign,
        day=day,
        place=place_of(day),
        parts=parts,
        lines=lines,
        board=None if is_mediator else board_of(day, parts, appointments, lambda one: None, absent, name_of),
        is_known=is_known(day),
        is_mediator=is_mediator,
        kinds=KIND_NAMES,
        now=now_on(day),
    )


@bp.get("")
@requires(May.SEE_DAY, on=visible_campaign)
def show(campaign: Campaign) -> str:
    day = day_of(campaign)
    if day is None:
        wishes = wishes_of(campaign) if can(May.PLAN_DAY, campaign) else None
        return render_template("selection_days/not_yet.html", campaign=campaign, wishes=wishes)
    if can(May.CHECK_IN, campaign):
        return _overview(day)
    return _own_view(day)


@bp.get("/publish")
@requires(May.PLAN_DAY, on=visible_day)
def preview(day: SelectionDay) -> str:
    picture, appointments = picture_of(day), appointments_of(day)
    placed = {one.nomination_id for one in appointments}
    conflicts = clashes_of(picture, appointments)
    can_leave = bool(placed) and not conflicts and not is_known(day)
    return render_template(
        "selection_days/preview.html",
        campaign=day.campaign,
        day=day,
        place=place_of(day),
        rehearsal=seen_before_sending(day.campaign, lambda one: publish_day(day, day.version, by=g.user))
        if can_leave
        else None,
        reasons=REASON_WORDS,
        is_known=is_known(day),
        conflicts=conflicts,
        not_placed=[one for one in picture.coming if one.id not in placed],
        candidates=len(placed),
    )


@bp.post("/publish")
@requires(May.PLAN_DAY, on=visible_day)
def publish(day: SelectionDay) -> Response:
    return sent(
        Batch.DAY,
        day.campaign,
        lambda one: publish_day(day, seen_version(), by=g.user),
        _made_known,
        check_url=url_for(".preview", campaign_id=day.campaign.public_id),
    )


def _made_known(sent: Sent) -> str:
    if not sent.result:
        return _("De dagplanning was al bekendgemaakt. Er vertrekt niets opnieuw.")
    return ngettext("Bekendgemaakt: %(num)d mail vertrekt.", "Bekendgemaakt: %(num)d mails vertrekken.", sent.result)


@bp.post("/close")
@requires(May.STEER_DAY, on=visible_day)
def close(day: SelectionDay) -> Response:
    close_day(day, by=g.user)
    offer_undo(_("De selectiedag is afgesloten."), "reopen", day)
    return to("show", day)


@bp.post("/reopen")
@requires(May.STEER_DAY, on=visible_day)
def reopen(day: SelectionDay) -> Response:
    reopen_day(day, by=g.user)
    flash(_("De selectiedag is heropend."))
    return to("show", day)


@bp.post("/set-up")
@requires(May.PLAN_DAY, on=visible_campaign)
def set_up(campaign: Campaign) -> Response:
    day = set_up_day(campaign, by=g.user)
    flash(_("Hier is een voorstel. Pas het aan tot het klopt; niemand ziet het voor je de planning bekendmaakt."))
    return to("parts", day)
