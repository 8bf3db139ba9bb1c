"""For who lost the mails: the links once more, to the address itself and to nobody else (req Y-1)."""

from portal import clock
from portal.actions.links import give_link
from portal.models.database import writes
from portal.outbox.mails import appointments as mails
from portal.outbox.posting import post
from portal.queries.answers import entries_of_address, language_of
from portal.rules.links import Purpose


@writes
def send_links_again(email: str) -> None:
    """One mail with a new link for each appointment that this address still answers; nothing when there is none.

    Whoever asks hears the same either way. Earlier links keep working; asking twice in a minute is one mail.
    """
    now = clock.now()
    entries = entries_of_address(email, now)
    if not entries:
        return
    language = language_of(entries[0])
    given = [
        (
            entry,
            give_link(
                Purpose.ANSWER_APPOINTMENT,
                f"entry:{entry.public_id}",
                email=entry.attendee_email,
                name=entry.attendee_name[:200],
                language=language,
            ),
        )
        for entry in entries
    ]
    post(mails.links_again(given, language, now.replace(second=0, microsecond=0)))
