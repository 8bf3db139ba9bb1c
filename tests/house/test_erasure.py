"""Every table that leads to a candidate goes with the candidate: a new one that does not fails here (promise P19).

When this stops you: let the foreign key cascade, so that erasing takes the rows along; or, when the row must stay
without the person, say here why, and see that nothing in it tells who it was.
"""

from collections.abc import Iterator

from peewee import CharField, ForeignKeyField, Model

from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.models.tables import all_tables
from portal.queries.traces import cabinet_columns

# Keys to something of a candidate that do not cascade, each with why the row may stay.
STAYS_WITHOUT: dict[str, str] = {
    "Look.candidate": "who looked and when stays without whom; the chain of the log holds (rules/access_log.py)",
    "Sheet.appointment": "the sheet itself goes with its nomination; a plan made again must not take scores along",
}
# Tables without a key to a candidate that may hold one all the same, and how erasing finds them.
FOUND_OTHERWISE: dict[str, str] = {
    "AccessLink": "by the public id in its subject, and by the address",
    "CalendarEntry": "by the public id in its subject, and by the address",
    "CalendarAnswer": "with its appointment",
    "HistoryLine": "by table and id, beside the nomination's own lines",
    "InboxMail": "with its appointment, and by the address that wrote",
    "OutboxMail": "by the occasion, the appointment and the address; by name in what is told of several people",
    "AddressTrouble": "by the address",
    "Look": "its line stays, and names nobody any more",
    "PaperTalk": "by whom it was about: it goes when it was of nobody else, and loses its words when it was",
    "ErasureChore": "with the mail that it waits for",
    "DayDraft": "by the day: it goes when anybody of that day is erased",
    "FormerPlan": "by the day: it goes when anybody of that day is erased",
    "PlanningRun": "by the day: it goes when anybody of that day is erased",
}
# Tables that hold nothing of a candidate, with why.
HOLDS_NOBODY: dict[str, str] = {
    "Agreement": "what partners agree",
    "AgreementAcceptance": "what partners agree",
    "Assessor": "people of the employer",
    "CalendarFeed": "a secret of an account",
    "CampaignMilestone": "how a campaign works",
    "Campaign": "an employer's action",
    "Contact": "people of organisations",
    "ContactMoment": "talks between organisations",
    "Criterion": "what is looked at",
    "DeliveryPause": "mail servers",
    "Device": "tablets",
    "ErasedCount": "counts that stay",
    "Erasure": "certificates that stay, without a person",
    "Heartbeat": "machines",
    "HelpCall": "that a table asked for help",
    "Invitation": "partners",
    "LookAnchor": "how far the log of looks was let go",
    "LookChain": "where the log of looks ends",
    "MailBatch": "sendings",
    "MailText": "standard words",
    "MeasureRow": "the law",
    "NoticeChoice": "what an account wants to hear",
    "Organisation": "organisations",
    "PolledMailbox": "a mailbox",
    "PrivacyNotice": "what an organisation tells everybody",
    "ProgrammeItem": "the programme",
    "ReviewDigest": "that a weekly review was written",
    "Room": "rooms",
    "SavedView": "what an account searches for; it does not say that anybody was here",
    "SelectionDay": "the day; why something is not in the plan is forgotten with the person",
    "SignIn": "accounts",
    "Site": "places",
    "StandIn": "a colleague who comes instead of a jobcoach",
    "SystemUse": "organisations",
    "Table": "tables",
    "TableDelay": "tables",
    "TestQuestion": "questions",
    "TourLine": "guides",
    "User": "accounts",
    "Vacancy": "functions",
}


NAMES_NO_FILE = {"address_key", "attendee_key", "message_key", "resume_key"}


def _keys(model: type[Model]) -> Iterator[ForeignKeyField]:
    return (column for column in model._meta.sorted_fields if isinstance(column, ForeignKeyField))


def _going() -> set[type[Model]]:
    """The tables that the database empties of a candidate by itself."""
    found: set[type[Model]] = {Candidate}
    for model in all_tables():
        if any(key.rel_model in found and key.on_delete == "CASCADE" for key in _keys(model)):
            found.add(model)
    return found


def test_every_key_to_something_of_a_candidate_cascades_or_says_why() -> None:
    # req P19
    going = _going()
    stopped = {
        f"{model.__name__}.{key.name}"
        for model in all_tables()
        for key in _keys(model)
        if key.rel_model in going and key.on_delete != "CASCADE"
    }
    assert stopped == set(STAYS_WITHOUT)


def test_of_every_other_table_it_is_said_how_it_is_found_or_that_it_holds_nobody() -> None:
    # req P19
    others = {model.__name__ for model in all_tables()} - {model.__name__ for model in _going()}
    unsaid = others - set(FOUND_OTHERWISE) - set(HOLDS_NOBODY)
    assert not unsaid, f"say of {', '.join(sorted(unsaid))} how erasing finds it, or that it holds nobody"
    assert set(HOLDS_NOBODY) - others == set()


def test_every_document_is_named_by_a_column_that_erasing_knows() -> None:
    # Whatever names something in the cabinet ends on cabinet_key: erasing shreds by that, backups copy by it.
    named = {
        f"{model.__name__}.{name}"
        for model in all_tables()
        for name, column in model._meta.fields.items()
        if isinstance(column, CharField) and name not in cabinet_columns(model)
        if name == "key" or (name.endswith(("_file", "_key")) and name not in NAMES_NO_FILE)
    }
    assert named == set()
    assert cabinet_columns(next(model for model in all_tables() if model.__name__ == "Document")) == ["cabinet_key"]


def test_the_nomination_is_below_the_candidate() -> None:
    assert Nomination in _going()
