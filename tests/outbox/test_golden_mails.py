"""Every mail of the portal in every language, as its reader gets it, readable as a diff.

To renew them: `GOLDEN=write pytest tests/outbox`. A new mail without a golden file fails.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from peewee import Database

from portal.models.database import write_transaction
from portal.outbox.catalogue import CATALOGUE, placeholders_of
from portal.outbox.posting import Mail, post
from portal.outbox.rendering import LANGUAGES
from tests.calendar.linter import faults_of_mail
from tests.clock import Clock
from tests.golden import none_left_over, rendition, same_as_golden
from tests.house.test_mail_templates import MAILS

GOLDEN = Path(__file__).parent / "golden" / "mails"


@pytest.mark.once
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", MAILS)
def test_a_mail_is_as_agreed(
    template: str, language: str, database: Database, clock: Clock, in_force: Callable[..., None]
) -> None:
    # req Y-15
    values = {name: one.example_in(language) for name, one in placeholders_of(template).items() if name != "name"}
    mail = Mail(
        template=template,
        to="kim@voorbeeld.example",
        name=str(placeholders_of(template)["name"].example_in(language)),
        language=language,
        why=CATALOGUE[template].why,
        unique_key="golden",
        values=values,
    )
    with write_transaction():
        row = post(mail)
    assert row is not None
    assert faults_of_mail(bytes(row.raw)) == []
    same_as_golden(GOLDEN / f"{template}-{language}.txt", rendition(bytes(row.raw)))


@pytest.mark.once
def test_every_golden_mail_is_a_mail() -> None:
    none_left_over(GOLDEN, {f"{mail}-{language}.txt" for mail in MAILS for language in LANGUAGES})
