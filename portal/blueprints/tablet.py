"""The employer's tablet: the page itself, and the six routes that its token opens (req X-04).

Nothing here rests on a cookie: a tablet sends its token by hand, in a header that no other site can make a browser
send. That is why these routes ask for no CSRF token. Answers are JSON that echoes what was asked, so that no hotel's
welcome page passes for a receipt.
"""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask_babel import force_locale, gettext

from portal import clock
from portal.actions.help_calls import ask_for_help
from portal.actions.tablets import Pairing, hear_from, keep_sheet, lock_tablet, open_day, pair_tablet
from portal.blueprints.asking_again import unless_tagged
from portal.blueprints.guard import by_device, public
from portal.blueprints.showing import as_called, day_words, time_words
from portal.blueprints.tablet_worker import worker_script
from portal.extensions import csrf, limiter
from portal.models.speeddates import Device, Sheet
from portal.queries.help_calls import is_calling
from portal.queries.tablets import TabletDate, TabletDay, sheet_of_device, stand_of_tablet, tablet_day
from portal.rules.scoring import VERDICT_NAMES, is_number, is_well_formed, storable
from portal.rules.tablets import is_nonce, seconds_of_names

bp = Blueprint("tablet", __name__, url_prefix="/tablet")
csrf.exempt(bp)

LANGUAGES = ("nl", "en")
Answer = tuple[Response, int]


def _language() -> str:
    asked = request.args.get("language")
    return asked if asked in LANGUAGES else "nl"


@bp.get("/")
@public("the tablet's page holds words and code, nobody's data")
def shell() -> str:
    with force_locale(_language()):
        return _shell_in(_language())


@bp.get("/worker.js")
@public("the tablet's service worker holds code, nobody's data")
def worker() -> Response:
    pages = {}
    for language in LANGUAGES:
        with force_locale(language):
            pages[f"{url_for('.shell')}?language={language}"] = _shell_in(language)
    answer = Response(worker_script(pages, url_for("static", filename="")), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _shell_in(language: str) -> str:
    return render_template("tablet/shell.html", locale=language, verdict_names=VERDICT_NAMES)


@bp.post("/pair")
@public("a code of the lead and its PIN are asked; wrong ones are counted, and five close the tablet")
@limiter.limit("60 per 15 minutes", deduct_when=lambda response: response.status_code != 200)
def pair() -> Answer:
    asked = _asked()
    code, pin, nonce = (_text(asked, name, 64) for name in ("code", "pin", "nonce"))
    if not (code and pin and is_nonce(nonce)):
        return jsonify(error="malformed"), 400
    return _pairing_answer(pair_tablet(code, pin, nonce))


def _pairing_answer(pairing: Pairing) -> Answer:
    if pairing.standing == "paired" and pairing.device is not None:
        return jsonify(token=pairing.token, device=pairing.device.public_id, label=pairing.device.label), 200
    if pairing.standing == "wrong_pin":
        return jsonify(error="wrong_pin", left=pairing.tries_left), 403
    return jsonify(error=pairing.standing), 410


@bp.get("/day")
@by_device()
def day(device: Device) -> Response:
    """The tablet asks each few seconds whether the plan is another one, and every two minutes for all of it."""
    return unless_tagged(lambda: _day(device), device.public_id, _language(), *stand_of_tablet(device, clock.now()))


def _day(device: Device) -> Response:
    open_day(device)
    with force_locale(_language()):
        return jsonify(_day_in_words(device, tablet_day(device, clock.now())))


@bp.get("/sheets/<sheet_id>")
@by_device(on=sheet_of_device)
def sheet(device: Device, sheet: Sheet) -> Response:
    return jsonify(id=sheet.public_id, version=sheet.version, body=sheet.body)


@bp.put("/sheets/<sheet_id>")
@by_device(on=sheet_of_device)
def keep(device: Device, sheet: Sheet) -> Answer:
    asked = _asked()
    rev, base, body = asked.get("rev", -1), asked.get("base", 0), asked.get("body")
    if not (is_number(rev) and is_number(base) and is_well_formed(body)):
        return jsonify(error="malformed", id=sheet.public_id), 400
    receipt = keep_sheet(
        sheet,
        device,
        storable(body),
        rev=rev,
        base=base,
        owner=_text(asked, "assessor", 32),
        client_time=_text(asked, "time", 40),
        pending=asked["pending"] if is_number(asked.get("pending")) else None,
    )
    return jsonify(
        id=receipt.sheet_id,
        rev=receipt.rev,
        version=receipt.version,
        standing=receipt.standing,
        repeat=receipt.is_repeat,
    ), 200


@bp.post("/hello")
@by_device()
def hello(device: Device) -> Answer:
    said = _asked().get("pending")
    pending = said if is_number(said) else None
    hear_from(device, pending)
    return jsonify(device=device.public_id, heard=True, pending=pending, help=is_calling(device)), 200


@bp.post("/help")
@by_device()
def ask_help(device: Device) -> Answer:
    asked = _asked()
    nonce = _text(asked, "nonce", 64)
    if not is_nonce(nonce):
        return jsonify(error="malformed"), 400
    ask_for_help(device, nonce, _text(asked, "assessor", 32))
    return jsonify(nonce=nonce, called=True), 200


@bp.post("/lock")
@by_device()
def lock(device: Device) -> Answer:
    lock_tablet(device)
    return jsonify(device=device.public_id, locked=True), 200


def _asked() -> dict[str, Any]:
    """The JSON object that was sent; an empty one for anything else."""
    try:
        asked = request.get_json(silent=True)
    except RecursionError:  # brackets within brackets within brackets
        asked = None
    return asked if isinstance(asked, dict) else {}


def _text(asked: dict[str, Any], name: str, longest: int) -> str:
    value = asked.get(name)
    return str(storable(value[:longest])) if isinstance(value, str) else ""


def _day_in_words(device: Device, read: TabletDay) -> dict[str, Any]:
    """What a tablet may know: these names and no others."""
    zone = read.day.campaign.site.zone
    return {
        "device": device.public_id,
        "label": device.label,
        "employer": read.employer,
        "day": day_words(read.day.on),
        "over": read.is_over,
        "left": seconds_of_names(read.day.on, clock.now(), zone),
        "minutes": read.day.slot_minutes,
        "criteria": [
            {
                "id": one.public_id,
                "part": one.part,
                "name": one.name,
                "question": one.question,
                "anchors": one.anchors,
            }
            for one in read.criteria
        ],
        "assessors": [
            {"id": key, "name": name, "table": table or gettext("Rondleiding")} for key, name, table in read.assessors
        ],
        "speeddates": [_date_in_words(one, zone) for one in read.dates],
    }


def _date_in_words(one: TabletDate, zone: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "part": one.part,
        "table": one.table,
        "start": one.start_at.astimezone(ZoneInfo(zone)).isoformat(),
        "time": time_words(one.start_at, zone),
        "name": as_called(one.name),
        "absent": one.is_absent,
        "functions": one.functions,
        "competences": one.competences,
        "motivation": one.motivation,
        "needs": [f"{gettext(at_work)}: {detail}" if detail else gettext(at_work) for at_work, detail in one.needs],
        "sheets": {
            key: {"id": sheet_id, "version": version, "done": is_done}
            for key, (sheet_id, version, is_done) in one.sheets.items()
        },
    }
