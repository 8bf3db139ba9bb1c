"""Campaigns: opening, preparing and steering them, and one overview for everybody who takes part."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.campaigns import (
    NEW_EMPLOYER,
    AgreementForm,
    CampaignFilterForm,
    CancelCampaignForm,
    ChangeCampaignForm,
    DatesForm,
    HandOverForm,
    OpenCampaignForm,
)
from portal import clock
from portal.actions.campaigns import (
    cancel_campaign,
    change_campaign,
    close_campaign,
    hand_over_campaign,
    open_campaign,
    publish_agreement,
    reopen_campaign,
    set_dates,
    start_campaign,
)
from portal.actions.organisations import add_employer
from portal.blueprints.checking import checked, is_ready
from portal.blueprints.guard import can, requires
from portal.blueprints.showing import day_words, moment_words
from portal.models.campaigns import Campaign
from portal.models.organisations import Site
from portal.queries.campaigns import (
    agreement_in_force,
    agreements_of,
    answers_of,
    campaigns_listed,
    own_invitation,
    vacancies_of,
    visible_campaign,
)
from portal.queries.interviews import coming_interviews
from portal.queries.organisations import employer_sites
from portal.queries.partners import fellow_mediators_of, partners_of, version_accepted_by
from portal.queries.working_days import is_holiday_in
from portal.rules.batches import Batch
from portal.rules.campaigns import Place, dates_of, preparation, session_is_ahead, stages
from portal.rules.deadlines import window_of
from portal.rules.disclosure import NAMES_FROM, From
from portal.rules.permissions import May
from portal.rules.states import MACHINES

bp = Blueprint("campaigns", __name__, url_prefix="/campaigns")
PAGE_SIZE = 50
TEXT_FIELDS = ("title", "goal", "matching", "preselection_criteria")
STEP_FIELDS = ("has_info_session", "has_preselection", "has_tour", "has_test", "has_internship")


@bp.get("")
@requires(May.LIST_CAMPAIGNS)
def index() -> str:
    form = CampaignFilterForm(request.args)
    names = MACHINES["Campaign"].names.items()
    form.state.choices = [
        SelectChoice("", _("Alle")),
        *(SelectChoice(state, _(name)) for state, name in names),
    ]
    query = campaigns_listed(g.user, words=form.q.data or "", state=form.state.data or "")
    total = query.count()
    page = min(max(1, request.args.get("page", 1, int)), max(1, -(-total // PAGE_SIZE)))
    return render_template(
        "campaigns/index.html",
        filter_form=form,
        campaigns=list(query.paginate(page, PAGE_SIZE)),
        total=total,
        is_filtered=bool(form.q.data or form.state.data),
        page=page,
        pages=max(1, -(-total // PAGE_SIZE)),
        url_for_page=lambda number: url_for(".index", **{**request.args, "page": number}),
        stage_now=stage_now,
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(May.OPEN_CAMPAIGN)
def create() -> str | Response:
    form = OpenCampaignForm()
    sites = {site.public_id: site for site in employer_sites()}
    form.site.choices = [
        SelectChoice("", _("Kies een werkgever")),
        SelectChoice(NEW_EMPLOYER, _("Een nieuwe werkgever")),
        *(SelectChoice(key, site_words(site)) for key, site in sites.items()),
    ]
    if form.validate_on_submit():
        site = sites[form.site.data] if form.site.data != NEW_EMPLOYER else employer_typed_in(form)
        campaign = open_campaign(by=g.user, site=site, public_id=form.once.data, **what_was_typed(form))
        flash(_("De instroomactie staat klaar. Vul hieronder aan wat nog ontbreekt."))
        return redirect(url_for(".show", campaign_id=campaign.public_id))
    return render_template("campaigns/create.html", form=form)


@bp.get("/<campaign_id>")
@requires(May.SEE_CAMPAIGN, on=visible_campaign)
def show(campaign: Campaign) -> str:
    own = own_invitation(g.user, campaign)
    agreement = agreement_in_force(campaign)
    vacancies = vacancies_of(campaign)
    steers = can(May.SEE_PARTNERS, campaign)
    return render_template(
        "campaigns/show.html",
        names_from=NAMES_FROM,
        campaign=campaign,
        line=line_in_words(campaign),
        vacancies=vacancies,
        agreement=agreement,
        tasks=preparation(campaign, vacancies=len(vacancies), agreements=1 if agreement else 0),
        answers=answers_of(campaign) if steers else None,
        own=own,
        session_is_ahead=session_is_ahead(campaign, clock.now()),
        own_version=version_accepted_by(own) if own else None,
        window=own
        and window_of(campaign.nominations_open_at, campaign.nominations_close_at, own.late_until, clock.now()),
    )


@bp.route("/<campaign_id>/change", methods=["GET", "POST"])
@requires(May.STEER_CAMPAIGN, on=visible_campaign)
def change(campaign: Campaign) -> str | Response:
    hides_names = campaign.names_from == From.THE_DAY
    form = ChangeCampaignForm(obj=campaign, data={"seen_version": campaign.version, "hides_names": hides_names})
    if form.validate_on_submit():
        change_campaign(campaign, int(form.seen_version.data), by=g.user, **what_was_typed(form))
        flash(_("Bewaard."))
        return redirect(url_for(".show", campaign_id=campaign.public_id))
    return render_template("campaigns/change.html", campaign=campaign, form=form)


@bp.route("/<campaign_id>/dates", methods=["GET", "POST"])
@requires(May.STEER_CAMPAIGN, on=visible_campaign)
def dates(campaign: Campaign) -> str | Response:
    zone = campaign.site.zone
    form = DatesForm(
        zone,
        has_info_session=campaign.has_info_session,
        has_internship=campaign.has_internship,
        data=DatesForm.as_typed(dates_of(campaign), zone) | {"seen_version": campaign.version},
    )
    if is_ready(form):
        return checked(
            Batch.DATES,
            campaign,
            lambda one: set_dates(one, form.dates, by=g.user, seen=int(form.seen_version.data)),
            lambda sent: (
                _("De data staan vast. Kijk ze hieronder nog eens na.")
                if sent.batch is None
                else _("De data staan vast.")
            ),
        )
    asked = answers_of(campaign).asked if campaign.state == "running" else 0
    return render_template("campaigns/dates.html", campaign=campaign, form=form, asked=asked)


@bp.route("/<campaign_id>/agreements", methods=["GET", "POST"])
@requires(May.STEER_CAMPAIGN, on=visible_campaign)
def agreements(campaign: Campaign) -> str | Response:
    versions = agreements_of(campaign)
    newest = versions[0] if versions else None
    form = AgreementForm(
        data={"text": newest.text, "seen": newest.number} if newest else {"seen": 0, "text": suggested_agreements()}
    )
    if is_ready(form):
        return checked(
            Batch.AGREEMENTS,
            campaign,
            lambda one: publish_agreement(one, form.text.data, by=g.user, seen=int(form.seen.data or 0)),
            lambda sent: _("De afspraken zijn vastgelegd."),
        )
    partners = [line for line in partners_of(campaign) if line.invitation.state == "accepted"]
    return render_template(
        "campaigns/agreements.html",
        campaign=campaign,
        form=form,
        versions=versions,
        newest=newest,
        partners=partners,
    )


@bp.post("/<campaign_id>/start")
@requires(May.STEER_CAMPAIGN, on=visible_campaign)
def start(campaign: Campaign) -> Response:
    start_campaign(campaign, by=g.user)
    flash(_("De instroomactie loopt. Nodig nu je partners uit."))
    return redirect(url_for("partners.invite", campaign_id=campaign.public_id))


@bp.post("/<campaign_id>/close")
@requires(May.STEER_CAMPAIGN, on=visible_campaign)
def close(campaign: Campaign) -> str | Response:
    talks = coming_interviews(clock.now(), campaign=campaign)
    return checked(
        Batch.CLOSING,
        campaign,
        lambda one: close_campaign(one, by=g.user),
        lambda sent: _("Instroomactie afgesloten."),
        asks=bool(talks),
        undo=None if talks else url_for(".reopen", campaign_id=campaign.public_id),
    )


@bp.post("/<campaign_id>/reopen")
@requires(May.STEER_CAMPAIGN, on=visible_campaign)
def reopen(campaign: Campaign) -> Response:
    reopen_campaign(campaign, by=g.user)
    flash(_("De instroomactie loopt weer."))
    return redirect(url_for(".show", campaign_id=campaign.public_id))


@bp.route("/<campaign_id>/cancel", methods=["GET", "POST"])
@requires(May.STEER_CAMPAIGN, on=visible_campaign)
def cancel(campaign: Campaign) -> str | Response:
    answers = answers_of(campaign)
    told = max(0, answers.accepted + answers.silent - 1)  # not the lead's own participation
    form = CancelCampaignForm()
    if is_ready(form):
        return checked(
            Batch.CANCELLATION,
            campaign,
            lambda one: cancel_campaign(one, form.reason.data, by=g.user),
            lambda sent: _("De instroomactie is afgelast. Iedereen krijgt een mail."),
        )
    return render_template(
        "campaigns/cancel.html", campaign=campaign, form=form, told=told, put_forward=answers.put_forward
    )


@bp.route("/<campaign_id>/hand-over", methods=["GET", "POST"])
@requires(May.HAND_OVER_CAMPAIGN, on=visible_campaign)
def hand_over(campaign: Campaign) -> str | Response:
    colleagues = {one.public_id: one for one in fellow_mediators_of(campaign.lead)}
    form = HandOverForm()
    form.to.choices = [SelectChoice(key, one.name) for key, one in colleagues.items()]
    if form.validate_on_submit():
        new_lead = colleagues[form.to.data]
        hand_over_campaign(campaign, new_lead, by=g.user)
        flash(_("%(name)s trekt deze instroomactie voortaan.", name=new_lead.name))
        return redirect(url_for(".index"))
    return render_template("campaigns/hand_over.html", campaign=campaign, form=form, colleagues=colleagues)


def what_was_typed(form: ChangeCampaignForm) -> dict[str, Any]:
    """The columns of a campaign as they were typed."""
    texts = {name: (form[name].data or "").strip() for name in TEXT_FIELDS}
    names_from = From.THE_DAY if form.hides_names.data else From.PUT_FORWARD
    return texts | {name: form[name].data for name in STEP_FIELDS} | {"names_from": names_from.value}


def employer_typed_in(form: OpenCampaignForm) -> Site:
    """The site of the employer that was typed in, made now or found."""
    return add_employer(
        form.employer_name.data,
        by=g.user,
        country=form.country.data,
        street=form.street.data or "",
        postcode=form.postcode.data or "",
        town=form.town.data or "",
    )


def site_words(site: Site) -> str:
    """An employer's site in a list: name and town, once each."""
    parts = [site.organisation.name, site.name, site.town]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def line_in_words(campaign: Campaign) -> list[dict[str, Any]]:
    """The stages of a campaign as the steps component shows them."""
    zone = campaign.site.zone
    found = []
    for stage in stages(campaign, clock.now(), Place(zone, is_holiday_in(campaign.site.country))):
        when = moment_words(stage.at, zone) if isinstance(stage.at, datetime) else day_words(stage.at)
        words = _("tot %(when)s", when=when) if stage.key in {"nominations", "results"} and when else when
        found.append({"label": _(stage.words), "state": stage.state, "when": words})
    return found


def stage_now(campaign: Campaign) -> dict[str, Any] | None:
    """The stage in which a campaign is, or None when all is done."""
    return next((one for one in line_in_words(campaign) if one["state"] == "current"), None)


def suggested_agreements() -> str:
    """A first text, to be made one's own (req 001-02, 001-12, 001-16, 001-24, 001-27 … 001-30)."""
    return "\n".join(
        (
            _("1. Elke bemiddelaar bespreekt de functie met de kandidaat voor hij of zij die voordraagt."),
            _("2. We dragen voor met een cv en een motivatiebrief, binnen de afgesproken periode."),
            _("3. De bemiddelaar nodigt de eigen kandidaten uit voor de selectiedag en informeert hen."),
            _("4. De jobcoach vertelt de uitslag binnen twee werkdagen, persoonlijk of telefonisch."),
            _("5. De jobcoach maakt het stagecontract op en is er op de eerste dag zelf bij."),
            _("6. De jobcoach volgt de stage van nabij op en steunt ook de leidinggevende."),
        )
    )
