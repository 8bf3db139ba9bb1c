"""Whether everything of the day is in: who still owes a sheet, reminders, and the second copy of a tablet."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from forms.speeddates import CopyForm
from portal import clock
from portal.actions.owed_sheets import Taken, remind_assessors, take_copy
from portal.blueprints.guard import requires
from portal.models.selection_days import SelectionDay
from portal.queries.owed_sheets import reminders_for, standing_of_day
from portal.queries.selection_days import visible_day
from portal.queries.tablets import devices_of
from portal.rules.permissions import May
from portal.rules.tablet_copies import LARGEST_COPY, read_copy

bp = Blueprint("owed_sheets", __name__)


@bp.get("/campaigns/<campaign_id>/sheets")
@requires(May.TYPE_IN_SHEET, on=visible_day)
def show(day: SelectionDay) -> str:
    return _page(day, CopyForm())


@bp.post("/campaigns/<campaign_id>/sheets/remind")
@requires(May.PAIR_TABLETS, on=visible_day)
def remind(day: SelectionDay) -> Response:
    count = remind_assessors(day, by=g.user)
    flash(
        ngettext("%(num)d herinnering gestuurd.", "%(num)d herinneringen gestuurd.", count)
        if count
        else _("Er ging geen herinnering uit: iedereen die te bereiken is, kreeg er al een in de voorbije 24 uur.")
    )
    return redirect(url_for(".show", campaign_id=day.campaign.public_id))


@bp.post("/campaigns/<campaign_id>/sheets/copy")
@requires(May.PAIR_TABLETS, on=visible_day)
def take(day: SelectionDay) -> str | Response:
    form = CopyForm()
    if not form.validate_on_submit():
        return _page(day, form)
    taken = take_copy(day, read_copy(form.file.data.read(LARGEST_COPY)), by=g.user)
    flash(_in_words(taken))
    return redirect(url_for(".show", campaign_id=day.campaign.public_id))


def _in_words(taken: Taken) -> str:
    said = [
        ngettext("%(num)d blad was nieuw en is bewaard.", "%(num)d bladen waren nieuw en zijn bewaard.", taken.new)
        if taken.new
        else _("Alles op deze kopie was al binnen.")
    ]
    if taken.strange:
        said.append(
            ngettext("%(num)d blad hoort niet bij deze dag.", "%(num)d bladen horen niet bij deze dag.", taken.strange)
        )
    return " ".join(said)


def _page(day: SelectionDay, form: CopyForm) -> str:
    now = clock.now()
    standing = standing_of_day(day, now)
    return render_template(
        "owed_sheets/show.html",
        campaign=day.campaign,
        form=form,
        standing=standing,
        devices=[one for one in devices_of(day) if one.paired_at],
        reminders=reminders_for(day, standing.owed, now),
    )
