"""What the clock does by itself: every task that is due, one after the other."""

import logging
from collections.abc import Callable
from datetime import datetime

from portal.actions.erasing_afterwards import finish_erasures
from portal.actions.notices import send_digests
from portal.actions.reminding.appointments import remind_of_unanswered
from portal.actions.reminding.decisions import escalate_untold_results, remind_jobcoaches_to_tell
from portal.actions.reminding.internships import ask_for_evaluations
from portal.actions.reminding.partners import remind_of_deadlines, remind_of_info_sessions
from portal.actions.reminding.privacy import review_the_week
from portal.actions.reminding.retention import keep_to_terms
from portal.actions.reminding.selection_days import remind_of_selection_days
from portal.trouble import told_without_data

log = logging.getLogger(__name__)

# Each task: (now) -> how many things it did. Doing it again at once does nothing.
CLOCK_TASKS: list[Callable[[datetime], int]] = [
    remind_of_info_sessions,
    remind_of_deadlines,
    remind_of_selection_days,
    remind_of_unanswered,
    remind_jobcoaches_to_tell,
    escalate_untold_results,
    ask_for_evaluations,
    send_digests,
    keep_to_terms,
    finish_erasures,
    review_the_week,
]


def run_due(now: datetime) -> dict[str, int]:
    """Run every task; how many things each did, by its name.

    A task that fails leaves nothing half done (each is one transaction) and does not hold up the others: it
    is logged, counts as -1 and comes again at the next beat.
    """
    done: dict[str, int] = {}
    for task in CLOCK_TASKS:
        try:
            done[task.__name__] = task(now)
        except Exception as error:  # noqa: BLE001 - the next task must not wait for this one
            log.error("clock task %s failed: %s", task.__name__, told_without_data(error))  # noqa: TRY400 - no data in logs
            done[task.__name__] = -1
    return done
