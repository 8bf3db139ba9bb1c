"""Eight people decide, change, publish, take back, tell and undo at once, while the mail leaves: nothing contradictory.

Each thread does what chance gives it, from what it saw a moment before; a refusal is an answer. Afterwards every mail
that left agrees with what stands now, or was followed by a correction.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from portal import clock as portal_clock
from portal.actions.decisions import (
    correct_relay,
    decide,
    publish_decisions,
    take_back_decision,
    tell_candidate,
    withdraw_decision,
)
from portal.actions.looking import record_look
from portal.actions.reserve import move_on_reserve
from portal.models.accounts import User
from portal.models.database import database, write_transaction
from portal.models.decisions import Decision, Relay
from portal.models.history import HistoryLine
from portal.models.outbox import OutboxMail
from portal.models.vacancies import Vacancy
from portal.queries.campaigns import visible_campaign
from portal.queries.decisions import decidable_nomination, decision_of, steerable_relay, visible_relay
from portal.queries.places import filled_places, reserve_of
from portal.rules.decisions import Outcome, ToldHow
from portal.rules.delivery import WAITING, Status
from portal.rules.refusals import Refused
from tests.clock import Clock
from tests.stage import Stage, set_stage

PEOPLE = 8
ACTS = 20  # of each
NAMES = ("Amina", "Bram", "Carla", "Dries", "Elif", "Femke")
PUBLISHED, BACK = "decisions/result_published", "decisions/result_taken_back"


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    """Six candidates, and two places for the first function."""
    stage = set_stage(app, NAMES)
    Vacancy.update(places=2).execute()
    return stage


class Somebody:
    """One of the eight, with a chance of their own."""

    def __init__(self, stage: Stage, number: int, seed: int) -> None:
        self.stage, self.chance = stage, random.Random(f"{seed} {number}")
        self.lead: User = stage.people["lotte"]
        self.done: Counter[str] = Counter()

    def acts(self) -> Counter[str]:
        """Do what chance gives, ACTS times."""
        ways: list[tuple[int, Callable[[], object]]] = [
            (7, self.decides), (2, self.undoes), (3, self.publishes), (4, self.takes_back),
            (2, self.reads), (2, self.tells), (1, self.corrects), (1, self.moves), (2, self.brings_mail),
        ]  # fmt: skip
        database.connect(reuse_if_open=True)
        try:
            for _ in range(ACTS):
                (way,) = self.chance.choices([one for _, one in ways], [weight for weight, _ in ways])
                try:
                    way()
                    self.done[way.__name__] += 1
                except Refused:
                    self.done["refused"] += 1
        finally:
            database.close()
        return self.done

    def decides(self) -> None:
        nomination = decidable_nomination(self.lead, self._any_nomination())
        assert nomination is not None
        seen = decision_of(nomination)
        decide(
            nomination,
            self.chance.choice(list(Outcome)),
            vacancy=self.stage.vacancies[0],
            motivation=f"Reden {self.chance.random()}",
            words_for_candidate="Je was op tijd.",
            seen_version=seen.version if seen else 0,
            by=self.lead,
        )

    def undoes(self) -> None:
        nomination = decidable_nomination(self.lead, self._any_nomination())
        assert nomination is not None
        seen = decision_of(nomination)
        withdraw_decision(nomination, seen_version=seen.version if seen else 0, by=self.lead)

    def publishes(self) -> None:
        campaign = visible_campaign(self.lead, self.stage.campaign_id)
        assert campaign is not None
        publish_decisions(campaign, by=self.lead)

    def takes_back(self) -> None:
        relay = self._any_relay()
        found = steerable_relay(self.lead, relay.public_id) if relay else None
        if found is not None:
            take_back_decision(found, by=self.lead)

    def reads(self) -> None:
        relay = self._any_relay()
        coach = self.stage.people["pim"]
        found = visible_relay(coach, relay.public_id) if relay else None
        if found is not None:
            record_look(coach, found.decision.nomination.candidate, "result")

    def tells(self) -> None:
        relay = self._any_relay()
        found = visible_relay(self.stage.people["pim"], relay.public_id) if relay else None
        if found is not None:
            tell_candidate(found, portal_clock.now(), ToldHow.PHONE, reaction="", by=self.stage.people["pim"])

    def corrects(self) -> None:
        relay = self._any_relay()
        found = visible_relay(self.stage.people["pim"], relay.public_id) if relay else None
        if found is not None:
            correct_relay(found, by=self.stage.people["pim"])

    def moves(self) -> None:
        line = reserve_of(self.stage.vacancies[0])
        if line:
            move_on_reserve(self.chance.choice(line), up=self.chance.random() < 0.5, by=self.lead)

    def brings_mail(self) -> None:
        """As the worker does: what waits leaves, the oldest first."""
        with write_transaction():
            waiting = OutboxMail.select(OutboxMail.id).where(OutboxMail.status.in_(WAITING)).order_by(OutboxMail.id)
            ids = [row.id for row in waiting.limit(self.chance.randint(1, 4))]
            OutboxMail.update(status=Status.SENT).where(OutboxMail.id.in_(ids)).execute()

    def _any_nomination(self) -> str:
        return self.stage.nominations[self.chance.choice(NAMES)].public_id

    def _any_relay(self) -> Relay | None:
        found = list(Relay.select())
        return self.chance.choice(found) if found else None


@pytest.mark.parametrize("seed", range(2))
def test_eight_people_decide_and_publish_at_once_and_nothing_contradictory_leaves(stage: Stage, seed: int) -> None:
    # req P6, P7, Y-7
    with ThreadPoolExecutor(PEOPLE) as pool:
        counts = sum(pool.map(lambda number: Somebody(stage, number, seed).acts(), range(PEOPLE)), Counter[str]())
    assert counts.total() == PEOPLE * ACTS
    assert min(counts["decides"], counts["publishes"], counts["takes_back"], counts["refused"]) > 0
    _nothing_contradicts(stage)
    _mails_agree()


def _nothing_contradicts(stage: Stage) -> None:
    """One decision each, as many retained as there are places, an order without ties, told only what is published."""
    each = Counter(one.nomination_id for one in Decision.select())
    assert set(each.values()) <= {1}
    assert filled_places(stage.vacancies[0]) <= 2
    ranks = [one.reserve_rank for one in reserve_of(stage.vacancies[0])]
    assert None not in ranks
    assert len(set(ranks)) == len(ranks)
    for decision in Decision.select():
        relay = Relay.get_or_none(Relay.decision == decision)
        assert (decision.state == "published") == (decision.published_at is not None)
        assert decision.state == "pending" or relay is not None
        assert relay is None or relay.state == "due" or decision.state == "published"


def _mails_agree() -> None:
    """Of each decision's mails: no second result before the first was corrected, and they end as things stand.

    A result that was held back before it left needs no correction, unless somebody read it in the portal.
    """
    mails: dict[str, list[OutboxMail]] = defaultdict(list)
    for mail in OutboxMail.select().where(OutboxMail.template.in_([PUBLISHED, BACK])).order_by(OutboxMail.id):
        mails[mail.identity.rpartition(" ")[2].split(":")[1]].append(mail)
    standing = {one.public_id: one for one in Decision.select()}
    for public_id, said in mails.items():
        told = ""  # the version that the jobcoach believes in
        before: OutboxMail | None = None
        for mail in said:
            if mail.template == BACK:
                assert before is not None, "a correction of nothing"
                assert before.template == PUBLISHED, "two corrections of one result"
                told = ""
            else:
                assert not told, "a second result while the first stands"
                told = "" if mail.status == Status.SUPERSEDED else mail.identity.rpartition(":")[2]
            before = mail
        decision = standing.get(public_id)
        assert told == (str(decision.version) if decision is not None and decision.state == "published" else "")
    assert {key for key, one in standing.items() if one.state == "published"} <= set(mails)
    published = HistoryLine.select().where(HistoryLine.subject == "Decision", HistoryLine.step == "publish")
    assert OutboxMail.select().where(OutboxMail.template == PUBLISHED).count() == published.count()
