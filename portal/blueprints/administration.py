"""The administrator's pages: accounts, organisations and their places. No candidate is seen here."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.accounts import LANGUAGES
from forms.administration import AccountFilterForm, InviteForm, OrganisationFilterForm, RoleForm, SiteForm
from portal import clock
from portal.actions import accounts as acts
from portal.actions.administration import change_site
from portal.blueprints.guard import requires
from portal.blueprints.listing import list_page
from portal.models.accounts import AccessLink, User
from portal.models.organisations import Organisation, Site
from portal.queries.accounts import (
    accounts_listed,
    administered_account,
    administered_invitation,
    administered_site,
    organisation_named,
    organisations_by_name,
    organisations_listed,
    waiting_account_invitations,
)
from portal.queries.organisations import sites_of
from portal.rules.permissions import May
from portal.rules.roles import ROLE_NAMES, Role, roles_for
from portal.rules.words import N_

bp = Blueprint("administration", __name__, url_prefix="/administration")
WITHOUT_TOKEN = {"csrf": False}  # a filter is read from the address and changes nothing
KIND_NAMES = {"mediator": N_("Bemiddelaar"), "employer": N_("Werkgever")}


def role_fits(form: InviteForm, organisation: Organisation) -> bool:
    """Whether the role can be had in this organisation; the field says so when not, and nothing typed is lost."""
    if form.role.data in roles_for(organisation.kind):
        return True
    form.role.errors = [_("Die rol past niet bij deze organisatie. Kies een andere rol.")]
    return False


def role_choices(roles: tuple[Role, ...]) -> list[SelectChoice]:
    """Roles with their names."""
    return [SelectChoice(role.value, _(ROLE_NAMES[role])) for role in roles]


@bp.get("/accounts")
@requires(May.ADMINISTER_ACCOUNTS)
def accounts() -> str:
    form = AccountFilterForm(request.args, meta=WITHOUT_TOKEN)
    form.role.choices = [SelectChoice("", _("Alle rollen")), *role_choices(tuple(Role))]
    form.active.choices = [
        SelectChoice("", _("Open en afgesloten")),
        SelectChoice("yes", _("Open")),
        SelectChoice("no", _("Afgesloten")),
    ]
    found = accounts_listed(
        form.q.data or "", _chosen(form.role), request.args.get("organisation", ""), _chosen(form.active)
    )
    return render_template(
        "administration/accounts.html",
        form=form,
        found=list_page(found),
        role_names=ROLE_NAMES,
        waiting=waiting_account_invitations(clock.now()),
        organisation=organisation_named(request.args.get("organisation", "")),
    )


@bp.route("/accounts/invite", methods=["GET", "POST"])
@requires(May.ADMINISTER_ACCOUNTS)
def invite() -> str | Response:
    form = InviteForm(data={"organisation": request.args.get("organisation", "")})
    organisations = organisations_by_name()
    form.organisation.choices = [
        SelectChoice("", _("Kies een organisatie")),
        *(SelectChoice(one.public_id, one.name, optgroup=_(KIND_NAMES[one.kind])) for one in organisations),
    ]
    form.role.choices = role_choices(tuple(Role))
    form.language.choices = [SelectChoice(*one) for one in LANGUAGES.items()]
    chosen = next((one for one in organisations if one.public_id == form.organisation.data), None)
    if form.validate_on_submit() and chosen is not None and role_fits(form, chosen):
        acts.invite_to_account(
            chosen,
            form.email.data,
            form.name.data,
            form.role.data,
            language=form.language.data,
            public_id=form.once.data,
            by=g.user,
        )
        flash(_("De uitnodiging aan %(name)s is onderweg.", name=form.name.data))
        return redirect(url_for(".accounts"))
    return render_template("administration/invite.html", form=form)


@bp.post("/invitations/<link_id>/withdraw")
@requires(May.ADMINISTER_ACCOUNTS, on=administered_invitation)
def withdraw_invitation(link: AccessLink) -> Response:
    acts.withdraw_account_invitation(link, by=g.user)
    flash(_("De uitnodiging aan %(email)s is ingetrokken.", email=link.email))
    return redirect(url_for(".accounts"))


@bp.route("/accounts/<account_id>", methods=["GET", "POST"])
@requires(May.ADMINISTER_ACCOUNTS, on=administered_account)
def account(user: User) -> str | Response:
    form = RoleForm(data={"role": user.role})
    form.role.choices = role_choices(roles_for(user.organisation.kind))
    if form.validate_on_submit():
        acts.change_role(user, form.role.data, by=g.user)
        flash(
            _(
                "%(name)s heeft nu de rol %(role)s en is overal afgemeld.",
                name=user.name,
                role=_(ROLE_NAMES[Role(user.role)]),
            )
        )
        return redirect(url_for(".account", account_id=user.public_id))
    return render_template("administration/account.html", form=form, account=user, role=ROLE_NAMES[Role(user.role)])


@bp.post("/accounts/<account_id>/deactivate")
@requires(May.ADMINISTER_ACCOUNTS, on=administered_account)
def deactivate(user: User) -> Response:
    acts.deactivate(user, by=g.user)
    again = url_for(".reactivate", account_id=user.public_id)
    flash(
        {  # type: ignore[arg-type]  # the layout knows this shape
            "text": _("Het account van %(name)s is afgesloten.", name=user.name),
            "url": again,
            "label": _("Ongedaan maken"),
        },
        "undo",
    )
    return redirect(url_for(".account", account_id=user.public_id))


@bp.post("/accounts/<account_id>/reactivate")
@requires(May.ADMINISTER_ACCOUNTS, on=administered_account)
def reactivate(user: User) -> Response:
    acts.reactivate(user, by=g.user)
    flash(_("Het account van %(name)s is weer open.", name=user.name))
    return redirect(url_for(".account", account_id=user.public_id))


@bp.post("/accounts/<account_id>/sign-out")
@requires(May.ADMINISTER_ACCOUNTS, on=administered_account)
def sign_out(user: User) -> Response:
    acts.sign_out_everywhere(user)
    flash(_("%(name)s is overal afgemeld.", name=user.name))
    return redirect(url_for(".account", account_id=user.public_id))


@bp.post("/accounts/<account_id>/second-factor/take-away")
@requires(May.ADMINISTER_ACCOUNTS, on=administered_account)
def take_away_second_factor(user: User) -> Response:
    acts.take_away_second_factor(user, by=g.user)
    flash(_("De tweede stap van %(name)s staat uit.", name=user.name))
    return redirect(url_for(".account", account_id=user.public_id))


@bp.get("/organisations")
@requires(May.ADMINISTER_ORGANISATIONS)
def organisations() -> str:
    form = OrganisationFilterForm(request.args, meta=WITHOUT_TOKEN)
    form.kind.choices = [
        SelectChoice("", _("Bemiddelaars en werkgevers")),
        *(SelectChoice(kind, _(name)) for kind, name in KIND_NAMES.items()),
    ]
    found = list_page(organisations_listed(form.q.data or "", _chosen(form.kind)))
    return render_template("administration/organisations.html", form=form, found=found, kind_names=KIND_NAMES)


@bp.route("/sites/<site_id>", methods=["GET", "POST"])
@requires(May.ADMINISTER_ORGANISATIONS, on=administered_site)
def site(site: Site) -> str | Response:
    form = SiteForm(obj=site)
    if form.validate_on_submit():
        change_site(
            site,
            by=g.user,
            **{field: form[field].data or "" for field in ("name", "street", "postcode", "town", "directions")},
            zone=form.zone.data,
        )
        flash(_("Bewaard."))
        return redirect(url_for(".site", site_id=site.public_id))
    return render_template("administration/site.html", form=form, site=site, others=sites_of(site.organisation))


def _chosen(field: Any) -> str:
    """What a filter says, when it is one of its choices."""
    return str(field.data) if field.data in {choice.value for choice in field.choices} else ""
