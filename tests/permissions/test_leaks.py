"""Nobody comes across what is not for her or him: in no page, header, file, mail or appointment (promises P1, P2)."""
# req 001-17, 001-24, Y-8

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from peewee import CharField, JSONField, TextField
from werkzeug.test import TestResponse

from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.decisions import Decision, Relay
from portal.models.documents import Document
from portal.models.internships import FollowUp
from portal.models.nominations import MeasureEligibility, Nomination, SupportNeed
from portal.models.organisations import Organisation
from portal.models.outbox import OutboxMail
from portal.models.preselections import PaperTalk, PaperTalkAbout
from portal.models.speeddates import Criterion
from portal.models.tables import all_tables
from portal.queries.documents import content_of
from tests.permissions import readers
from tests.permissions.asking import ask
from tests.permissions.canaries import found_in, found_in_mail
from tests.permissions.grants import GRANTS, NO_FREE_TEXT, readers_of
from tests.permissions.reading import Answer, Harvest, path_of
from tests.permissions.relations import about
from tests.permissions.routes import PUBLIC_ABOUT
from tests.permissions.world import World

pytestmark = pytest.mark.once  # what a page shows to whom hangs on the rules and the queries, not on the database


def _texts() -> Iterator[tuple[Any, str]]:
    """Every column that can hold a text, but for ids and what the grants call no free text."""
    for table in all_tables():
        for column in table._meta.sorted_fields:
            if isinstance(column, CharField | TextField | JSONField) and column.name != "public_id":
                yield table, column.name


def test_every_text_holds_a_canary_somewhere(world: World) -> None:
    """A new column without a canary fails: nothing would show where its text comes out."""
    without = [
        f"{table.__name__}.{name}"
        for table, name in _texts()
        if f"{table.__name__}.{name}" not in NO_FREE_TEXT
        and not any(found_in(repr(getattr(row, name)).encode()) for row in table.select())
    ]
    assert without == []


def test_what_is_called_no_free_text_is_a_column(world: World) -> None:
    assert NO_FREE_TEXT - {f"{table.__name__}.{name}" for table, name in _texts()} == set()


def test_every_field_with_a_canary_has_readers(world: World) -> None:
    assert set(world.canary.homes.values()) - set(GRANTS) == set()


def test_nobody_reads_what_is_not_for_them(world: World, harvest: Harvest) -> None:
    rows = rows_of(world)
    known: dict[str, readers.Reader] = {}
    leaks = set()
    for answer in harvest.answers:
        if answer.who == "visitor" and answer.endpoint != "health.show":
            leaks |= {
                f"a visitor reads {token} at {answer.endpoint}"
                for token in found_in(answer.everything)
                if answer.endpoint not in PUBLIC_ABOUT or world.canary.homes[token] not in ON_A_NOTICE
            }
            continue
        key = answer.who if answer.who in world.people else f"{answer.who} {answer.thing.name}"
        if key not in known:
            known[key] = _reader(world, answer)
        for token in found_in(answer.everything):
            home, row = world.canary.homes[token], rows[token]
            if answer.endpoint == COPY and _may_be_copied(answer.thing.row, row):
                continue
            if not known[key].stands(row) & readers_of(home, row):
                leaks.add(f"{key} reads {home} of {row} at {answer.endpoint} ({answer.thing.name})")
    assert not leaks, "\n".join(sorted(leaks))


def test_a_document_is_read_by_whom_it_is_for(world: World, harvest: Harvest) -> None:
    documents = {hashlib.sha256(content_of(one) or b"").hexdigest(): one for one in Document.select()}
    read, leaks = set(), []
    for answer in harvest.answers:
        found = documents.get(hashlib.sha256(answer.body).hexdigest())
        if found is None:
            continue
        read.add(found)
        stands = answer.thing.stands(answer.who, world.people.get(answer.who))
        if not stands & (readers_of("Document.content", found) | {"the_reading_employer"}):
            leaks.append(f"{answer.who} reads {answer.thing.name}")
    assert not leaks, "\n".join(leaks)
    assert read  # somebody does


def test_a_mail_tells_its_reader_nothing_else(world: World) -> None:
    """Subject, text, HTML and appointment of each mail that was posted, whoever it is for."""
    rows, leaks = rows_of(world), set()
    for mail in OutboxMail.select():
        reader = readers.of_address(mail.recipient)
        for token in found_in_mail(bytes(mail.raw)):
            home, row = world.canary.homes[token], rows[token]
            own = mail.recipient.startswith(token) or token in mail.recipient_name
            if not own and not reader.stands(row) & readers_of(home, row):
                leaks.add(f"{reader.name} is told {home} of {row} in {mail.template}")
        for token in found_in(mail.subject.encode()):
            if world.canary.homes[token].startswith("Candidate."):
                leaks.add(f"the subject of {mail.template} names a candidate")
    assert not leaks, "\n".join(sorted(leaks))


