"""The documents of a nomination: which kinds there are, and which of them an employer reads (req 001-14)."""

from portal.rules.words import N_

PAPER_NAMES = {"cv": N_("Cv"), "letter": N_("Motivatiebrief"), "contract": N_("Stageovereenkomst")}
SHOWN_TO_EMPLOYER = frozenset({"cv", "letter"})
# Shown in the browser; anything else is saved to the reader's own disk.
SHOWN_IN_BROWSER = frozenset({"application/pdf", "image/jpeg", "image/png"})
_EXTENSIONS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}
_FILE_NAMES = {"cv": "cv", "letter": "motivatiebrief", "contract": "stageovereenkomst"}


def plain_file_name(kind: str, media_type: str) -> str:
    """What a document is called for readers outside the own organisation: `cv.pdf`, without anybody's name."""
    return f"{_FILE_NAMES[kind]}{_EXTENSIONS.get(media_type, '')}"
