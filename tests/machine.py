"""What the work needs from the machine beside Python: installed when that is possible, asked for when not.

Runs before the environment exists (`python3 tests/machine.py chromium postgresql`): standard library only.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POSTGRES_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")


def find_chromium() -> str | None:
    """Path of a Chromium: `CHROMIUM` when set, else the first one on the path."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def find_calcurse() -> str | None:
    """Path of calcurse, a calendar program: `CALCURSE` when set, else on the path."""
    return os.environ.get("CALCURSE") or shutil.which("calcurse")


def find_libical() -> str | None:
    """The file of libical's library: `LIBICAL` when set, else where the system finds it."""
    return os.environ.get("LIBICAL") or ctypes.util.find_library("ical")


def find_postgres() -> Path | None:
    """Folder with `initdb` and `postgres`: `POSTGRES_BIN`, else on the path, else the newest installed."""
    if named := os.environ.get("POSTGRES_BIN"):
        return Path(named)
    if (initdb := shutil.which("initdb")) and shutil.which("postgres"):
        return Path(initdb).resolve().parent
    found = [
        folder
        for pattern in POSTGRES_FOLDERS
        for folder in Path("/").glob(pattern.lstrip("/"))
        if (folder / "initdb").exists()
    ]
    return max(found, key=_release, default=None)


def find_dovecot() -> str | None:
    """Path of Dovecot: `DOVECOT` when set, else on the path, else where servers are."""
    places = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin"
    return os.environ.get("DOVECOT") or shutil.which("dovecot", path=places)


def find_webkit() -> str | None:
    """Path of WebKit's driver, where the browser and the screen that it needs are there too."""
    return shutil.which("WebKitWebDriver") if find_minibrowser() and shutil.which("Xvfb") else None


def find_minibrowser() -> str | None:
    """Path of the browser that WebKit's driver drives; it lies beside the library."""
    found = [
        str(path)
        for folder in ("lib", "libexec")
        for path in Path("/usr", folder).glob("**/webkit2gtk-4.*/MiniBrowser")
    ]
    return max(found, default=None)


def _release(folder: Path) -> tuple[int, ...]:
    digits = "".join(letter if letter.isdigit() else " " for letter in folder.parent.name)
    return tuple(map(int, digits.split()))


# Without fonts a page has no letters and nothing its size; without l10n, date fields are American.
BESIDE = {"chromium": ("chromium-l10n", "fonts-liberation"), "webkit": ("xvfb",)}
# What is called otherwise from one release to the next; apt reads this as a pattern.
PACKAGES = {"dovecot": "dovecot-imapd", "libical": "'^libical3(t64)?$'", "webkit": "webkit2gtk-driver"}
FINDERS: dict[str, Callable[[], object]] = {
    "calcurse": find_calcurse,
    "chromium": find_chromium,
    "dovecot": find_dovecot,
    "libical": find_libical,
    "postgresql": find_postgres,
    "webkit": find_webkit,
}


def ensure(names: list[str]) -> None:
    """Make sure that each of these is there; leave with a sentence when it is not and cannot be installed."""
    missing = [name for name in names if name not in FINDERS or FINDERS[name]() is None]
    if not missing:
        return
    packages = [package for name in missing for package in (PACKAGES.get(name, name), *BESIDE.get(name, ()))]
    command = f"apt-get update && apt-get install --yes --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(
            f"Missing on this machine: {', '.join(missing)}. On Debian or Ubuntu, as root:\n\n"
            f"    {command}\n\n"
            "Elsewhere, install them your way; CHROMIUM=/path, POSTGRES_BIN=/folder, CALCURSE=/path and LIBICAL=/file\n"
            "say where they are."
        )
    print(f"Installing {', '.join(missing)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    nothing = subprocess.DEVNULL
    done = subprocess.run(["sh", "-c", command], check=False, env=quiet, stdin=nothing, stdout=nothing)
    if done.returncode:
        sys.exit(f"Could not install {', '.join(missing)}: `{command}` failed.")
    still = [name for name in missing if name in FINDERS and FINDERS[name]() is None]
    if still:
        sys.exit(f"Installed, but not found afterwards: {', '.join(still)}.")


if __name__ == "__main__":
    ensure(sys.argv[1:])
