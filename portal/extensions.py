"""Flask's extensions, made once and bound in `create_app`."""

from typing import Any

from flask import g
from flask_babel import Babel, Domain
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect


class Sentences(Domain):
    """The sentences in the reader's language, which are found once a request instead of once a sentence.

    `force_locale` and `refresh` forget what is kept here, as they do with the language itself.
    """

    def get_translations(self) -> Any:
        kept = g.get("_flask_babel")
        found = getattr(kept, "babel_translations", None)
        if found is None:
            found = super().get_translations()
            if kept is not None:
                kept.babel_translations = found
        return found


csrf = CSRFProtect()
babel = Babel()
babel.domain_instance = Sentences()
limiter = Limiter(get_remote_address, default_limits=[])
