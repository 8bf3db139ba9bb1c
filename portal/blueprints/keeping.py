"""Keeping what somebody typed where others may change it too: fill in, do, and show a clash without losing a word.

The same address takes the form from the button and, while somebody types, from `static/js/autosave.js`: that gets JSON.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import jsonify, request
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import Field

from forms.kept import KeptForm
from portal.blueprints.showing import said
from portal.rules.editing import EditedMeanwhile, fingerprint
from portal.rules.refusals import Refused


def is_kept(form: KeptForm, keep: Callable[[dict[str, Any], str], object]) -> bool:
    """Whether the form was sent, is sound, and `keep(contents, seen)` kept it; a clash is shown on the form."""
    if not form.validate_on_submit():
        return False
    try:
        keep(form.contents(), form.seen.data or "")
    except EditedMeanwhile as edited:
        form.clash(edited.stands, fingerprint(edited.stands))
        return False
    return True


def is_autosave() -> bool:
    """Whether this was sent by the page itself, a moment after the last change."""
    return request.headers.get("X-Requested-With") == "autosave"


def kept_answer(form: KeptForm) -> Response:
    """For autosave: what the person now has seen, so that the next one is no clash with this one."""
    return jsonify(fields={"seen": fingerprint(form.contents())})


def form_answer(form: KeptForm, page: str) -> tuple[str | Response, int]:
    """The page with the form, or for autosave why it could not be kept: 409 for a clash, 422 for errors."""
    status = 409 if form.has_clashed else 422 if form.errors and is_autosave() else 200
    return (jsonify(errors=form.errors) if is_autosave() else page), status


@contextmanager
def refusals_at(field: Field, about: str = "") -> Iterator[None]:
    """Say a refusal at a field of the form, so that the rest of the form is kept; `about` says which of several."""
    try:
        yield
    except Refused as refused:
        sentence = gettext(refused.sentence, **said(refused.values))
        field.errors = [*field.errors, f"{about}: {sentence}" if about else sentence]
