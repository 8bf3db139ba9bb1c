"""A worker in a process of its own, to be killed: `-m tests.outbox.running_worker DATABASE_URL PORT`."""

import logging
import sys

from portal.config import put_in_force, read_settings
from portal.models.database import bind
from portal.worker import work

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    url, port = sys.argv[1:]
    bind(url)
    server = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": int(port), "MAIL_PER_MINUTE": 0}
    put_in_force(read_settings({"DATABASE_URL": url, **server}))
    work()
