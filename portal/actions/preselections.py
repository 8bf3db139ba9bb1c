"""The pre-selection: holding somebody against the criteria, a result that is always mailed, and undoing it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from portal import clock
from portal.actions.interviews import cancel_coming_interviews
from portal.actions.moving import move, note_down
from portal.actions.once import made_before, named
from portal.actions.selection_days import drop_from_day
from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.database import writes
from portal.models.nominations import Nomination
from portal.models.preselections import PaperTalk, PaperTalkAbout, Preselection
from portal.outbox.mails.preselections import RESULT_TEMPLATES, occasion_of, result_registered, result_undone
from portal.outbox.posting import post
from portal.outbox.unsent import take_unsent
from portal.queries.nominations import nomination_as_it_stands
from portal.queries.preselections import has_read_result, preselection_as_it_stands, preselection_of, times_registered
from portal.queries.selection_days import day_of, is_known
from portal.rules.decisions import ToldHow
from portal.rules.preselections import PaperChannel, Result, check_result
from portal.rules.refusals import ChangedMeanwhile, Refused
from portal.rules.words import N_


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What was found: each criterion with whether it is met and a note, and a memo for those who lead."""

    lines: list[dict[str, str]]
    memo: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What is registered, with a text for the mediator and another one for the candidate (req Y-3)."""

    result: Result
    words_for_mediator: str = ""
    words_for_candidate: str = ""


@writes
def keep_assessment(nomination: Nomination, found: Assessment, *, seen_version: int, by: User) -> Preselection:
    """Keep what was found without saying anything to anybody. `seen_version`: 0 when there was nothing yet.

    Raises Refused when the campaign has no pre-selection or nobody is put forward, ChangedMeanwhile when somebody
    else kept something in between.
    """
    _check_open(nomination_as_it_stands(nomination))
    values = {"assessment": found.lines, "memo": found.memo.strip()}
    standing = preselection_of(nomination)
    if standing is None:
        made: Preselection = Preselection.create(nomination=nomination, **values)
        return made
    if seen_version != standing.version and all(getattr(standing, name) == value for name, value in values.items()):
        return standing  # the same sent twice
    standing.change_seen(seen_version, **values)
    return standing


@writes
def register_result(
    nomination: Nomination, found: Assessment, verdict: Verdict, *, seen_version: int, by: User
) -> Preselection:
    """Register go, no-go or more information needed: the mediator always gets it by mail (req 000-18, 000-19).

    The same sent twice is one. Another result than more information is first taken back. Raises Refused when a text
    lacks, and as `keep_assessment` does.
    """
    check_result(verdict.result, verdict.words_for_mediator, verdict.words_for_candidate)
    before = preselection_of(nomination)
    if before is not None and before.state != "open":
        if _same(before, verdict):
            return before
        if before.state == "told" or before.outcome != Result.MORE_INFO.value:
            raise Refused(N_("Er is al een resultaat vastgelegd en gemaild. Neem het eerst terug om het te wijzigen."))
    kept = keep_assessment(nomination, found, seen_version=seen_version, by=by)
    standing = preselection_as_it_stands(kept)
    move(
        standing,
        "register",
        by=by,
        outcome=verdict.result.value,
        words_for_mediator=verdict.words_for_mediator.strip(),
        words_for_candidate=verdict.words_for_candidate.strip(),
        registered_by=by,
        registered_at=clock.now(),
    )
    post(result_registered(standing, times_registered(standing)))
    if verdict.result is Result.NO_GO:
        _leave_unknown_day(standing.nomination, by=by)
    return standing


def _same(before: Preselection, verdict: Verdict) -> bool:
    return (before.outcome, before.words_for_mediator, before.words_for_candidate) == (
        verdict.result.value,
        verdict.words_for_mediator.strip(),
        verdict.words_for_candidate.strip(),
    )


@writes
def undo_result(preselection: Preselection, *, by: User) -> bool:
    """Take a result back; True when the mediator gets a correction, because the first mail may have been read.

    Undoing twice is once. Raises Refused when the candidate knows.
    """
    standing = preselection_as_it_stands(preselection)
    if standing.state == "open":
        return False
    if standing.state == "told":
        raise Refused(N_("De kandidaat weet dit al. Bel de bemiddelaar om het samen recht te zetten."))
    must_correct = _somebody_heard(standing)
    move(standing, "undo", by=by, registered_at=None, registered_by=None, answer="", answered_at=None)
    if must_correct:
        post(result_undone(standing, times_registered(standing)))
    return must_correct


def _somebody_heard(standing: Preselection) -> bool:
    since = standing.registered_at
    if since is None:
        return False
    occasion = occasion_of(standing, times_registered(standing))
    unsent = take_unsent(RESULT_TEMPLATES, occasion, standing.nomination.campaign)
    return not unsent or has_read_result(standing.nomination, since)


@writes
def answer_question(preselection: Preselection, answer: str, *, by: User) -> None:
    """The mediator says what was asked; it waits for who leads. Again replaces what was said before."""
    standing = preselection_as_it_stands(preselection)
    if standing.state != "registered" or standing.outcome != Result.MORE_INFO.value:
        raise ChangedMeanwhile(N_("Er is intussen een resultaat. Kijk wat er nu staat."))
    if standing.answer == answer.strip():
        return
    standing.change(answer=answer.strip(), answered_at=clock.now(), version=standing.version + 1)
    note_down(standing, "answer", by=by)


@writes
def tell_result(preselection: Preselection, told_at: datetime, how: ToldHow, *, by: User) -> None:
    """The mediator told the candidate, and notes when and how (req 000-20, 000-22).

    Whoever does not go on leaves the day and the talks that were planned only now: nobody reads it in a calendar
    before having heard it.
    """
    standing = preselection_as_it_stands(preselection)
    if standing.state == "told":
        return
    if standing.state != "registered" or standing.registered_at is None:
        raise ChangedMeanwhile(N_("Dit resultaat is intussen teruggenomen. Vertel het nog niet."))
    if standing.outcome == Result.MORE_INFO.value:
        raise Refused(N_("Er is nog geen resultaat om te vertellen: er is eerst meer informatie nodig."))
    if told_at > clock.now():
        raise Refused(N_("Dit moment moet nog komen. Noteer het nadat je het verteld hebt."))
    if told_at < standing.registered_at.replace(second=0, microsecond=0):
        raise Refused(N_("Dit moment ligt vóór het resultaat. Kijk de datum en het uur na."))
    move(standing, "tell", by=by, told_at=told_at, told_how=how.value, told_by=by)
    if standing.outcome == Result.NO_GO.value:
        nomination = nomination_as_it_stands(standing.nomination)
        drop_from_day(nomination, by=by)
        cancel_coming_interviews(by=by, nomination=nomination)


@writes
def correct_telling(preselection: Preselection, *, by: User) -> None:
    """It was noted by mistake; doing it again does nothing."""
    standing = preselection_as_it_stands(preselection)
    if standing.state == "registered":
        return
    move(standing, "correct", by=by, told_at=None, told_how="", told_by=None)


@writes
def note_paper_talk(
    campaign: Campaign,
    nominations: Iterable[Nomination],
    *,
    on: date,
    channel: PaperChannel,
    note: str,
    by: User,
    public_id: str | None = None,
) -> PaperTalk:
    """Note that papers were discussed with the employer (req 000-23); the same `public_id` gives what is there."""
    there = made_before(PaperTalk, public_id, campaign_id=campaign.id)
    if there is not None:
        return there
    if on > clock.today(campaign.site.zone):
        raise Refused(N_("Deze dag moet nog komen. Noteer het nadat jullie elkaar spraken."))
    talk = PaperTalk.create(
        campaign=campaign, on=on, channel=channel.value, note=note.strip(), by=by, **named(public_id)
    )
    for nomination in nominations:
        note_down(PaperTalkAbout.create(talk=talk, nomination=nomination), "note", by=by)
    return talk


@writes
def remove_paper_talk(talk: PaperTalk, *, by: User) -> None:
    """It was noted by mistake; removing twice is once."""
    if PaperTalk.delete().where(PaperTalk.id == talk.id).execute():
        note_down(talk, "remove", by=by)


def _check_open(nomination: Nomination) -> None:
    campaign = nomination.campaign
    if campaign.state != "running":
        raise Refused(N_("Deze instroomactie loopt niet; er is geen preselectie."))
    if not campaign.has_preselection:
        raise Refused(N_("Deze instroomactie heeft geen preselectie. Zet de stap aan bij “Doel en stappen”."))
    if nomination.state != "put_forward":
        raise Refused(N_("Deze kandidaat is niet voorgedragen; er valt niets te beoordelen."))


def _leave_unknown_day(nomination: Nomination, *, by: User) -> None:
    """Out of a plan that nobody knows yet; out of one that is known only once the candidate was told."""
    day = day_of(nomination.campaign)
    if day is not None and not is_known(day):
        drop_from_day(nomination_as_it_stands(nomination), by=by)
