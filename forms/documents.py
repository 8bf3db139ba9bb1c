"""What people hand in: documents, whole or announced piece by piece."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, Length

from portal.rules.documents import ACCEPTED_EXTENSIONS, MAX_BYTES
from portal.rules.papers import PAPER_NAMES


class PaperForm(FlaskForm):
    """One document, or several versions of it: the last one counts."""

    file = MultipleFileField(
        _l("Bestand"),
        [FileRequired(_l("Kies eerst een bestand op je toestel."))],
        description=_l("Een pdf, Word- of OpenDocument-bestand, of een foto van het blad. Hoogstens 10 MB."),
        render_kw={"accept": ",".join(ACCEPTED_EXTENSIONS), "data-max-bytes": str(MAX_BYTES)},
    )


class AnnouncedFileForm(FlaskForm):
    """A file that will come in pieces: sent by the page itself, never shown."""

    kind = HiddenField(validators=[AnyOf(sorted(PAPER_NAMES))])
    name = StringField(validators=[Length(max=1000)])
    size = IntegerField(validators=[InputRequired()])  # bytes; too few or too many is refused with its sentence
    resume_key = StringField(validators=[Length(max=64)])
