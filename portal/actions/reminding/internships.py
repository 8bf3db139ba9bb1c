"""On the last day of an internship everyone is asked for an evaluation, and reminded at most once in 24 hours."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from portal.actions.links import give_link
from portal.models.database import writes
from portal.models.internships import Evaluation
from portal.outbox.addresses import address
from portal.outbox.mails import internships as mails
from portal.outbox.mails.readers import Person, Reader, reader_of_user
from portal.outbox.posting import post
from portal.queries.internships import open_evaluations_ending_by, people_of_employer
from portal.rules.links import Purpose

_A_DAY = timedelta(hours=24)
_ASK_FROM_HOUR = 9
_ASK_FOR_DAYS = 14


@writes
def ask_for_evaluations(now: datetime) -> int:
    """Ask who has not answered, from 9 o'clock on the last day and for two weeks; how many mails were posted."""
    count = 0
    for evaluation in open_evaluations_ending_by(now.date() + timedelta(days=1)):
        internship = evaluation.internship
        local = now.astimezone(ZoneInfo(internship.nomination.campaign.site.zone))
        days_since = (local.date() - internship.ends_on).days
        if not 0 <= days_since <= _ASK_FOR_DAYS or local.hour < _ASK_FROM_HOUR:
            continue
        if evaluation.reminded_at is not None and now - evaluation.reminded_at < _A_DAY:
            continue
        for reader, link in _readers(evaluation):
            post(mails.evaluation_asked(evaluation, reader, link, local.date()))
            count += 1
        evaluation.change(reminded_at=now)
    return count


def _readers(evaluation: Evaluation) -> list[tuple[Reader, str]]:
    internship = evaluation.internship
    candidate = internship.nomination.candidate
    path = f"/internships/{internship.public_id}/evaluation"
    if evaluation.party == "jobcoach":
        return [(reader_of_user(internship.jobcoach), address(f"{path}/jobcoach"))]
    if evaluation.party == "employer":
        people = people_of_employer(internship.nomination.campaign)
        return [(reader_of_user(user, "employer"), address(f"{path}/employer")) for user in people]
    if not candidate.email:
        return []
    subject = f"evaluation:{evaluation.public_id}"
    token = give_link(Purpose.CANDIDATE_EVALUATION, subject, email=candidate.email, language=candidate.language)
    person = Person(candidate.email, candidate.first_name)
    return [(Reader(person, candidate.language, "candidate"), address(f"/evaluation/{token}"))]
