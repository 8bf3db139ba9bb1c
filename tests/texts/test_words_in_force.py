"""Which words a mail has: those for this one mail, else the organisation's, else the portal's (req 003-15)."""

from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from flask import Flask

from portal.models.database import write_transaction
from portal.models.outbox import MailText, OutboxMail
from portal.outbox.posting import Mail, post, words_of
from portal.outbox.rendering import Source
from tests.clock import Clock
from tests.counting import count_queries
from tests.outbox.reading import body, header_fields, read, words_of_html
from tests.stage import Stage, set_stage

WHY = "Je krijgt deze mail omdat ((organisation)) je als partner bij een selectiedag betrekt."


def revoked(stage: Stage, number: int = 0, **more: object) -> Mail:
    """A mail of the campaign to a partner."""
    return Mail(
        template="campaigns/invitation_revoked",
        to=f"partner{number}@netwerk.example",
        name="Pim Adriaans",
        language="nl",
        why=WHY,
        unique_key="test",
        values={
            "organisation": "Werkwijzer",
            "employer": "Bakkerij De Ster",
            "title": "Samen aan de slag",
            "lead": "Lotte Maes",
            "contact": "0470 00 00 01",
        },
        campaign=stage.campaign,
        **more,  # type: ignore[arg-type]
    )


def write_text(stage: Stage, subject: str, number: int = 1, **more: object) -> None:
    """A version of the leading organisation's text, without its page."""
    details = {
        "organisation": stage.campaign.organisation,
        "template": "campaigns/invitation_revoked",
        "language": "nl",
        "body": "Dag ((name)), tot later.",
    }
    MailText.create(subject=subject, number=number, **(details | more))


def test_the_newest_text_of_the_organisation_that_leads_counts(app: Flask, clock: Clock) -> None:
    # req 003-15
    stage = set_stage(app)
    ours = words_of(revoked(stage)).subject
    write_text(stage, "Helaas, ((employer))")
    write_text(stage, "Niet nodig bij ((employer))", number=2)
    assert words_of(revoked(stage)).subject == "Niet nodig bij Bakkerij De Ster"
    write_text(stage, "", number=3, is_default=True)
    assert words_of(revoked(stage)).subject == ours


def test_texts_of_others_of_the_other_language_and_those_to_choose_from_do_not_count(app: Flask, clock: Clock) -> None:
    stage = set_stage(app)
    before = words_of(revoked(stage))
    write_text(stage, "Van een ander", organisation=stage.people["pim"].organisation)
    write_text(stage, "In English", language="en")
    write_text(stage, "Om te kiezen", name="Warme afwijzing")
    write_text(stage, "Een andere mail", template="campaigns/late_granted")
    assert words_of(revoked(stage)) == before


def test_a_text_for_this_one_mail_comes_first(app: Flask, clock: Clock) -> None:
    # req 003-15: choose, check, send
    stage = set_stage(app)
    write_text(stage, "Van de organisatie")
    words = words_of(revoked(stage, text=Source("Voor jou, ((name))", "Dag ((name)).")))
    assert words.subject == "Voor jou, Pim Adriaans"
    assert words.text.startswith("Dag Pim Adriaans.\n")
    assert "omdat Werkwijzer je als partner" in words.text


def test_a_mail_that_waits_keeps_its_words(app: Flask, clock: Clock) -> None:
    # req Y-15
    stage = set_stage(app)
    with write_transaction():
        row = post(revoked(stage))
    assert row is not None
    write_text(stage, "Nieuwe woorden")
    assert OutboxMail.get_by_id(row.id).raw == row.raw
    assert "vervalt" in message_from_bytes(row.raw, policy=policy.default)["Subject"]


def test_a_text_that_no_longer_fits_gives_way_to_the_portals_own(
    app: Flask, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    stage = set_stage(app)
    ours = words_of(revoked(stage))
    write_text(stage, "Tot ((vroeger))")
    assert words_of(revoked(stage)) == ours
    assert "does not fit" in caplog.text
    assert "Pim" not in caplog.text


def test_a_batch_asks_for_the_texts_once(app: Flask, clock: Clock) -> None:
    stage = set_stage(app)
    write_text(stage, "Helaas, ((employer))")
    with write_transaction(), count_queries() as queries:
        for number in range(20):
            post(revoked(stage, number))
    asked = [query for query in queries.asked if "mail_text" in query.lower()]
    assert len(asked) == 1
    assert {row.subject for row in OutboxMail.select()} == {"Helaas, Bakkerij De Ster"}


def test_a_text_that_changes_counts_from_the_next_transaction(app: Flask, clock: Clock) -> None:
    stage = set_stage(app)
    for number, subject in enumerate(("Eerst", "Daarna"), 1):
        write_text(stage, subject, number)
        with write_transaction():
            post(revoked(stage, number))
    assert [row.subject for row in OutboxMail.select().order_by(OutboxMail.id)] == ["Eerst", "Daarna"]


HOSTILE = [
    "((name))",
    "[[x javascript:alert(1)]]",
    "[[Klik ((link))]]",
    "<script>alert(1)</script>",
    "**vet** - lijst",
    "Regel een\r\nBcc: iemand@post.example\x00\u2028twee",
    "שלום 😀 \u202eomgekeerd",
    "x" * 300,
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_people_typed_is_never_read_as_a_text(app: Flask, clock: Clock, typed: str) -> None:
    # Promise P9: a value is a value, in the organisation's own words too.
    stage = set_stage(app)
    write_text(stage, "Over ((title))", body="Dag ((name)),\n\n**((title))**\n\n- bij ((employer)): ((title))")
    mail = revoked(stage)
    mail = replace(mail, values={**mail.values, "title": typed})
    with write_transaction():
        row = post(mail)
    assert row is not None
    message = read(row.raw)
    plain = " ".join(typed.replace("\u202e", "").replace("\x00", " ").replace("\u2028", " ").split())
    assert " ".join(body(message, "plain").split()).count(plain) == 2
    assert message["Subject"] == f"Over {plain}"
    assert [name for name, _ in header_fields(row.raw)].count("Bcc") == 0
    page = body(message, "html")
    assert "<script" not in page
    assert words_of_html(page)[1] == []
