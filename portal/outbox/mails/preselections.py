"""Mails about the pre-selection: always to the mediator of the candidate (req 000-19).

No subject names a candidate. The text for the mediator and the one for the candidate stand apart (req Y-3).
"""

from portal.models.preselections import Preselection
from portal.outbox.addresses import address
from portal.outbox.mails.contacts import whom_to_call
from portal.outbox.posting import Mail
from portal.outbox.values import Value, Words, in_words
from portal.rules.candidates import short_name
from portal.rules.preselections import ProcedureStep, Result, procedure_of
from portal.rules.words import N_

_WHY = N_("Je krijgt deze mail omdat je de jobcoach van deze kandidaat bent.")
TEMPLATE_OF = {
    Result.GO: "preselections/go",
    Result.NO_GO: "preselections/no_go",
    Result.MORE_INFO: "preselections/more_info",
}
RESULT_TEMPLATES = tuple(TEMPLATE_OF.values())


def occasion_of(preselection: Preselection, time: int) -> str:
    """How the mail of the result that was registered for the `time`-th time is called."""
    return f"preselection:{preselection.public_id}:{time}"


def result_registered(preselection: Preselection, time: int) -> Mail:
    """The result, one mail for each time that one is registered (`time`: 1, 2 …); never sent twice by itself."""
    result = Result(preselection.outcome)
    values: dict[str, Value] = {"words_for_mediator": preselection.words_for_mediator}
    if result is not Result.MORE_INFO:
        values["words_for_candidate"] = preselection.words_for_candidate
    if result is Result.GO:
        campaign, language = preselection.nomination.campaign, preselection.nomination.jobcoach.language
        values["procedure"] = [step_in_words(step, language) for step in procedure_of(campaign)]
    return _mail(TEMPLATE_OF[result], preselection, occasion_of(preselection, time), **values)


def result_undone(preselection: Preselection, time: int) -> Mail:
    """Do not tell it: the result was a mistake."""
    return _mail("preselections/undone", preselection, occasion_of(preselection, time))


def step_in_words(step: ProcedureStep, language: str) -> str:
    """One step of the procedure, with its day in words."""
    values = dict(step.values)
    if step.on is not None:
        values["day"] = in_words(step.on, language)
    return in_words(Words(step.words, values), language)


def _mail(template: str, preselection: Preselection, occasion: str, **values: Value) -> Mail:
    nomination = preselection.nomination
    campaign, candidate, coach = nomination.campaign, nomination.candidate, nomination.jobcoach
    undone = template == "preselections/undone"
    path = f"/nominations/{nomination.public_id}" if undone else f"/preselections/{preselection.public_id}"
    return Mail(
        template=template,
        to=coach.email,
        name=coach.name,
        language=coach.language,
        why=_WHY,
        unique_key=occasion,
        decision=True,
        campaign=campaign,
        values={
            "campaign": campaign.title,
            "employer": campaign.employer.name,
            "candidate": short_name(candidate.first_name, candidate.last_name),
            "link": address(path),
            **whom_to_call(campaign.lead, coach.email),
            **values,
        },
    )
