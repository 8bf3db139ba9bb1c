"""`/healthz`: for monitoring; 200 when every part works, 503 when one is broken."""

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from portal import clock
from portal.blueprints.guard import public
from portal.queries.health import health

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public("counts and ages only, for who watches the machine")
def show() -> tuple[Response, int]:
    state = health(clock.now())
    return jsonify(state), 200 if state["ok"] else 503
