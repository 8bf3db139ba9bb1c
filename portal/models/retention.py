"""What stops the clock of a file, what was warned of, and what stays of what was erased: counts, no person."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, JSONField, TextField

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.candidates import Candidate
from portal.models.database import Record, Row, UtcDateTimeField
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation
from portal.models.outbox import OutboxMail


class LegalHold(Record):
    """A reason not to erase a candidate for now: a complaint, a dispute. It holds until somebody lifts it."""

    candidate = ForeignKeyField(Candidate, backref="holds", on_delete="CASCADE")
    reason = TextField()
    by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    lifted_at = UtcDateTimeField(null=True)
    lifted_by = ForeignKeyField(User, null=True, on_delete="SET NULL")


class ErasureWarning(Row):
    """The last warning about a file: given on a day, that it goes on a day. `nomination` is null for the candidate."""

    candidate = ForeignKeyField(Candidate, backref="erasure_warnings", on_delete="CASCADE")
    nomination = ForeignKeyField(Nomination, null=True, backref="erasure_warnings", on_delete="CASCADE")
    given_on = DateField()
    due_on = DateField()


class Erasure(Record):
    """The certificate of one erasure. It names nobody: `subject_hash` tells only whoever knows the id that it is gone.

    `what` is candidate or nomination, `ground` a `rules.retention.Ground`, `counts` how many rows of each kind went.
    `journalled_at` and `scrubbed_at`: when the journal had its line, and files and the database's own log were empty;
    null until then.
    """

    organisation = ForeignKeyField(Organisation, backref="erasures", on_delete="RESTRICT")
    what = CharField(max_length=16)
    ground = CharField(max_length=24)
    by = ForeignKeyField(User, null=True, on_delete="SET NULL")
    by_words = CharField(max_length=200, default="")
    subject_hash = CharField(max_length=64, index=True)
    counts = JSONField(default=dict)
    files = IntegerField(default=0)
    journalled_at = UtcDateTimeField(null=True)
    scrubbed_at = UtcDateTimeField(null=True)


class ErasureChore(Row):
    """What is left to do once an erasure holds: a document to shred, or a mail to forget when it has left.

    `whole`: the mail's row goes, not its content alone.
    """

    erasure = ForeignKeyField(Erasure, backref="chores", on_delete="CASCADE")
    cabinet_key = CharField(max_length=120, default="")
    mail = ForeignKeyField(OutboxMail, null=True, on_delete="CASCADE")
    whole = BooleanField(default=False)


class ErasedCount(Row):
    """How many files of an organisation in a campaign were erased, by how far they had come: so that reports add up."""

    campaign = ForeignKeyField(Campaign, backref="erased_counts", on_delete="CASCADE")
    organisation = ForeignKeyField(Organisation, on_delete="CASCADE")
    reached = CharField(max_length=24)
    count = IntegerField(default=0)

    class Meta:
        indexes = ((("campaign", "organisation", "reached"), True),)
