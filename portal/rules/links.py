"""What a link without an account may be for, and how long it lives."""

from enum import StrEnum


class Purpose(StrEnum):
    """One link opens one thing for one purpose."""

    ANSWER_INVITATION = "answer_invitation"  # subject invitation:<public_id>
    ANSWER_APPOINTMENT = "answer_appointment"  # subject entry:<public_id> of a calendar entry
    MAKE_ACCOUNT = "make_account"  # subject invitation:<public_id> or organisation:<public_id>
    WRITTEN_TEST = "written_test"  # subject test_paper:<public_id>
    CANDIDATE_EVALUATION = "candidate_evaluation"  # subject evaluation:<public_id>
    OWN_DAY = "own_day"  # subject nomination:<public_id>, the candidate's own page


# Days that a link of each purpose stays open.
DAYS_OPEN = {
    Purpose.ANSWER_INVITATION: 60,
    Purpose.ANSWER_APPOINTMENT: 200,  # aftercare is planned half a year ahead
    Purpose.MAKE_ACCOUNT: 60,
    Purpose.WRITTEN_TEST: 30,
    Purpose.CANDIDATE_EVALUATION: 60,
    Purpose.OWN_DAY: 200,  # until the internship is over, and some
}

# A link of these purposes may be opened again until what it is for is done; the others are used up by the first POST.
STAYS_OPEN = {
    Purpose.WRITTEN_TEST,
    Purpose.CANDIDATE_EVALUATION,
    Purpose.ANSWER_INVITATION,
    Purpose.ANSWER_APPOINTMENT,
    Purpose.OWN_DAY,
}
