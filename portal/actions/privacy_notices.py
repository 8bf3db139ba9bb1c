"""Keeping an organisation's privacy notice: each text is a version, and none is ever changed."""

from portal.models.accounts import User
from portal.models.database import writes
from portal.models.organisations import Organisation
from portal.models.privacy import PrivacyNotice
from portal.queries.privacy_notices import versions_of_notice
from portal.rules.editing import needs_writing


@writes
def keep_notice(organisation: Organisation, text_nl: str, text_en: str, *, by: User, seen: str | None = None) -> None:
    """Put a new text in force; the same text again is no new version.

    `seen` is the fingerprint of what the person saw. Raises EditedMeanwhile when another version came meanwhile.
    """
    newest = versions_of_notice(organisation)[0]
    stands = contents_of_notice(newest.texts)
    wanted = contents_of_notice({"nl": text_nl, "en": text_en})
    if needs_writing(stands, wanted, seen):
        PrivacyNotice.create(organisation=organisation, number=newest.number + 1, by=by, **wanted)


def contents_of_notice(texts: dict[str, str]) -> dict[str, str]:
    """The two texts by the names of the form."""
    return {"text_nl": texts["nl"].strip(), "text_en": texts["en"].strip()}
