"""The directory: organisations, their people and places, and the own log of contacts."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from forms.organisations import (
    ContactForm,
    ContactMomentForm,
    OrganisationFilterForm,
    OrganisationForm,
    SiteForm,
)
from portal.actions.organisations import (
    add_contact,
    add_organisation,
    add_site,
    change_contact,
    change_organisation,
    log_contact,
)
from portal.blueprints.guard import requires
from portal.models.organisations import Contact, Organisation
from portal.queries.campaigns import campaigns_visible_to
from portal.queries.organisations import (
    contact_moments_of,
    contacts_of,
    directory,
    participations_of,
    regions,
    sites_of,
    visible_contact,
    visible_organisation,
)
from portal.rules.contacts import CHANNEL_NAMES
from portal.rules.permissions import May

bp = Blueprint("organisations", __name__, url_prefix="/organisations")
PAGE_SIZE = 50


@bp.get("")
@requires(May.SEE_DIRECTORY)
def index() -> str:
    form = OrganisationFilterForm(request.args)
    kind = form.kind.data if form.kind.data == "employer" else "mediator"
    form.region.choices = [
        SelectChoice("", _("Alle regio's")),
        *(SelectChoice(one, one) for one in regions(kind)),
    ]
    page = max(1, request.args.get("page", 1, int))
    words, region = form.q.data or "", form.region.data or ""
    lines, total = directory(
        g.user,
        kind=kind,
        words=words,
        region=region,
        order=form.order.data or "name",
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
    )
    return render_template(
        "organisations/index.html",
        filter_form=form,
        kind=kind,
        lines=lines,
        total=total,
        is_filtered=bool(words or region),
        page=page,
        pages=max(1, -(-total // PAGE_SIZE)),
        url_for_page=lambda number: url_for(".index", **{**request.args, "page": number}),
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(May.KEEP_DIRECTORY)
def add() -> str | Response:
    form = OrganisationForm(data={"kind": request.args.get("kind", "mediator")})
    if form.validate_on_submit():
        organisation = add_organisation(
            form.kind.data, form.name.data, by=g.user, public_id=form.once.data, **form.details()
        )
        flash(_("Organisatie toegevoegd."))
        return redirect(url_for(".show", organisation_id=organisation.public_id))
    return render_template("organisations/fill_in.html", form=form, organisation=None)


@bp.get("/<organisation_id>")
@requires(May.SEE_DIRECTORY, on=visible_organisation)
def show(organisation: Organisation) -> str:
    return render_template(
        "organisations/show.html",
        organisation=organisation,
        contacts=contacts_of(organisation),
        sites=sites_of(organisation),
        moments=contact_moments_of(g.user, organisation),
        channel_names=CHANNEL_NAMES,
        participations=participations_of(organisation, campaigns_visible_to(g.user)),
    )


@bp.route("/<organisation_id>/change", methods=["GET", "POST"])
@requires(May.KEEP_DIRECTORY, on=visible_organisation)
def change(organisation: Organisation) -> str | Response:
    form = OrganisationForm(obj=organisation, data={"seen_version": organisation.version})
    if form.validate_on_submit():
        change_organisation(organisation, int(form.seen_version.data), by=g.user, name=form.name.data, **form.details())
        flash(_("Bewaard."))
        return redirect(url_for(".show", organisation_id=organisation.public_id))
    return render_template("organisations/fill_in.html", form=form, organisation=organisation)


@bp.route("/<organisation_id>/sites/new", methods=["GET", "POST"])
@requires(May.KEEP_DIRECTORY, on=visible_organisation)
def add_place(organisation: Organisation) -> str | Response:
    form = SiteForm()
    if form.validate_on_submit():
        address = {name: form[name].data or "" for name in ("street", "postcode", "town", "directions")}
        add_site(
            organisation,
            form.name.data,
            by=g.user,
            country=form.country.data,
            zone=form.zone.data,
            public_id=form.once.data,
            **address,
        )
        flash(_("Vestiging toegevoegd."))
        return redirect(url_for(".show", organisation_id=organisation.public_id))
    return render_template("organisations/add_place.html", form=form, organisation=organisation)


@bp.route("/<organisation_id>/contacts/new", methods=["GET", "POST"])
@requires(May.KEEP_DIRECTORY, on=visible_organisation)
def add_person(organisation: Organisation) -> str | Response:
    form = ContactForm()
    if form.validate_on_submit():
        add_contact(organisation, by=g.user, public_id=form.once.data, **person_typed_in(form))
        flash(_("Contact toegevoegd."))
        return redirect(url_for(".show", organisation_id=organisation.public_id))
    return render_template("organisations/person.html", form=form, organisation=organisation, contact=None)


@bp.route("/<organisation_id>/contacts/<contact_id>", methods=["GET", "POST"])
@requires(May.KEEP_DIRECTORY, on=visible_contact)
def change_person(contact: Contact) -> str | Response:
    form = ContactForm(obj=contact)
    if form.validate_on_submit():
        change_contact(contact, by=g.user, **person_typed_in(form))
        flash(_("Bewaard."))
        return redirect(url_for(".show", organisation_id=contact.organisation.public_id))
    return render_template("organisations/person.html", form=form, organisation=contact.organisation, contact=contact)


@bp.route("/<organisation_id>/log", methods=["GET", "POST"])
@requires(May.LOG_CONTACT, on=visible_organisation)
def log(organisation: Organisation) -> str | Response:
    people = {one.public_id: one for one in contacts_of(organisation)}
    form = ContactMomentForm()
    form.channel.choices = [SelectChoice(channel.value, _(name)) for channel, name in CHANNEL_NAMES.items()]
    form.contact.choices = [
        SelectChoice("", _("Iemand anders")),
        *(SelectChoice(key, one.name) for key, one in people.items()),
    ]
    if form.validate_on_submit():
        log_contact(
            organisation,
            by=g.user,
            channel=form.channel.data,
            note=form.note.data,
            contact=people.get(form.contact.data),
            public_id=form.once.data,
        )
        flash(_("Genoteerd in het contactlogboek."))
        return redirect(url_for(".show", organisation_id=organisation.public_id))
    return render_template("organisations/log.html", form=form, organisation=organisation)


def person_typed_in(form: ContactForm) -> dict[str, str]:
    """The columns of a contact as they were typed."""
    return {name: (form[name].data or "").strip() for name in ("name", "email", "phone", "job_title")}
