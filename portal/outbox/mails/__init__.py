"""One file per area, one function per mail: it takes records and returns a `portal.outbox.posting.Mail`."""
