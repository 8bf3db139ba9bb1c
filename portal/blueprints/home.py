"""Home is 'Wat nu': what to do next."""

from typing import Any

from flask import Blueprint, g, render_template, url_for
from flask_babel import gettext

from portal import clock
from portal.blueprints.guard import requires
from portal.blueprints.showing import left_words, moment_words, said
from portal.queries.next_steps.gathering import next_steps
from portal.queries.next_steps.steps import NextStep
from portal.rules.permissions import May

bp = Blueprint("home", __name__)
SHOWN_FIRST = 3
SHOWN_AT_MOST = 30


@bp.get("/")
@requires(May.SEE_HOME)
def index() -> str:
    steps = next_steps(g.user, clock.now())
    shown = [in_words(step) for step in steps[:SHOWN_AT_MOST]]
    return render_template(
        "home/index.html",
        first=shown[:SHOWN_FIRST],
        rest=shown[SHOWN_FIRST:],
        rest_count=len(steps) - SHOWN_FIRST,
        beyond=len(steps) - len(shown),
    )


def in_words(step: NextStep) -> dict[str, Any]:
    """A next step as its component shows it: in the reader's language, with a date in words and an address."""
    until = moment_words(step.until, step.zone)
    if step.until and (step.is_late or step.until > clock.now()):
        until = gettext("%(day)s (%(left)s)", day=until, left=left_words(step.until, step.zone))
    return {
        "who": step.who,
        "what": gettext(step.what, **said(step.values)),
        "until": until,
        "url": url_for(step.endpoint, **step.url),
        "label": gettext(step.label),
        "late": step.is_late,
    }
