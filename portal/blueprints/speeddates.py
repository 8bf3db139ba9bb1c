"""Speeddates: criteria, who scored whom, sheets on paper, and the tablets."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from forms.speeddates import TabletForm
from portal import clock
from portal.actions.help_calls import settle_help_call
from portal.actions.speeddates import make_sheets, type_in_sheet
from portal.actions.tablets import add_tablet, revoke_tablet
from portal.blueprints.guard import requires
from portal.blueprints.looked_at import note_page_about
from portal.blueprints.qr import qr_code
from portal.blueprints.scorecards import choose_criteria, form_of_sheet, seen_in
from portal.models.campaigns import Campaign
from portal.models.selection_days import SelectionDay
from portal.models.speeddates import Device, HelpCall, Sheet
from portal.outbox.addresses import address
from portal.queries.campaigns import visible_campaign
from portal.queries.disclosure import naming_for
from portal.queries.help_calls import open_help_calls, place_of_call, steerable_help_call
from portal.queries.selection_days import day_of, visible_day
from portal.queries.speeddates import (
    Pair,
    candidate_lines,
    criteria_of,
    part_of,
    sheets_of_campaign,
    to_do_counts,
    version_standing,
    versions_beside,
    visible_sheet,
    visible_speeddate,
)
from portal.queries.tablets import devices_of, scorable_dates, standing_of_device, steerable_device
from portal.rules.permissions import May
from portal.rules.scoring import VERDICT_NAMES, Part, weighty
from portal.rules.tablets import CODE_MINUTES, MOST_WRONG_PINS, SILENT_SECONDS

bp = Blueprint("speeddates", __name__)


@bp.get("/campaigns/<campaign_id>/speeddates")
@requires(May.SEE_SCORES, on=visible_campaign)
def index(campaign: Campaign) -> str:
    lines = candidate_lines(g.user, campaign)
    missing, conflicts = to_do_counts(lines, clock.now())
    asked = criteria_of(campaign)
    return render_template(
        "speeddates/index.html",
        campaign=campaign,
        day=day_of(campaign),
        criteria=asked,
        weighty=weighty(asked),
        lines=lines,
        missing=missing,
        conflicts=conflicts,
        verdict_names=VERDICT_NAMES,
    )


@bp.route("/campaigns/<campaign_id>/speeddates/criteria", methods=["GET", "POST"])
@requires(May.SET_CRITERIA, on=visible_campaign)
def criteria(campaign: Campaign) -> str | Response:
    back = url_for(".index", campaign_id=campaign.public_id)
    return choose_criteria(campaign, Part.SPEEDDATE, "speeddates/criteria.html", back)


@bp.get("/campaigns/<campaign_id>/speeddates/paper")
@requires(May.TYPE_IN_SHEET, on=visible_campaign)
def paper(campaign: Campaign) -> str:
    day, naming = day_of(campaign), naming_for(g.user, campaign)
    return render_template(
        "speeddates/paper.html",
        campaign=campaign,
        criteria=criteria_of(campaign),
        dates=[
            (naming.name(one.nomination), one)
            for one in naming.in_order(
                scorable_dates(day) if day else [], lambda one: one.nomination, lambda one: one.appointment.start_at
            )
        ],
        verdict_names=VERDICT_NAMES,
    )


@bp.post("/campaigns/<campaign_id>/speeddates/<nomination_id>/<assessor_id>")
@requires(May.TYPE_IN_SHEET, on=visible_speeddate)
def begin_typing(pair: Pair) -> Response:
    make_sheets(pair.speeddate.appointment.selection_day)
    sheet = sheets_of_campaign(pair.campaign)[pair.speeddate.nomination.id][pair.assessor.id]
    return redirect(url_for(".type_in", sheet_id=sheet.public_id))


@bp.route("/sheets/<sheet_id>", methods=["GET", "POST"])
@requires(May.TYPE_IN_SHEET, on=visible_sheet)
def type_in(sheet: Sheet) -> str | Response:
    campaign = sheet.nomination.campaign
    asked = criteria_of(campaign, part_of(sheet))
    form = form_of_sheet(asked, sheet)
    if form.validate_on_submit():
        type_in_sheet(sheet, form.body(), seen=seen_in(form), by=g.user)
        flash(_("Beoordeling bewaard."))
        return redirect(_list_of(sheet))
    note_page_about(sheet.nomination.candidate, "score_sheet")
    return render_template(
        "speeddates/type_in.html",
        form=form,
        sheet=sheet,
        campaign=campaign,
        name=naming_for(g.user, campaign).name(sheet.nomination),
        who_and_where=_who_and_where(sheet),
        back=_list_of(sheet),
        criteria=asked,
        standing=version_standing(sheet, asked),
        versions=versions_beside(sheet, asked),
        verdict_names=VERDICT_NAMES,
    )


def _who_and_where(sheet: Sheet) -> tuple[str, str]:
    if part_of(sheet) is Part.TOUR:
        return sheet.tour_line.guide_name, _("Rondleiding")
    return sheet.assessor.name, sheet.assessor.table.name


def _list_of(sheet: Sheet) -> str:
    endpoint = ".index" if part_of(sheet) is Part.SPEEDDATE else "tour_sheets.index"
    return url_for(endpoint, campaign_id=sheet.nomination.campaign.public_id)


@bp.get("/campaigns/<campaign_id>/tablets")
@requires(May.PAIR_TABLETS, on=visible_day)
def tablets(day: SelectionDay) -> str:
    return _tablets_page(day, TabletForm())


@bp.post("/campaigns/<campaign_id>/tablets")
@requires(May.PAIR_TABLETS, on=visible_day)
def add(day: SelectionDay) -> str:
    form = TabletForm()
    if not form.validate_on_submit():
        return _tablets_page(day, form)
    device, code, pin = add_tablet(day, form.label.data, public_id=form.once.data, by=g.user)
    return render_template(
        "speeddates/pairing.html",
        campaign=day.campaign,
        device=device,
        code=f"{code[:4]}-{code[4:]}",
        pin=pin,
        qr=qr_code(f"{address(url_for('tablet.shell'))}#{code}"),
        shell=address(url_for("tablet.shell")),
        minutes=CODE_MINUTES,
        tries=MOST_WRONG_PINS,
    )


def _tablets_page(day: SelectionDay, form: FlaskForm) -> str:
    now = clock.now()
    devices = devices_of(day)
    for device in devices:
        device.selection_day = day
    return render_template(
        "speeddates/tablets.html",
        campaign=day.campaign,
        day=day,
        form=form,
        devices=[(device, _standing(device)) for device in devices],
        silent=[
            device.id
            for device in devices
            if device.last_seen_at and (now - device.last_seen_at).total_seconds() > SILENT_SECONDS
        ],
        criteria=criteria_of(day.campaign),
        calls=[(one, place_of_call(one)) for one in open_help_calls(day)],
    )


def _standing(device: Device) -> str:
    standing = standing_of_device(device, clock.now())
    if standing != "open" or device.token_hash:
        return "paired" if standing == "open" else standing
    return "waiting" if device.code_expires_at > clock.now() else "expired"


@bp.post("/help-calls/<call_id>/settle")
@requires(May.PAIR_TABLETS, on=steerable_help_call)
def settle_help(call: HelpCall) -> Response:
    settle_help_call(call, by=g.user)
    flash(_("Genoteerd: iemand is gaan helpen aan %(table)s.", table=place_of_call(call)))
    return redirect(url_for(".tablets", campaign_id=call.device.selection_day.campaign.public_id))


@bp.post("/tablets/<device_id>/revoke")
@requires(May.PAIR_TABLETS, on=steerable_device)
def revoke(device: Device) -> Response:
    revoke_tablet(device, by=g.user)
    flash(
        _(
            "“%(label)s” is afgesloten. Wat erop staat en nog niet verstuurd is, "
            "blijft daar tot ze opnieuw gekoppeld wordt.",
            label=device.label,
        )
    )
    return redirect(url_for(".tablets", campaign_id=device.selection_day.campaign.public_id))
