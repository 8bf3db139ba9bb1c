"""Home is 'Wat nu': what to do next."""

from typing import Any

from flask import Blueprint, g, render_template, url_for
from flask_babel import gettext

from portal import clock
from portal.blueprints.guard import requires
from portal.blueprints.showing import left_words, moment_words
from portal.queries.next_steps.gathering import next_steps
from portal.queries.next_steps.steps import NextStep
from portal.rules.permissions import May

bp = Blueprint("home", __name__)
SHOWN_FIRST = 3


@bp.get("/")
@requires(May.SEE_HOME)
def index() -> str:
    steps = [in_words(step) for step in next_steps(g.user, clock.now())]
    return render_template("home/index.html", first=steps[:SHOWN_FIRST], rest=steps[SHOWN_FIRST:])


def in_words(step: NextStep) -> dict[str, Any]:
    """A next step as its component shows it: in the reader's language, with a date in words and an address."""
    until = ""
    if step.until:
        until = gettext("%(day)s (%(left)s)", day=moment_words(step.until, step.zone), left=left_words(step.until, step.zone))
    return {
        "who": step.who,
        "what": gettext(step.what, **step.values),
        "until": until,
        "url": url_for(step.endpoint, **step.url),
        "label": gettext(step.label),
        "late": step.is_late,
    }
