"""The words for what somebody looked at."""

from flask import g, request
from flask_babel import gettext as _

from portal.actions.looking import record_look
from portal.models.candidates import Candidate
from portal.rules.words import N_

# What `actions.looking.record_look` is told, in words; a kind that is not here is shown as it is.
LOOKED_AT = {
    "candidate": N_("de gegevens van de kandidaat"),
    "nomination": N_("de voordracht"),
    "introduction": N_("de voorstelling aan de werkgever"),
    "document:cv": N_("het cv"),
    "document:letter": N_("de motivatiebrief"),
    "document": N_("een document"),
    "tablet": N_("de naam op een tablet"),
    "decision": N_("de scores en de beslissing"),
    "result": N_("het resultaat"),
    "test": N_("de schriftelijke proef"),
    "internship": N_("de stage"),
    "interview": N_("het preselectiegesprek"),
    "sheet": N_("het voorstelblad"),
    "score_sheet": N_("een beoordeling"),
    "retention": N_("de bewaartermijnen"),
    "privacy": N_("de privacygegevens van de kandidaat"),
    "copy": N_("een kopie van het hele dossier"),
    "export": N_("de lijst, meegenomen als bestand"),
    "milestones": N_("de mijlpalen"),
    "double": N_("een mogelijke dubbel"),
    "measures": N_("de maatregelen"),
    "own_day": N_("de eigen pagina van de kandidaat"),
    "card": N_("de contactkaart in een lijst"),
    "day": N_("de gegevens in de lijsten van de selectiedag"),
}


def looked_at(kind: str) -> str:
    """The words for what somebody looked at."""
    words = LOOKED_AT.get(kind) or LOOKED_AT.get(kind.partition(":")[0])
    return _(words) if words else kind


def note_page_about(candidate: Candidate, at_what: str) -> None:
    """Leave a look when a page is opened on which a person reads or goes on writing; sending it is history, no look."""
    if request.method == "GET":
        record_look(g.user, candidate, at_what)
