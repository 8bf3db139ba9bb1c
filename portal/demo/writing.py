"""Karel gives a mail the words of Werkpunt Dijle, and adds a text to choose from."""

from portal.actions.texts import add_choice, keep_text
from portal.models.accounts import User
from portal.models.database import writes
from portal.queries.mail_texts import visible_text

_LATE = """Dag ((name)),

Je vroeg wat meer tijd voor **((title))** bij ((employer)). Dat is geregeld: voordragen kan nog tot **((until))**. Dit geldt alleen voor jou.

[[Draag kandidaten voor ((link))]]

Lukt het toch niet? Bel of mail ((lead)): ((contact))."""  # noqa: E501 - a paragraph is one line

_THANKS = """Dag ((name)),

Dank je wel voor je werk aan **((title))** bij ((employer)). Zonder jou en je kandidaten was er geen selectiedag.

In het portaal zie je hoe het met je kandidaten verdergaat.

[[Bekijk je deelname ((link))]]

Heb je een idee voor de volgende keer? ((lead)) hoort het graag: ((contact))."""


@writes
def write_texts(karel: User) -> None:
    """One text of the organisation's own, and one to choose from for messages to partners."""
    late = visible_text(karel, "campaigns", "late_granted", "nl")
    message = visible_text(karel, "campaigns", "message_to_partners", "nl")
    assert late is not None and message is not None  # noqa: PT018 - both are in the catalogue
    keep_text(late, "Nog even tijd voor ((employer))", _LATE, seen=None, by=karel)
    add_choice(message, "Bedankt", "Bedankt voor je werk aan ((title))", _THANKS, by=karel)
