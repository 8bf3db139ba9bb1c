"""What is known of a mail besides its words: what it is for, and what its texts may say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.outbox.values import Value
from portal.rules.texts import Holds


@dataclass(frozen=True)
class Placeholder:
    """What stands where a text has `((its name))`, with an example about invented people.

    `meaning` is a Dutch sentence (`N_`). `english` is the example in an English mail where it differs. What
    `may_be_empty` takes its paragraph along when nothing else stands there.
    """

    meaning: str
    example: Value
    english: Value | None = None
    holds: Holds = Holds.WORDS
    may_be_empty: bool = False

    def example_in(self, language: str) -> Value:
        """The example for a mail in `nl` or `en`."""
        return self.english if language == "en" and self.english is not None else self.example


@dataclass(frozen=True, kw_only=True)
class MailKind:
    """One mail of the portal. Every sentence is Dutch and marked with `N_`.

    `sent`: when it goes out and to whom. `why`: the words under it, as the function of the mail gives them.
    `placeholders`: what a text may use besides `((name))`; each must be among the values of every such mail.
    `essential`: what its body must have. `closed`: why no organisation may change it; empty when it may.
    `choices`: the shipped texts to choose from when a person sends it by hand, by name: a folder in
    `mail_templates/_choices/<area>/<what>/`; None for a mail that goes out by itself.
    """

    title: str
    sent: str
    why: str
    placeholders: Mapping[str, Placeholder]
    essential: tuple[str, ...] = ()
    closed: str = ""
    choices: Mapping[str, str] | None = field(default=None)
