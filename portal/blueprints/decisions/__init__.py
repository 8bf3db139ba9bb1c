"""Deciding together, publishing in one batch, the reserve list, and the relay to the candidate."""

from portal.blueprints.decisions import comparing, deciding, publishing, relaying
from portal.blueprints.decisions.ways import bp

__all__ = ["bp", "comparing", "deciding", "publishing", "relaying"]
