"""Where a person can go: the main navigation per role and the sections of a campaign."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import current_app, request, url_for
from flask.globals import request_ctx
from flask_babel import gettext

from portal.models.campaigns import Campaign
from portal.queries.privacy_notices import answerable_for
from portal.rules.permissions import May, may
from portal.rules.roles import MEDIATING_ROLES, Role
from portal.rules.words import N_

# (endpoint, words, roles); a page below its address is where the person is.
MAIN: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("home.index", N_("Wat nu"), tuple(Role)),
    ("campaigns.index", N_("Instroomacties"), (*MEDIATING_ROLES, Role.EMPLOYER)),
    ("candidates.index", N_("Kandidaten"), MEDIATING_ROLES),
    ("following.index", N_("Opvolging"), MEDIATING_ROLES),
    ("internships.index", N_("Stages"), (*MEDIATING_ROLES, Role.EMPLOYER)),
    ("decisions.own_report", N_("Terugkoppeling"), (Role.COORDINATOR,)),
    ("organisations.index", N_("Netwerk"), MEDIATING_ROLES),
    ("answers.index", N_("Mijn afspraken"), (*MEDIATING_ROLES, Role.EMPLOYER)),
    ("administration.accounts", N_("Accounts"), (Role.ADMINISTRATOR,)),
    ("administration.organisations", N_("Organisaties"), (Role.ADMINISTRATOR,)),
    ("measures.index", N_("Maatregelen"), (Role.ADMINISTRATOR,)),
    ("outbox.index", N_("Mail"), (Role.ADMINISTRATOR,)),
    ("texts.index", N_("Mailteksten"), (Role.COORDINATOR, Role.ADMINISTRATOR)),
    ("privacy.looks", N_("Inzages"), (Role.PRIVACY_OFFICER,)),
    ("retention.index", N_("Bewaartermijnen"), (Role.COORDINATOR, Role.PRIVACY_OFFICER)),
    ("privacy_files.index", N_("Privacydossiers"), (Role.PRIVACY_OFFICER,)),
    ("privacy_notices.change", N_("Privacyverklaring"), (Role.PRIVACY_OFFICER, Role.COORDINATOR)),
)


@dataclass(frozen=True)
class Section:
    """One section of a campaign; shown to who has the permission when the campaign has the step."""

    endpoint: str
    words: str
    permission: May
    needs: str = ""
    beside: tuple[str, ...] = ()  # pages that hang under this one


SECTIONS: tuple[Section, ...] = (
    Section("campaigns.show", N_("Overzicht"), May.SEE_CAMPAIGN),
    Section("partners.index", N_("Partners"), May.SEE_PARTNERS),
    Section("nominations.index", N_("Voordrachten"), May.SEE_NOMINATIONS),
    Section("interviews.index", N_("Gesprekken"), May.SEE_INTERVIEWS),
    Section("preselections.index", N_("Preselectie"), May.SEE_PRESELECTIONS, needs="has_preselection"),
    Section("nominations.introductions", N_("Kandidaten"), May.SEE_INTRODUCTIONS),
    Section("answers.of_campaign", N_("Wie komt?"), May.SEE_ANSWERS),
    Section("selection_days.show", N_("Selectiedag"), May.SEE_DAY),
    Section("written_tests.index", N_("Proef"), May.RATE_TEST, needs="has_test"),
    Section("speeddates.index", N_("Speeddates"), May.SEE_SCORES),
    Section("decisions.index", N_("Beslissingen"), May.DECIDE),
    Section("decisions.relays", N_("Terugkoppeling"), May.SEE_RELAYS),
    Section("care.pace", N_("Opvolging"), May.SEE_PACE, beside=("care.of_campaign", "milestones.arrange")),
    Section("outbox.of_campaign", N_("Mail"), May.SEE_CAMPAIGN_MAIL),
)


def main_navigation(user: Any) -> list[dict[str, Any]]:
    """The main navigation of a person; empty for a visitor."""
    if user is None:
        return []
    found = []
    for endpoint, words, roles in MAIN:
        if user.role in roles and endpoint in current_app.view_functions:
            url = _address(request.script_root, endpoint)
            found.append({"label": gettext(words), "url": url, "current": _leads_to(url, request.path)})
    return found


def footer_links(user: Any, thing: Any) -> list[dict[str, str]]:
    """What stands under every page: the privacy notice of one's own organisation, or of whose thing a link opens."""
    if user is not None:
        return [{"label": gettext("Privacy"), "url": _address(request.script_root, "privacy_notices.own")}]
    organisation = answerable_for(thing) if thing is not None else None
    if organisation is None:
        return []
    url = url_for("privacy_notices.show", organisation_id=organisation.public_id)
    return [{"label": gettext("Wat %(organisation)s met je gegevens doet", organisation=organisation.name), "url": url}]


@lru_cache(maxsize=64)
def _address(root: str, endpoint: str) -> str:
    """Where a page with nothing in its address is, for a portal that is served under `root`: asked at every page."""
    return url_for(endpoint)


def page_above() -> str:
    """The address of the page that this one hangs under: where one goes back to from a page made for paper."""
    pages, path = request_ctx.url_adapter, request.path
    while pages is not None and path.count("/") > 1:
        path = path.rpartition("/")[0]
        if pages.test(path, method="GET"):
            return request.script_root + path
    return url_for("home.index")


def _leads_to(url: str, path: str) -> bool:
    """Whether a path is this page or stands below it; all stands below the home page, so that one counts alone."""
    return path == url or (url != "/" and path.startswith(f"{url}/"))


def campaign_sections(user: Any, campaign: Campaign) -> list[dict[str, Any]]:
    """The sections of a campaign that this person may open, in the order of the work."""
    found = []
    for section in SECTIONS:
        if section.endpoint not in current_app.view_functions:
            continue
        if section.needs and not getattr(campaign, section.needs):
            continue
        if may(user, section.permission, campaign):
            url = url_for(section.endpoint, campaign_id=campaign.public_id)
            current = request.endpoint in (section.endpoint, *section.beside)
            found.append({"label": gettext(section.words), "url": url, "current": current})
    return found
