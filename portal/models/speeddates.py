"""Scoring: criteria, sheets, and the tablets that write them."""

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, JSONField, TextField

from portal import clock
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import Record, Row, UtcDateTimeField
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation
from portal.models.selection_days import Appointment, Assessor, SelectionDay, TourLine
from portal.models.written_tests import TestPaper


class Criterion(Record):
    """One criterion with four anchors in words, lowest first (`anchors`: four sentences).

    `part`: what it is scored at, a `portal.rules.scoring.Part`. `weight`: how often its score counts, 1 to 3.
    """

    campaign = ForeignKeyField(Campaign, backref="criteria", on_delete="CASCADE")
    part = CharField(max_length=12, default="speeddate")
    position = IntegerField()
    weight = IntegerField(default=1)
    name = CharField(max_length=120)
    question = TextField(default="")
    anchors = JSONField(default=list)


class Device(Record):
    """A tablet, for one employer and one day. Only hashes of its code, PIN and token are kept.

    The pairing code is single-use; after five wrong PINs or at once by the lead it is revoked. `pending` is how many
    sheets it said it still had to send when it was last seen.
    """

    selection_day = ForeignKeyField(SelectionDay, backref="devices", on_delete="CASCADE")
    employer = ForeignKeyField(Organisation, on_delete="CASCADE")
    label = CharField(max_length=60)
    code_hash = CharField(max_length=64, unique=True)
    pin_hash = CharField(max_length=200)
    code_expires_at = UtcDateTimeField()
    token_hash = CharField(max_length=64, unique=True, null=True)
    wrong_pins = IntegerField(default=0)
    paired_at = UtcDateTimeField(null=True)
    revoked_at = UtcDateTimeField(null=True)
    last_seen_at = UtcDateTimeField(null=True)
    pending = IntegerField(default=0)


class Sheet(Record):
    """The score sheet of one speeddate and one assessor; its id is made here, so two tablets share one sheet.

    What a guide saw on the tour is a sheet too: it has a `tour_line` and no assessor; and so is what a written test is
    scored with, where the campaign has criteria for it: it has a `test_paper`.
    `body`: {"scores": {criterion public_id: 1…4}, "note": text, "verdict": "green"|"orange"|"red"|null}.
    `version` counts accepted bodies. The log (`SheetEntry`) keeps every body that ever arrived.
    """

    appointment = ForeignKeyField(Appointment, null=True, backref="sheets", on_delete="SET NULL")
    nomination = ForeignKeyField(Nomination, backref="sheets", on_delete="CASCADE")
    assessor = ForeignKeyField(Assessor, null=True, backref="sheets", on_delete="CASCADE")
    tour_line = ForeignKeyField(TourLine, null=True, backref="sheets", on_delete="CASCADE")
    test_paper = ForeignKeyField(TestPaper, null=True, backref="sheets", on_delete="CASCADE")
    body = JSONField(default=dict)
    version = IntegerField(default=0)
    is_conflicted = BooleanField(default=False)
    updated_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = (
            (("nomination", "assessor"), True),
            (("nomination", "tour_line"), True),
            (("nomination", "test_paper"), True),
        )


class SheetEntry(Row):
    """One body that arrived, whatever became of it. Append-only.

    Unique on (sheet, device, rev, digest): sending again is the same entry. `rev` is the tablet's own counter, `base`
    the version it had seen, `version` that of the sheet afterwards. `standing`: a `portal.rules.scoring.Standing`.
    Without a device it was typed in by `typed_in_by`. `owner` is the public id of the assessor whose tile was chosen,
    as the tablet said it.
    """

    sheet = ForeignKeyField(Sheet, backref="entries", on_delete="CASCADE")
    device = ForeignKeyField(Device, null=True, backref="entries", on_delete="SET NULL")
    typed_in_by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    rev = IntegerField()
    base = IntegerField()
    body = JSONField(default=dict)
    digest = CharField(max_length=64)
    owner = CharField(max_length=32, default="")
    client_time = CharField(max_length=40, default="")
    arrived_at = UtcDateTimeField(default=clock.now)
    standing = CharField(max_length=12, default="accepted")
    version = IntegerField(default=0)

    class Meta:
        indexes = ((("sheet", "device", "rev", "digest"), True),)


class HelpCall(Record):
    """Somebody at a tablet asks for help. Asking again with the same `nonce` is the same call.

    `assessor`: whose tile was chosen there; where that is, `portal.queries.help_calls.place_of_call` says. Open until
    somebody says that it is seen to.
    """

    device = ForeignKeyField(Device, backref="help_calls", on_delete="CASCADE")
    nonce = CharField(max_length=64)
    assessor = ForeignKeyField(Assessor, null=True, on_delete="SET NULL")
    asked_at = UtcDateTimeField(default=clock.now)
    settled_at = UtcDateTimeField(null=True)
    settled_by = ForeignKeyField(User, null=True, on_delete="SET NULL")

    class Meta:
        indexes = ((("device", "nonce"), True),)
