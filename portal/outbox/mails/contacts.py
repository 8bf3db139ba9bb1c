"""Whom the reader of a mail calls: one name, and how to reach that person."""

from portal.models.accounts import User
from portal.outbox.values import Value


def whom_to_call(person: User, reader: str) -> dict[str, Value]:
    """`contact` and `contact_phone` for the reader with this address: the phone, or the mail address without one.

    Both are empty when the reader is that very person: nobody is told to call himself or herself, and the
    paragraph falls out.
    """
    if person.email.strip().lower() == reader.strip().lower():
        return {"contact": "", "contact_phone": ""}
    return {"contact": person.name, "contact_phone": person.phone or person.email}
