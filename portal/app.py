"""The table of contents: what the portal is made of."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, g, request, session
from flask_wtf.csrf import generate_csrf
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from portal import paths
from portal.blueprints import (
    administration,
    aftercare,
    answers,
    asked,
    batches,
    calendar,
    campaigns,
    candidates,
    care,
    day_printing,
    decisions,
    demo,
    disclosure,
    documents,
    doubles,
    errors,
    following,
    health,
    home,
    internships,
    interviews,
    live_day,
    measures,
    milestones,
    navigation,
    nomination_tasks,
    nominations,
    notices,
    organisations,
    outbox,
    owed_sheets,
    own_day,
    partners,
    placements,
    preselections,
    privacy,
    privacy_files,
    privacy_notices,
    registering,
    retention,
    selection_days,
    several,
    showing,
    speeddates,
    tablet,
    texts,
    tour_sheets,
    uploads,
    vacancies,
    written_tests,
)
from portal.blueprints.accounts import sign_in
from portal.blueprints.accounts import views as accounts
from portal.blueprints.guard import can, check_guards, signed_in_user
from portal.blueprints.templating import Templates, say
from portal.config import kept_secret, put_in_force, read_settings
from portal.extensions import babel, csrf, limiter
from portal.models.database import bind, database, is_sqlite
from portal.rules.permissions import May
from portal.rules.states import may_step, state_name

BLUEPRINTS = (
    administration.bp,
    demo.bp,
    health.bp,
    outbox.bp,
    texts.bp,
    batches.bp,
    privacy.bp,
    disclosure.bp,
    measures.bp,
    retention.bp,
    privacy_files.bp,
    privacy_notices.bp,
    accounts.bp,
    answers.bp,
    calendar.bp,
    home.bp,
    campaigns.bp,
    vacancies.bp,
    partners.bp,
    organisations.bp,
    candidates.bp,
    nominations.bp,
    nomination_tasks.bp,
    documents.bp,
    uploads.bp,
    interviews.bp,
    preselections.bp,
    milestones.bp,
    following.bp,
    several.bp,
    notices.bp,
    care.bp,
    doubles.bp,
    selection_days.bp,
    day_printing.bp,
    live_day.bp,
    own_day.bp,
    registering.bp,
    decisions.bp,
    written_tests.bp,
    speeddates.bp,
    owed_sheets.bp,
    tour_sheets.bp,
    tablet.bp,
    internships.bp,
    placements.bp,
    aftercare.bp,
)

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data:; "
    "font-src 'self'; "
    "connect-src 'self'; "
    "manifest-src 'self'; "
    "worker-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)


class Portal(Flask):
    """Flask, with the environment of our templates."""

    jinja_environment = Templates


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """A portal with these settings (see `portal.config`); stops when a view has no guard."""
    app = Portal("portal", root_path=str(paths.PACKAGE), static_folder=str(paths.STATIC))
    configure(app, settings)
    bind(app.config["DATABASE_URL"])
    asked.register(app)
    csrf.init_app(app)
    limiter.init_app(app)
    babel.init_app(app, locale_selector=chosen_language)
    sign_in.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    errors.register(app)
    showing.register(app)
    equip_templates(app)
    open_and_close_connections(app)
    app.after_request(add_security_headers)
    check_guards(app)
    return app


def configure(app: Flask, settings: Mapping[str, Any] | None) -> None:
    """Settings of ours, and what follows from them for the libraries."""
    values = read_settings(settings)
    for name, file in (("SECRET_KEY", "secret_key"), ("PASSWORD_SALT", "password_salt")):
        values[name] = values[name] or kept_secret(values["INSTANCE"], file)
    put_in_force(values)
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=values["HTTPS"],
        PERMANENT_SESSION_LIFETIME=12 * 3600,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form that lay open over lunch still works
        MAX_CONTENT_LENGTH=24 * 1024 * 1024,
        MAX_FORM_PARTS=500,
        BABEL_DEFAULT_LOCALE="nl",
        BABEL_DEFAULT_TIMEZONE="Europe/Brussels",
        BABEL_TRANSLATION_DIRECTORIES=str(paths.TRANSLATIONS),
        RATELIMIT_ENABLED=values["RATE_LIMITS"],
        RATELIMIT_STORAGE_URI=values["RATE_LIMIT_STORAGE"],
    )
    app.config.update(values)
    if values["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=values["PROXIES"], x_proto=values["PROXIES"])  # type: ignore[method-assign]


def chosen_language() -> str:
    """The reader's language: the account's, then the one chosen in this browser, then that of the link, then Dutch."""
    user = signed_in_user()
    if user is not None:
        return str(user.language)
    link = g.get("link")
    return session.get("language") or (link.language if link else "nl")


def equip_templates(app: Flask) -> None:
    """What every template may use."""
    app.jinja_env.globals.update(can=can, May=May, may_step=may_step, state_name=state_name, csrf_token=generate_csrf)
    app.jinja_env.globals["_"] = say
    app.jinja_env.globals["campaign_sections"] = navigation.campaign_sections
    app.jinja_env.globals["page_above"] = navigation.page_above
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def page() -> dict[str, Any]:
        user = signed_in_user()
        return {
            "locale": chosen_language(),
            "navigation": navigation.main_navigation(user),
            "footer_links": navigation.footer_links(user, g.get("thing_of_link")),
            "signed_in": user,
        }


def open_and_close_connections(app: Flask) -> None:
    """SQLite keeps one open connection per thread (a third faster, as measured); PostgreSQL's go back to their pool."""

    @app.before_request
    def open_connection() -> None:
        database.connect(reuse_if_open=True)

    @app.teardown_request
    def close_connection(error: BaseException | None) -> None:
        if not is_sqlite() and not database.is_closed():
            database.close()


def add_security_headers(response: Response) -> Response:
    """A strict policy on every answer; pages are nobody else's to keep."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.endpoint != "static":
        headers.setdefault("Cache-Control", "private, no-store")
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response
