"""One's own appointments in one's own calendar program: the address, and the page that gives it."""

from urllib.parse import urlencode

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_limiter import RequestLimit
from werkzeug.wrappers import Response as AnyResponse

from forms.calendar import FeedForm
from portal import clock
from portal.actions.feeds import make_feed, revoke_feeds
from portal.blueprints.guard import public, requires
from portal.blueprints.qr import qr_code
from portal.calendar import feed as ical
from portal.calendar.entries import appointment_of
from portal.extensions import limiter
from portal.models.calendar import CalendarFeed
from portal.outbox.addresses import address
from portal.queries.feeds import feed_of_secret, fingerprint, open_feed, own_entries
from portal.queries.links import hash_of
from portal.rules.feeds import FeedStanding, feed_standing
from portal.rules.permissions import May

bp = Blueprint("calendar", __name__, url_prefix="/calendar")

# No page, no cookie, nothing for search engines; and no program shows what it has without asking.
HEADERS = {"Cache-Control": "private, must-revalidate", "X-Robots-Tag": "noindex, nofollow, noarchive"}


@bp.get("/")
@requires(May.KEEP_OWN_CALENDAR)
def index() -> str:
    return render_template("calendar/index.html", form=FeedForm(formdata=None), feed=open_feed(g.user))


@bp.post("/")
@requires(May.KEEP_OWN_CALENDAR)
def make() -> str | AnyResponse:
    form = FeedForm()
    if not form.validate_on_submit():
        return redirect(url_for(".index"))
    secret = make_feed(g.user, public_id=form.once.data)
    url = address(url_for(".feed", secret=secret))
    webcal = f"webcal://{url.partition('://')[2]}"
    google = f"https://calendar.google.com/calendar/r?{urlencode({'cid': webcal})}"
    return render_template("calendar/address.html", url=url, webcal=webcal, google=google, qr=qr_code(webcal))


@bp.post("/revoke")
@requires(May.KEEP_OWN_CALENDAR)
def revoke() -> AnyResponse:
    revoke_feeds(g.user, by=g.user)
    flash(_("Je agenda-adres is ingetrokken."))
    return redirect(url_for(".index"))


def _whose() -> str:
    """Programs of one service ask for many people from one machine: each address is counted by itself, by its hash."""
    return hash_of(request.path)


def _too_often(limit: RequestLimit) -> Response:
    return _plain(429)


@bp.get("/<secret>.ics")
@public("the secret in the address is the key; what it gives is decided each time")
@limiter.limit("60 per 15 minutes", key_func=_whose, on_breach=_too_often)
def feed(secret: str) -> Response:
    found = feed_of_secret(secret)
    if found is None:
        return _plain(404)
    now = clock.now()
    standing = feed_standing(found.revoked_at, account_is_open=found.user.active, now=now)
    if standing is FeedStanding.GONE:
        return _plain(410)
    mark = fingerprint(found.user, now) if standing is FeedStanding.OPEN else standing.value
    return _unless_known(found, standing, f"{ical.FORMAT}-{found.user.language}-{mark}")


def _unless_known(found: CalendarFeed, standing: FeedStanding, etag: str) -> Response:
    """The calendar; only "not changed" for who has these bytes already, before anything is read or written out."""
    if request.if_none_match.contains_weak(etag):
        answer = _plain(304)
    else:
        entries = own_entries(found.user, clock.now()) if standing is FeedStanding.OPEN else []
        with force_locale(found.user.language):
            name = _("Selectiedagen")
        answer = _plain(200)
        answer.data = ical.feed(name, map(appointment_of, entries))
        answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
        answer.headers["Content-Disposition"] = 'inline; filename="selectiedagen.ics"'
    answer.set_etag(etag)
    return answer


def _plain(status: int) -> Response:
    return Response(status=status, headers=HEADERS, content_type="text/plain; charset=utf-8")
