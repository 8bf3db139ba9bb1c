"""The worker as it really runs: it checks what comes in by itself, and another takes up what it was killed over."""

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from portal.actions.uploads import receive_file
from portal.config import setting
from portal.models.documents import Document, Upload
from tests.documents.handing_in import picture
from tests.house.sources import ROOT
from tests.nominations.scene import Scene

_TRIES = 900  # of a tenth of a second: two cores may be busy with other tests


@contextmanager
def worker() -> Iterator["subprocess.Popen[bytes]"]:
    """`portal worker` on the database and the cabinet of the test."""
    names = {"PORTAL_DATABASE_URL": setting("DATABASE_URL"), "PORTAL_INSTANCE": setting("INSTANCE")}
    with subprocess.Popen([sys.executable, "-m", "portal.cli", "worker"], env={**os.environ, **names}, cwd=ROOT) as one:
        try:
            yield one
        finally:
            one.kill()


def wait_until(true: Callable[[], bool]) -> None:
    """Look again and again; the time of the test stands still, that of the worker does not."""
    for _ in range(_TRIES):
        if true():
            return
        threading.Event().wait(0.1)
    raise AssertionError("waited in vain")


def test_the_worker_checks_by_itself_and_another_takes_up_what_it_was_killed_over(scene: Scene) -> None:
    # req P4, Y-17
    nomination = scene.draft()
    for number in range(4):
        receive_file(nomination, "cv", io.BytesIO(picture(number)), "cv.png", by=scene["pim"])
    with worker() as first:
        wait_until(lambda: Upload.select().where(Upload.state != "received").exists())
        first.send_signal(signal.SIGKILL)
        first.wait()
    with worker():
        wait_until(lambda: not Upload.select().where(Upload.state != "clean").exists())
    assert [one.number for one in Document.select().order_by(Document.id)] == [1, 2, 3, 4]
