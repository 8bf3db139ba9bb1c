"""What can go wrong between the outbox and a mail server, told so that every mail knows where it stands."""

from enum import StrEnum

from portal.outbox.headers import cleaned_text
from portal.rules.delivery import Reason


class Stage(StrEnum):
    """How far a mail got in the conversation with the server."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


class ServerTrouble(Exception):
    """Nothing can leave: the server, its certificate or the login."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = cleaned_text(detail)


class NotTaken(Exception):
    """The server answered, and did not take this mail."""

    def __init__(self, stage: Stage, code: int, answer: bytes | str) -> None:
        text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
        self.stage, self.code, self.detail = stage, code, cleaned_text(f"{code} {text}")
        super().__init__(self.detail)


class LineCut(Exception):
    """The server stopped answering; from CONTENT on, nobody knows whether it took the mail."""

    def __init__(self, stage: Stage, *, silent: bool, detail: str) -> None:
        super().__init__(detail)
        self.stage, self.silent, self.detail = stage, silent, cleaned_text(detail)
