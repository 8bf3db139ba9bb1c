"""Who reads a mail about an appointment, in which language and as what."""

from dataclasses import dataclass

from portal.models.accounts import User


@dataclass(frozen=True)
class Person:
    """Name, address and account of a reader, as the calendar wants them."""

    email: str
    name: str
    user: User | None = None

    @property
    def key(self) -> str:
        """The address as it is compared."""
        return self.email.strip().lower()


@dataclass(frozen=True)
class Reader:
    """Who reads a mail, in which language, and as what: coach, candidate, supervisor, employer or interviewer."""

    attendee: Person
    language: str
    role: str


def reader_of_user(user: User, role: str = "coach") -> Reader:
    """A person with an account as a reader."""
    return Reader(Person(user.email, user.name, user), user.language, role)
