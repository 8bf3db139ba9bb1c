"""The tablet's service worker: its script, with the list of what it keeps and a name that changes with any of it."""

import hashlib
import json
import re
from collections.abc import Mapping

from portal import paths

_LINKED = re.compile(r'(?:href|src)="([^"]+)"')
# What modules bring in that no page names.
_IMPORTED = ("js/double-click.js",)
_SCRIPT = "js/tablet-worker.js"


def worker_script(pages: Mapping[str, str], static: str) -> str:
    """The worker for these pages (text by address); `static` is the address under which the static files are."""
    linked = {found for text in pages.values() for found in _LINKED.findall(text) if found.startswith(static)}
    scripts = {f"js/{path.name}" for path in (paths.STATIC / "js").glob("tablet*.js")} - {_SCRIPT}
    names = sorted({found.removeprefix(static) for found in linked} | scripts | set(_IMPORTED))
    digest = hashlib.sha256((paths.STATIC / _SCRIPT).read_bytes())
    for name in names:
        digest.update(name.encode() + (paths.STATIC / name).read_bytes())
    for text in pages.values():
        digest.update(text.encode())
    files = json.dumps([*pages, *(static + name for name in names)])
    script = (paths.STATIC / _SCRIPT).read_text("utf-8")
    return f'const CACHE = "tablet-{digest.hexdigest()[:16]}";\nconst FILES = {files};\n{script}'
