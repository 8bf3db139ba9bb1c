"""Documents: CV, motivation letter, contract. The files are in the cabinet."""

from peewee import CharField, ForeignKeyField, IntegerField

from portal.models.accounts import User
from portal.models.database import Record
from portal.models.nominations import Nomination


class Document(Record):
    """One version of one document (`kind`: cv, letter, contract). The newest number counts; older ones stay.

    Only what the examination rebuilt is kept: there is no row for a refused file.
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

    class Meta:
        indexes = ((("nomination", "kind", "number"), True),)
