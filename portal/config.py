"""Every setting: its name, its default, and one line of why.

Settings come from `instance/config.py` (upper-case names), then from the environment (`PORTAL_<NAME>`, or the
library's own name as `MAIL_SERVER`), then from the mapping given to `create_app`. The later one wins.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


def _truth(text: str) -> bool:
    """`1`, `true`, `yes` and `on` are true; `0`, `false`, `no`, `off` and nothing are false."""
    low = text.strip().lower()
    if low in {"1", "true", "yes", "on"}:
        return True
    if low in {"", "0", "false", "no", "off"}:
        return False
    raise ValueError(f"{text!r} is neither yes nor no")


def _scanner(text: str) -> str:
    """`host:port` or a path, also written as `tcp://…` or `unix://…`."""
    scheme, mark, rest = text.partition("://")
    if mark and (scheme not in {"tcp", "unix"} or not rest):
        raise ValueError(f"{text!r} is neither host:port nor a socket")
    return text


@dataclass(frozen=True)
class Setting:
    """One setting. `read` turns the environment's text into its value and raises ValueError when it cannot."""

    name: str
    default: Any
    why: str
    read: Callable[[str], Any] = str
    environment: str = ""

    @property
    def variable(self) -> str:
        """The name of its environment variable."""
        return self.environment or f"PORTAL_{self.name}"


def _library(name: str, default: Any, why: str, read: Callable[[str], Any] = str) -> Setting:
    return Setting(name, default, why, read, environment=name)


DEFAULT_PORT = 8000
DEMO_MARK = "demo"  # the file in the instance folder that says: everything here is invented

SETTINGS: tuple[Setting, ...] = (
    Setting("INSTANCE", "", "Folder for the database, the documents and config.py; `instance/` when empty."),
    Setting(
        "DATABASE_URL",
        "",
        "`sqlite:///…` or `postgresql://…`; `portal.sqlite` in the instance folder when empty.",
    ),
    Setting(
        "CABINET_URL",
        "",
        "Where documents are kept: a folder or `s3://bucket…`; `cabinet/` in the instance when empty.",
    ),
    Setting(
        "CLAMD_ADDRESS",
        "",
        "Virus scanner: `host:3310` or a socket such as `/run/clamav/clamd.ctl`. Empty: none; away: files wait.",
        _scanner,
    ),
    Setting("BASE_URL", "", "The address people use, in every mail; `http://127.0.0.1:<PORT or 8000>` when empty."),
    Setting(
        "MAIL_DOMAIN",
        "portal.example",
        "The domain of Message-ID, UID and the envelope sender; never changes.",
    ),
    Setting(
        "MAIL_SENDER",
        "selectiedag@portal.example",
        "The mailbox that sends and organises; it must be one that is read. After a change, read the old one too.",
    ),
    Setting("MAIL_SENDER_NAME", "Selectiedagportaal", "The name beside that mailbox."),
    Setting("MAIL_PER_MINUTE", 60, "Mails a minute to the mail server; 0 is no limit.", int),
    Setting(
        "DEMO",
        False,
        "Shows the cast and the built-in mailbox; on by itself where `portal demo` told its story.",
        _truth,
    ),
    Setting("SECRET_KEY", "", "Signs sessions; made and kept in the instance folder when empty."),
    Setting("PASSWORD_SALT", "", "Pepper for passwords; made and kept in the instance folder when empty."),
    Setting("LANGUAGE", "nl", "The language of a visitor who has chosen none: `nl` or `en`."),
    Setting("HTTPS", False, "Set behind TLS: cookies only over https, HSTS on.", _truth),
    Setting("PROXIES", 0, "How many trusted reverse proxies stand in front (X-Forwarded-For, -Proto).", int),
    Setting(
        "REQUIRE_SECOND_FACTOR",
        False,
        "Jobcoaches, coordinators and administrators must use an authenticator app.",
        _truth,
    ),
    Setting("IDLE_MINUTES", 120, "A session without a click for so long ends.", int),
    Setting("SESSION_HOURS", 12, "A session ends so long after signing in, however busy.", int),
    Setting("WORKERS", 2, "Web processes started by `portal run`.", int),
    Setting("RATE_LIMITS", True, "Throttles sign-in and links; memory counts per web process.", _truth),
    Setting("RATE_LIMIT_STORAGE", "memory://", "Where the throttle counts; `redis://…` for several machines."),
    _library("MAIL_SERVER", "", "SMTP server. Empty: mails wait (in demo mode they go to the built-in mailbox)."),
    _library("MAIL_PORT", 25, "Its port.", int),
    _library("MAIL_USE_TLS", False, "STARTTLS, with the certificate verified.", _truth),
    _library("MAIL_USE_SSL", False, "TLS from the first byte, with the certificate verified.", _truth),
    _library("MAIL_USERNAME", "", "Login, when the server asks for one."),
    _library("MAIL_PASSWORD", "", "Its password."),
    _library("MAIL_CA_FILE", "", "A certificate authority of your own, as a PEM file; the system's when empty."),
    _library("IMAP_SERVER", "", "IMAP server of the mailbox that organises. Empty: answers by mail are not read."),
    _library("IMAP_PORT", 993, "Its port.", int),
    _library("IMAP_USE_SSL", True, "TLS from the first byte, with the certificate verified.", _truth),
    _library("IMAP_USE_TLS", False, "STARTTLS instead, with the certificate verified.", _truth),
    _library("IMAP_USERNAME", "", "Login of the mailbox."),
    _library("IMAP_PASSWORD", "", "Its password."),
    _library("IMAP_CA_FILE", "", "A certificate authority of your own, as a PEM file; the system's when empty."),
    _library("IMAP_FOLDER", "INBOX", "The folder that is read."),
    _library("IMAP_DONE_FOLDER", "Portaal", "Where answers go once they are read; made when it is not there."),
)


