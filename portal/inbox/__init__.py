"""The mailbox that organises: fetched over IMAP, read, and put aside when done."""
