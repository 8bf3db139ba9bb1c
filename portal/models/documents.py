"""Documents: CV, motivation letter, contract, and what was handed in to become one. The files are in the cabinet."""

from peewee import CharField, ForeignKeyField, IntegerField

from portal import clock
from portal.models.accounts import User
from portal.models.database import Record, UtcDateTimeField
from portal.models.nominations import Nomination


class Document(Record):
    """One version of one document (`kind`: cv, letter, contract). The highest number counts; older ones stay.

    Only what the check rebuilt is kept: a file that was not found safe is an `Upload` and never a `Document`.
    An older version that is put back gets the next number; then `put_back_at` says when.
    """

    nomination = ForeignKeyField(Nomination, backref="documents", on_delete="CASCADE")
    kind = CharField(max_length=16)
    number = IntegerField()
    file_name = CharField(max_length=200)
    media_type = CharField(max_length=120)
    size = IntegerField()  # bytes
    sha256 = CharField(max_length=64)
    pages = IntegerField(default=0)
    cabinet_key = CharField(max_length=120, unique=True)
    uploaded_by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    put_back_at = UtcDateTimeField(null=True)
    put_back_by = ForeignKeyField(User, null=True, backref="documents_put_back", on_delete="SET NULL")

    class Meta:
        indexes = ((("nomination", "kind", "number"), True),)


class Upload(Record):
    """One file on its way to become a document: `state` is a machine of rules/states.py.

    `key` names its bytes: among what is arriving, then in quarantine. `size` is what was announced, `arrived` what
    lies flushed on the disk. `sha256` is of the bytes as they were sent. `resume_key` is what a browser says of a
    file, so that it finds the place where the sending stopped. `checker` (`machine:process`) looks at it until
    `lease_until`; `trouble` is why it waits (`rules.uploads.Trouble`), until `retry_at`. `reason` is the name of a
    `rules.documents.Reason`.
    """

    state = CharField(max_length=16, default="arriving", index=True)
    nomination = ForeignKeyField(Nomination, backref="uploads", on_delete="CASCADE")
    kind = CharField(max_length=16)
    file_name = CharField(max_length=200)
    size = IntegerField()  # bytes
    arrived = IntegerField(default=0)  # bytes
    key = CharField(max_length=32, unique=True)
    sha256 = CharField(max_length=64, default="")
    resume_key = CharField(max_length=64, default="")
    by = ForeignKeyField(User, null=True, backref="uploads", on_delete="SET NULL")
    changed_at = UtcDateTimeField(default=clock.now)
    checker = CharField(max_length=120, default="")
    lease_until = UtcDateTimeField(null=True)
    attempts = IntegerField(default=0)
    trouble = CharField(max_length=16, default="")
    retry_at = UtcDateTimeField(null=True)
    reason = CharField(max_length=24, default="")
    document = ForeignKeyField(Document, null=True, backref="uploads", on_delete="CASCADE")
