"""The open functions of a campaign."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.vacancies import VacancyForm
from portal.actions.vacancies import add_vacancy, change_vacancy, move_vacancy, remove_vacancy
from portal.blueprints.guard import requires
from portal.models.campaigns import Campaign
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import vacancies_of, visible_campaign, visible_vacancy
from portal.rules.permissions import May

bp = Blueprint("vacancies", __name__, url_prefix="/campaigns/<campaign_id>/vacancies")


@bp.get("")
@requires(May.SEE_CAMPAIGN, on=visible_campaign)
def index(campaign: Campaign) -> str:
    return render_template("vacancies/index.html", campaign=campaign, vacancies=vacancies_of(campaign))


@bp.route("/new", methods=["GET", "POST"])
@requires(May.STEER_CAMPAIGN, on=visible_campaign)
def add(campaign: Campaign) -> str | Response:
    form = VacancyForm()
    if form.validate_on_submit():
        add_vacancy(campaign, by=g.user, public_id=form.once.data, **form.values())
        flash(_("Functie toegevoegd."))
        return redirect(url_for(".index", campaign_id=campaign.public_id))
    return render_template("vacancies/fill_in.html", campaign=campaign, form=form, vacancy=None)


@bp.route("/<vacancy_id>/change", methods=["GET", "POST"])
@requires(May.STEER_CAMPAIGN, on=visible_vacancy)
def change(vacancy: Vacancy) -> str | Response:
    form = VacancyForm(obj=vacancy, data={"seen_version": vacancy.version})
    if form.validate_on_submit():
        change_vacancy(vacancy, int(form.seen_version.data), by=g.user, **form.values())
        flash(_("Bewaard."))
        return redirect(url_for(".index", campaign_id=vacancy.campaign.public_id))
    return render_template("vacancies/fill_in.html", campaign=vacancy.campaign, form=form, vacancy=vacancy)


@bp.post("/<vacancy_id>/remove")
@requires(May.STEER_CAMPAIGN, on=visible_vacancy)
def remove(vacancy: Vacancy) -> Response:
    remove_vacancy(vacancy, by=g.user)
    flash(_("“%(title)s” is weggehaald.", title=vacancy.title))
    return redirect(url_for(".index", campaign_id=vacancy.campaign.public_id))


@bp.post("/<vacancy_id>/up")
@requires(May.STEER_CAMPAIGN, on=visible_vacancy)
def up(vacancy: Vacancy) -> Response:
    move_vacancy(vacancy, up=True, by=g.user)
    return redirect(url_for(".index", campaign_id=vacancy.campaign.public_id))


@bp.post("/<vacancy_id>/down")
@requires(May.STEER_CAMPAIGN, on=visible_vacancy)
def down(vacancy: Vacancy) -> Response:
    move_vacancy(vacancy, up=False, by=g.user)
    return redirect(url_for(".index", campaign_id=vacancy.campaign.public_id))
