"""Internships: the plan and the start, follow-up, and the three evaluations."""

from portal.blueprints.internships import evaluating, following, planning
from portal.blueprints.internships.ways import bp

__all__ = ["bp", "evaluating", "following", "planning"]
