"""The mailbox over IMAP: the only module that knows IMAPClient.

TLS is verified, the password never goes in the clear but to this machine, nothing waits longer than a time-out, and
nothing here marks, moves or deletes a mail that was not asked for.
"""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from portal.config import setting
from portal.inbox.parts import one_line
from portal.rules.inbox import LARGEST_MAIL, MailboxReason

SECONDS_TO_WAIT = 15
SECONDS_OF_A_LOOK = 120
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_WINDOW = 50_000  # UIDs asked for at once: the library reads no line of more than a million bytes
_FIELDS = (
    "From To Delivered-To X-Original-To Envelope-To X-Envelope-To X-Delivered-To In-Reply-To References Message-ID "
    "Date Content-Type Auto-Submitted X-Auto-Response-Suppress X-Autoreply X-Autorespond Precedence Return-Path"
)
_HEAD = f"BODY.PEEK[HEADER.FIELDS ({_FIELDS})]<0.32768>"
_WHOLE = f"BODY.PEEK[]<0.{LARGEST_MAIL + 1}>"
_SIGNS = frozenset({b"calendar", b"x-vcalendar", b"ics", b"delivery-status", b"global-delivery-status", b"report"})


class MailboxTrouble(Exception):
    """Why the mailbox cannot be read now; `detail` is what the server said."""

    def __init__(self, reason: MailboxReason, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = one_line(detail, 300)


class NotMoved(Exception):
    """The server refuses to move mails to the folder of the portal; they stay where they are."""


@dataclass(frozen=True)
class Head:
    """What is known of a mail before it is fetched. `is_promising`: a part of it looks like an answer or a report."""

    uid: int
    size: int
    header: bytes
    is_promising: bool


class OpenMailbox:
    """A selected folder. Raises MailboxTrouble when the server is not what it should be."""

    def __init__(self, client: IMAPClient, folder: str) -> None:
        self._client = client
        self._folder = folder
        try:
            selected = client.select_folder(folder)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            raise MailboxTrouble(MailboxReason.NO_FOLDER, folder) from error
        self.uid_validity = int(selected.get(b"UIDVALIDITY", 0))
        self._uid_next = int(selected.get(b"UIDNEXT", 0))
        self._done_folder = ""

    def uids_above(self, uid: int) -> list[int]:
        """The mails that came after this one, in order; not always all of them, but some if there are any."""
        start = uid + 1
        while True:
            end = start + _WINDOW
            is_last = end >= self._uid_next
            found = self._client.search(f"UID {start}:{'*' if is_last else end}")
            newer = sorted(one for one in found if one > uid)  # `n:*` always names the last mail, however old
            if newer or is_last:
                return newer
            start = end + 1

    def heads(self, uids: list[int]) -> list[Head]:
        """Sizes, a few headers and the structure of mails; one that the library cannot take in is taken for promising.

        A mail that is gone by now is left out.
        """
        try:
            return [
                _head(uid, data)
                for uid, data in self._client.fetch(uids, ["RFC822.SIZE", _HEAD, "BODYSTRUCTURE"]).items()
            ]
        except IMAPClientAbortError:
            raise
        except (IMAPClientError, ValueError, RecursionError, LookupError, TypeError):
            if len(uids) > 1:
                return [head for uid in uids for head in self.heads([uid])]
        found = self._client.fetch(uids, ["RFC822.SIZE", _HEAD])
        return [_head(uid, {**data, b"BODYSTRUCTURE": (b"calendar",)}) for uid, data in found.items()]

    def whole(self, uid: int) -> bytes:
        """All bytes of a mail, without marking it read; b"" when it is gone."""
        data = self._client.fetch([uid], [_WHOLE]).get(uid, {})
        return _bytes(data, b"BODY[")

    def put_aside(self, uids: list[int]) -> None:
        """Move mails to the folder of the portal, which is made when it is not there. Raises NotMoved."""
        if not uids:
            return
        try:
            folder = self._made_folder()
            if self._client.has_capability("MOVE"):
                self._client.move(uids, folder)
                return
            self._client.copy(uids, folder)
            self._client.delete_messages(uids, silent=True)
            if self._client.has_capability("UIDPLUS"):  # without it, EXPUNGE would take other people's mail along
                self._client.uid_expunge(uids)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            raise NotMoved(one_line(str(error), 300)) from error

    def unread(self) -> int:
        """How many mails of this folder nobody has read."""
        return int(self._client.folder_status(self._folder, ["UNSEEN"]).get(b"UNSEEN", 0))

    def _made_folder(self) -> str:
        if not self._done_folder:
            wanted = self._placed(setting("IMAP_DONE_FOLDER"))
            if not self._client.folder_exists(wanted):
                self._client.create_folder(wanted)
                self._client.subscribe_folder(wanted)
            self._done_folder = wanted
        return self._done_folder

    def _placed(self, name: str) -> str:
        """The folder where this server wants people's folders ("INBOX.Portaal")."""
        spaces = self._client.namespace().personal if self._client.has_capability("NAMESPACE") else None
        prefix = str(spaces[0][0]) if spaces else ""
        return name if name.startswith(prefix) else f"{prefix}{name}"


@contextlib.contextmanager
def open_mailbox() -> Iterator[OpenMailbox]:
    """The mailbox of the settings, for as long as the block lasts. Raises MailboxTrouble."""
    with _in_words():
        client = _connect()
        # A server that drips never runs into a time-out; the line is cut for it.
        watch = threading.Timer(SECONDS_OF_A_LOOK, client.socket().shutdown, [socket.SHUT_RDWR])
        watch.daemon = True
        watch.start()
        try:
            _log_in(client)
            yield OpenMailbox(client, setting("IMAP_FOLDER"))
        except BaseException:
            _hang_up(client)
            raise
        finally:
            watch.cancel()
        try:
            client.logout()
        except (IMAPClientError, OSError):
            _hang_up(client)  # all is done; a server that hangs up early harms nothing


def mailbox_name() -> str:
    """Which mailbox the settings mean: how far it was read is remembered by this name."""
    parts = (setting(f"IMAP_{name}") for name in ("USERNAME", "SERVER", "PORT", "FOLDER"))
    return "{}@{}:{}/{}".format(*parts)[:700]


def _connect() -> IMAPClient:
    server, is_ssl, is_tls = setting("IMAP_SERVER"), setting("IMAP_USE_SSL"), setting("IMAP_USE_TLS")
    is_ssl = is_ssl and not is_tls  # STARTTLS is asked for by name; TLS from the first byte is the default
    if not (is_ssl or is_tls or server in _LOOPBACK):
        raise MailboxTrouble(MailboxReason.LOGIN_IN_THE_CLEAR, "IMAP_USE_SSL")
    try:
        secure = ssl.create_default_context(cafile=setting("IMAP_CA_FILE") or None)
    except (OSError, ssl.SSLError) as error:
        raise MailboxTrouble(MailboxReason.CERTIFICATE, "IMAP_CA_FILE") from error
    client = IMAPClient(
        server, setting("IMAP_PORT"), ssl=is_ssl, ssl_context=secure if is_ssl else None, timeout=SECONDS_TO_WAIT
    )
    if is_tls:
        _secure(client, secure)
    return client


def _secure(client: IMAPClient, context: ssl.SSLContext) -> None:
    try:
        client.starttls(context)
    except (ssl.SSLError, OSError):
        _hang_up(client)
        raise
    except IMAPClientError as error:  # said by the library when the server does not offer it, too
        _hang_up(client)
        raise MailboxTrouble(MailboxReason.NO_TLS) from error


def _log_in(client: IMAPClient) -> None:
    try:
        client.login(setting("IMAP_USERNAME"), setting("IMAP_PASSWORD"))
    except LoginError as error:
        if isinstance(error.__context__, IMAPClientAbortError):  # the line was cut; nobody refused anything
            raise error.__context__ from None
        raise MailboxTrouble(MailboxReason.LOGIN_REFUSED) from error


def _hang_up(client: IMAPClient) -> None:
    with contextlib.suppress(IMAPClientError, OSError):
        client.shutdown()


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise MailboxTrouble(MailboxReason.CERTIFICATE, error.verify_message) from error
    except TimeoutError as error:
        raise MailboxTrouble(MailboxReason.SILENT) from error
    except (IMAPClientAbortError, OSError) as error:
        silent = isinstance(error.__context__, TimeoutError)
        raise MailboxTrouble(
            MailboxReason.SILENT if silent else MailboxReason.UNREACHABLE, type(error).__name__
        ) from error
    except IMAPClientError as error:
        raise MailboxTrouble(MailboxReason.NOT_UNDERSTOOD, type(error).__name__) from error


def _head(uid: int, data: dict[bytes, Any]) -> Head:
    return Head(
        uid=uid,
        size=int(data.get(b"RFC822.SIZE", 0)),
        header=_bytes(data, b"BODY[HEADER"),
        is_promising=_is_promising(data.get(b"BODYSTRUCTURE", ())),
    )


def _bytes(data: dict[bytes, Any], start: bytes) -> bytes:
    return next((bytes(value) for name, value in data.items() if name.startswith(start) and value), b"")


def _is_promising(structure: Any) -> bool:
    """Whether a calendar or a report is named anywhere in the structure, however deep."""
    left = [structure]
    while left:
        one = left.pop()
        if isinstance(one, list | tuple):
            left.extend(one)
        elif isinstance(one, bytes) and (one.lower() in _SIGNS or one.lower().endswith(b".ics")):
            return True
    return False
