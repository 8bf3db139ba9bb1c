"""The tasks of a nomination, a small page each; saved by the button, and by the page itself while somebody types."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forms.kept import KeptForm
from forms.nominations import (
    AgreementForm,
    AvailabilityForm,
    CommutingForm,
    InternshipForm,
    MeasuresForm,
    MotivationForm,
    ProfileForm,
    SupportForm,
    VacanciesForm,
)
from portal import clock
from portal.actions.nomination_tasks import (
    CompetenceSaid,
    MeasureAnswer,
    SupportAnswer,
    choose_vacancies,
    confirm_agreement,
    state_availability,
    state_commuting,
    state_internship_hours,
    state_measures,
    state_profile,
    state_support,
    write_motivation,
)
from portal.blueprints.guard import requires
from portal.blueprints.keeping import form_answer, is_autosave, is_kept, kept_answer
from portal.blueprints.looked_at import note_page_about
from portal.models.nominations import Nomination
from portal.queries.campaigns import vacancies_of
from portal.queries.measures import law
from portal.queries.nomination_tasks import (
    agreement_answer,
    asked_competences,
    availability_answers,
    commuting_answers,
    internship_answer,
    measure_answers,
    motivation_texts,
    profile_answers,
    support_answers,
    vacancy_choices,
)
from portal.queries.nominations import visible_nomination
from portal.rules.editing import fingerprint
from portal.rules.measures import Measure, measure_named, measures_on
from portal.rules.nominations import TASK_NAMES, Task
from portal.rules.permissions import May

bp = Blueprint("nomination_tasks", __name__)
Answer = Response | tuple[str | Response, int]


@bp.route("/nominations/<nomination_id>/vacancies", methods=["GET", "POST"])
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def vacancies(nomination: Nomination) -> Answer:
    stands = vacancy_choices(nomination)
    offered = {vacancy.public_id: vacancy for vacancy in vacancies_of(nomination.campaign)}
    form = VacanciesForm().showing(stands, fingerprint(stands))
    form.offer([(key, vacancy.title) for key, vacancy in offered.items()])
    return _task(
        nomination,
        Task.VACANCIES,
        form,
        lambda contents, seen: choose_vacancies(
            nomination, [offered[key] for key in contents["choices"]], by=g.user, seen=seen
        ),
        offered=list(offered.values()),
    )


@bp.route("/nominations/<nomination_id>/profile", methods=["GET", "POST"])
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def profile(nomination: Nomination) -> Answer:
    stands, asked = profile_answers(nomination), asked_competences(nomination)
    form = ProfileForm().showing({}, fingerprint(stands))
    form.offer(asked, None if form.is_submitted() else stands)
    return _task(
        nomination,
        Task.PROFILE,
        form,
        lambda contents, seen: state_profile(
            nomination, [CompetenceSaid(**one) for one in contents["answers"]], by=g.user, seen=seen
        ),
        asked={one.key: one for one in asked},
    )


@bp.route("/nominations/<nomination_id>/commuting", methods=["GET", "POST"])
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def commuting(nomination: Nomination) -> Answer:
    stands = commuting_answers(nomination)
    form = CommutingForm().showing(stands, fingerprint(stands))
    return _task(
        nomination,
        Task.COMMUTING,
        form,
        lambda contents, seen: state_commuting(nomination, **contents, by=g.user, seen=seen),
    )


@bp.route("/nominations/<nomination_id>/motivation", methods=["GET", "POST"])
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def motivation(nomination: Nomination) -> Answer:
    stands = motivation_texts(nomination)
    form = MotivationForm().showing(stands, fingerprint(stands))
    return _task(
        nomination,
        Task.MOTIVATION,
        form,
        lambda contents, seen: write_motivation(nomination, **contents, by=g.user, seen=seen),
    )


@bp.route("/nominations/<nomination_id>/measures", methods=["GET", "POST"])
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def measures(nomination: Nomination) -> Answer:
    stands = measure_answers(nomination)
    offered = _offered_measures(nomination, stands)
    form = MeasuresForm().showing({"none_applies": stands["none_applies"]}, fingerprint(stands))
    names = {measure.code: _(measure.name) for measure in offered}
    form.offer(names, None if form.is_submitted() else stands)
    return _task(
        nomination,
        Task.MEASURES,
        form,
        lambda contents, seen: state_measures(
            nomination,
            [MeasureAnswer(**one) for one in contents["measures"]],
            none_applies=contents["none_applies"],
            by=g.user,
            seen=seen,
        ),
        offered={measure.code: measure for measure in offered},
    )


def _offered_measures(nomination: Nomination, stands: dict[str, Any]) -> list[Measure]:
    """What is law on the selection day in the country of the site, and what was answered before."""
    site = nomination.campaign.site
    day = nomination.campaign.selection_day_on or clock.today(site.zone)
    standing = law()
    offered = measures_on(standing, site.country, day)
    codes = {measure.code for measure in offered}
    return offered + [
        measure_named(standing, one["code"], day) for one in stands["measures"] if one["code"] not in codes
    ]


@bp.route("/nominations/<nomination_id>/internship", methods=["GET", "POST"])
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def internship(nomination: Nomination) -> Answer:
    stands = internship_answer(nomination)
    form = InternshipForm().showing(stands, fingerprint(stands))
    return _task(
        nomination,
        Task.INTERNSHIP,
        form,
        lambda contents, seen: state_internship_hours(nomination, contents["hours"], by=g.user, seen=seen),
    )


@bp.route("/nominations/<nomination_id>/availability", methods=["GET", "POST"])
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def availability(nomination: Nomination) -> Answer:
    stands = availability_answers(nomination)
    form = AvailabilityForm().showing(stands, fingerprint(stands))
    return _task(
        nomination,
        Task.AVAILABILITY,
        form,
        lambda contents, seen: state_availability(nomination, **contents, by=g.user, seen=seen),
    )


@bp.route("/nominations/<nomination_id>/support", methods=["GET", "POST"])
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def support(nomination: Nomination) -> Answer:
    stands = support_answers(nomination)
    form = SupportForm().showing({"none_needed": stands["none_needed"]}, fingerprint(stands))
    form.offer(None if form.is_submitted() else stands)
    return _task(
        nomination,
        Task.SUPPORT,
        form,
        lambda contents, seen: state_support(
            nomination,
            [SupportAnswer(**one) for one in contents["needs"]],
            none_needed=contents["none_needed"],
            by=g.user,
            seen=seen,
        ),
    )


@bp.route("/nominations/<nomination_id>/agreement", methods=["GET", "POST"])
@requires(May.CHANGE_NOMINATION, on=visible_nomination)
def agreement(nomination: Nomination) -> Answer:
    stands = agreement_answer(nomination)
    form = AgreementForm().showing(stands, fingerprint(stands))
    return _task(
        nomination,
        Task.AGREEMENT,
        form,
        lambda contents, seen: confirm_agreement(nomination, contents["agreed"], by=g.user, seen=seen),
    )


def _task(
    nomination: Nomination,
    task: Task,
    form: KeptForm,
    keep: Callable[[dict[str, Any], str], None],
    **shown: Any,
) -> Answer:
    """Fill in, do, say and go: back to the list of tasks; or stay, with what lacks or with what somebody else kept."""
    form.must_be_complete = nomination.state == "put_forward"
    if is_kept(form, keep):
        if is_autosave():
            return kept_answer(form)
        flash(_("Bewaard."))
        return redirect(url_for("nominations.tasks", nomination_id=nomination.public_id))
    note_page_about(nomination.candidate, "nomination")
    page = render_template(
        f"nomination_tasks/{task.value}.html",
        form=form,
        nomination=nomination,
        campaign=nomination.campaign,
        task_name=_(TASK_NAMES[task]),
        **shown,
    )
    return form_answer(form, page)
