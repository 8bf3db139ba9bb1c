"""A worker in a process of its own, to be killed while it plans: its argument is the database."""

import logging
import sys

from portal import worker
from portal.config import put_in_force, read_settings
from portal.models.database import bind

if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    bind(sys.argv[1])
    put_in_force(read_settings({"DATABASE_URL": sys.argv[1]}))
    worker.work()
