"""A real Dovecot on loopback, a process of the tests' own: any user name, one password, a Maildir each."""

import contextlib
import getpass
import grp
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.machine import find_dovecot
from tests.outbox.certificates import Authority

PASSWORD = "geheim-van-de-mailbox"
_NUMBERS = itertools.count(1)

_COMMON = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
auth_failure_delay = 0
first_valid_uid = 1
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
ssl = yes
"""
_RELEASE_2_3 = """
ssl_cert = <{certificate}
ssl_key = <{certificate}
mail_location = maildir:~/Maildir
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
"""
_RELEASE_2_4 = """
ssl_server_cert_file = {certificate}
ssl_server_key_file = {certificate}
mail_driver = maildir
mail_path = ~/Maildir
passdb static {{
  password = {password}
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {folder}/mail/%{{user}}
  }}
}}
"""


@dataclass
class Dovecot:
    """A running server. `hide` capabilities it does not show."""

    folder: Path
    port: int
    tls_port: int
    owner: tuple[int, int]

    def new_mailbox(self) -> "TestMailbox":
        """An empty mailbox of somebody new."""
        name = f"selectiedag{next(_NUMBERS)}"
        return TestMailbox(self, name, self.folder / "mail" / name / "Maildir")


@dataclass
class TestMailbox:
    """One user's mailbox, written to as a mail server would and looked into from outside."""

    __test__ = False
    server: Dovecot
    name: str
    folder: Path
    _count: Iterator[int] = field(default_factory=itertools.count)

    def receives(self, *mails: bytes) -> None:
        """Put mails in the inbox, unread, in this order."""
        home = self.folder.parent
        for made in (home, self.folder, *(self.folder / part for part in ("tmp", "new", "cur"))):
            if not made.exists():
                made.mkdir(parents=True)
                os.chown(made, *self.server.owner)
        for mail in mails:
            name = f"{1_700_000_000 + next(self._count)}.M{time.monotonic_ns()}.tests"
            waiting = self.folder / "tmp" / name
            waiting.write_bytes(mail)
            os.chown(waiting, *self.server.owner)
            waiting.rename(self.folder / "new" / name)

    def contents(self, folder: str = "") -> list[bytes]:
        """The mails in a folder (the inbox when empty), oldest first."""
        return [path.read_bytes() for path in self._files(folder)]

    def unread(self) -> int:
        """How many mails of the inbox carry no mark that somebody read them."""
        return sum("S" not in path.name.partition(":2,")[2] for path in self._files(""))

    def has_folder(self, folder: str) -> bool:
        """Whether the folder is there."""
        return (self.folder / f".{folder}").is_dir()

    def _files(self, folder: str) -> list[Path]:
        place = self.folder / f".{folder}" if folder else self.folder
        found = [path for part in ("new", "cur") for path in (place / part).glob("*")]
        return sorted((path for path in found if "T" not in path.name.partition(":2,")[2]), key=lambda path: path.name)


@contextlib.contextmanager
def running_dovecot(certificate: Path, *, separator: str = "/", prefix: str = "", more: str = "") -> Iterator[Dovecot]:
    """A Dovecot with this certificate (a PEM file with the key), for as long as the block lasts."""
    program = find_dovecot()
    assert program is not None, "Dovecot is missing: python3 tests/machine.py dovecot"
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))  # a short path: its sockets lie there
    uid, gid, user, group = _owner()
    port, tls_port = _free_port(), _free_port()
    # As root it reads mail as nobody, who must be able to come there.
    folder.chmod(0o755)
    for name in ("run", "state", "mail"):
        (folder / name).mkdir()
        os.chown(folder / name, uid, gid)
    kept = folder / "server.pem"
    kept.write_bytes(certificate.read_bytes())
    release = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.split()[0]
    is_old = release.startswith(("2.2", "2.3"))
    start = "" if is_old else f"dovecot_config_version = {release}\ndovecot_storage_version = {release}\n"
    text = (start + _COMMON + (_RELEASE_2_3 if is_old else _RELEASE_2_4)).format(
        folder=folder, port=port, tls_port=tls_port, certificate=kept, password=PASSWORD,
        uid=uid, gid=gid, user=user, group=group, separator=separator, prefix=prefix,
    )  # fmt: skip
    config = folder / "dovecot.conf"
    config.write_text(text + more)
    process = subprocess.Popen([program, "-F", "-c", str(config)], stderr=subprocess.PIPE)
    try:
        _wait_for(port, process, folder / "log")
        yield Dovecot(folder, port, tls_port, (uid, gid))
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> tuple[int, int, str, str]:
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        return nobody.pw_uid, nobody.pw_gid, "nobody", grp.getgrgid(nobody.pw_gid).gr_name
    return os.getuid(), os.getgid(), getpass.getuser(), grp.getgrgid(os.getgid()).gr_name


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 20
    while True:
        said = log.read_text() if log.exists() else ""
        assert process.poll() is None, f"Dovecot does not start: {said}"
        assert time.monotonic() < end, f"Dovecot does not answer: {said}"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            line.settimeout(5)
            if line.recv(10).startswith(b"* OK"):
                return
        time.sleep(0.05)


def authority_of_the_tests(folder: Path) -> Authority:
    """The authority that the portal of a test trusts."""
    return Authority(folder)
