"""The day while it runs: the live board, the door, and who stands in for whom."""

from portal.blueprints.live_day import board, door, phones
from portal.blueprints.live_day.ways import bp

__all__ = ["board", "bp", "door", "phones"]