def test_what_may_not_be_read_cannot_be_searched(world: World, harvest: Harvest) -> None:
    """A list that is searched for a hidden text answers as for a text that stands nowhere (promise P2)."""
    rows, wrong = rows_of(world), []
    opened = {
        (one.who, one.endpoint): path_of(world, one.endpoint, one.thing)
        for one in harvest.answers
        if one.status == 200 and b'name="q"' in one.body and one.who in world.people
    }
    for (who, endpoint), path in sorted(opened.items()):
        user = world.people[who]
        reader, browser = readers.person(who, user), world.browsers[who]
        nothing = ask(browser, f"{path}?q=zq9999qz").get_data().replace(b"zq9999qz", b"")
        tried: set[str] = set()
        for token, home in world.canary.homes.items():
            if (
                home in tried
                or not home.startswith(SEARCHED)
                or reader.stands(rows[token]) & readers_of(home, rows[token])
            ):
                continue
            tried.add(home)
            if ask(browser, f"{path}?q={token}").get_data().replace(token.encode(), b"") != nothing:
                wrong.append(f"{who} finds by {home} at {endpoint}")
    assert opened
    assert not wrong, "\n".join(wrong)


def test_pages_do_not_change_with_what_their_reader_may_not_know(world: World, harvest: Harvest) -> None:
    """The same pages with other private facts: not a byte differs, no count and no order either (promise P2)."""
    readers_of_facts = {"lead": ("lotte", "karel"), "outside": ("emma", "eric", "ada", "dirk")}
    for change, who in ((_change_unshared, "lead"), (_change_private, "outside")):
        change()
        differ = {
            f"{one.who} sees it at {one.endpoint} ({one.thing.name})"
            for one in harvest.answers
            if one.who in readers_of_facts[who] and one.status == 200 and one.endpoint not in GROWS
            and one.neutral != Answer(one.who, one.endpoint, one.thing, _again(world, one)).neutral
        }  # fmt: skip
        assert not differ, "\n".join(sorted(differ))


def _may_be_copied(candidate: Candidate, row: Any) -> bool:
    """What is about this candidate, but for a result that was not made known; and the criteria of the own campaigns."""
    campaign = row.campaign if isinstance(row, Criterion) else row
    if isinstance(campaign, Campaign):
        own = Nomination.select().where(Nomination.candidate == candidate, Nomination.campaign == campaign)
        return bool(own.exists())
    if isinstance(row, PaperTalk):
        there = PaperTalkAbout.select().join(Nomination).where(PaperTalkAbout.talk == row)
        return bool(there.where(Nomination.candidate == candidate).exists())
    it = about(row)
    whose = it.candidate or (it.nomination and it.nomination.candidate)
    return whose == candidate and getattr(row, "state", "") != "pending"


def _again(world: World, one: Answer) -> TestResponse:
    return ask(world.browsers[one.who], path_of(world, one.endpoint, one.thing))


def _change_unshared() -> None:
    """What a jobcoach shares with nobody outside the own organisation."""
    own = Organisation.select().where(Organisation.name.contains("noord"))
    others = Nomination.select().where(Nomination.organisation.not_in(own))
    SupportNeed.update(minutes=41, detail="anders").where(
        ~SupportNeed.shared_with_lead, SupportNeed.nomination.in_(others)
    ).execute()
    MeasureEligibility.update(code="wes", note="anders").where(
        ~MeasureEligibility.shared_with_lead, MeasureEligibility.nomination.in_(others)
    ).execute()
    Candidate.update(notes="anders").where(Candidate.organisation.not_in(own)).execute()


def _change_private() -> None:
    """What is for mediators only."""
    SupportNeed.update(minutes=43, detail="anders").where(~SupportNeed.shared_with_employer).execute()
    MeasureEligibility.delete().execute()
    Candidate.update(email="anders@mail.example", phone="1", postcode="2", town="3", birth_date="1999-09-09").execute()
    Nomination.update(recommendation="anders").execute()
    retained = Decision.select(Decision.nomination).where(Decision.outcome == "retained")
    Nomination.update(internship_hours=17).where(Nomination.id.not_in(retained)).execute()
    Relay.update(reaction="anders").execute()
    FollowUp.update(note="anders").execute()


# Who hands out a candidate's copy reads everything about that candidate on the page before it (GDPR art. 15).
COPY = "privacy_files.export"
GROWS = (
    "documents.read",
    "privacy.looks",
    "own_day.preview",
    "disclosure.looks",
    "disclosure.sharing",
    "decisions.take_back",
    COPY,
)  # a file; looks add lines, or are told
ON_A_NOTICE = {"PrivacyNotice.text_nl", "PrivacyNotice.text_en"} | {
    f"Organisation.{name}" for name in ("name", "email", "phone")
}
SEARCHED = (
    "Candidate.", "Nomination.recommendation", "SupportNeed.", "MeasureEligibility.", "ContactMoment.",
    "Decision.motivation",
)  # fmt: skip


def rows_of(world: World) -> dict[str, Any]:
    """The row in which each canary was put first."""
    tables = {table.__name__: list(table.select()) for table in all_tables()}
    found: dict[str, Any] = {}
    for table in {home.partition(".")[0] for home in world.canary.homes.values()}:
        for row in tables[table]:
            for name in row.__data__:
                for token in found_in(repr(row.__data__[name]).encode()):
                    if world.canary.homes[token] == f"{table}.{name}":
                        found.setdefault(token, row)
    gone = {token: home for token, home in world.canary.homes.items() if token not in found}
    assert not gone, f"these are not in the database any more: {gone}"
    return found


def _reader(world: World, answer: Answer) -> readers.Reader:
    if answer.who in world.people:
        return readers.person(answer.who, world.people[answer.who])
    if answer.who == "tablet":
        return readers.tablet(world, answer.thing.name)
    if answer.who == "visitor":
        return readers.Reader("visitor", lambda row: frozenset())
    return readers.of_token(world, answer.thing.name)
