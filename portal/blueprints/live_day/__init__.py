"""The day while it runs: the live board, the door, who stands in for whom, and what nobody expected."""

from portal.blueprints.live_day import board, door, phones, unexpected
from portal.blueprints.live_day.ways import bp

__all__ = ["board", "bp", "door", "phones", "unexpected"]