class BadSetting(Exception):
    """A setting that cannot be read: names the variable and what was expected."""


def read_settings(given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """All settings with their values.

    `given` wins over the environment, which wins over `config.py` in the instance folder. Raises BadSetting with
    the name of the variable when a value has the wrong shape.
    """
    given = dict(given or {})
    values: dict[str, Any] = {setting.name: setting.default for setting in SETTINGS}
    instance = Path(given.get("INSTANCE") or os.environ.get("PORTAL_INSTANCE") or "instance").resolve()
    values["DEMO"] = (instance / DEMO_MARK).exists()
    values |= _from_file(instance / "config.py")
    for setting in SETTINGS:
        text = os.environ.get(setting.variable)
        if text is not None:
            try:
                values[setting.name] = setting.read(text)
            except ValueError as error:
                raise BadSetting(f"{setting.variable}: {error}") from error
    values |= given
    values["INSTANCE"] = str(instance)
    values["DATABASE_URL"] = values["DATABASE_URL"] or f"sqlite:///{instance / 'portal.sqlite'}"
    values["CABINET_URL"] = values["CABINET_URL"] or str(instance / "cabinet")
    port = os.environ.get("PORT") or DEFAULT_PORT
    values["BASE_URL"] = (values["BASE_URL"] or f"http://127.0.0.1:{port}").rstrip("/")
    return values


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    found: dict[str, Any] = {}
    exec(compile(path.read_text("utf-8"), str(path), "exec"), found)  # noqa: S102 - the administrator's own file
    return {name: value for name, value in found.items() if name.isupper()}


def kept_secret(instance: str, name: str) -> str:
    """A secret kept in the instance folder: made once, readable by its owner only."""
    path = Path(instance) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text("ascii").strip()


_in_force: dict[str, Any] = {}


def put_in_force(values: Mapping[str, Any]) -> None:
    """Make these the settings of this process; `create_app` and the worker do so once, tests as they like."""
    _in_force.clear()
    _in_force.update(values)


def setting(name: str) -> Any:
    """One setting as it is in force; for the layers below Flask. Reads them all when nobody did yet."""
    if not _in_force:
        put_in_force(read_settings())
    return _in_force[name]
