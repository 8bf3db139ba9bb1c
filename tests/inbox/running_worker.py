"""A worker in a process of its own, to be killed: `-m tests.inbox.running_worker SETTINGS-AS-JSON`."""

import json
import logging
import sys

from portal import worker
from portal.config import put_in_force, read_settings
from portal.models.database import bind

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    given = json.loads(sys.argv[1])
    bind(given["DATABASE_URL"])
    put_in_force(read_settings(given))
    worker.SECONDS_BETWEEN_LOOKS = 0.3
    worker.work()
