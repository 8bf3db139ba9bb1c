"""Criteria as a form takes them: those that stand, and the templates in the reader's words."""

from collections.abc import Iterable

from flask_babel import gettext as _

from portal.models.speeddates import Criterion
from portal.rules.scoring import CriterionFacts


def as_facts(criteria: Iterable[Criterion]) -> list[CriterionFacts]:
    """What stands, as it can be typed in."""
    return [CriterionFacts(one.name, one.question, one.anchors, one.weight) for one in criteria]


def in_words(templates: Iterable[CriterionFacts]) -> list[CriterionFacts]:
    """Templates in the reader's language."""
    return [CriterionFacts(_(one.name), _(one.question), [_(anchor) for anchor in one.anchors]) for one in templates]
