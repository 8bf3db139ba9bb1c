"""The relay: the jobcoach tells it, two working days run, reminders and escalation follow by themselves."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal import clock as portal_clock
from portal.actions.decisions import decide, publish_decisions, take_back_decision, tell_candidate
from portal.actions.reminding.decisions import escalate_untold_results, remind_jobcoaches_to_tell
from portal.models.campaigns import Campaign
from portal.models.decisions import Relay
from portal.models.outbox import OutboxMail
from portal.queries.decisions import steerable_relay, visible_relay
from portal.rules.decisions import Outcome, ToldHow
from portal.rules.refusals import ChangedMeanwhile, Refused
from tests.clock import Clock
from tests.person import Person
from tests.stage import Stage, mails, set_stage

NewPerson = Callable[..., Person]


@pytest.fixture
def stage(app: Flask, clock: Clock) -> Stage:
    """Amina is retained, published on Tuesday 17 November at 10 o'clock: due on Thursday at 17 o'clock."""
    stage = set_stage(app)
    decide(
        stage.decidable("Amina"),
        Outcome.RETAINED,
        vacancy=stage.vacancies[0],
        motivation="Pakte meteen aan.",
        words_for_candidate="Welkom bij ons.",
        seen_version=0,
        by=stage.people["lotte"],
    )
    publish_decisions(stage.campaign, by=stage.people["lotte"])
    return stage


def _relay(stage: Stage) -> Relay:
    found = visible_relay(stage.people["pim"], Relay.get().public_id)
    assert found is not None
    return found


def test_the_jobcoach_reads_the_result_and_notes_when_and_how_it_was_told(
    stage: Stage, new_person: NewPerson
) -> None:  # req 001-24, 000-20, X-01
    pim = new_person("pim@netwerk.example")
    home = pim.visits("/")
    assert "Vertel Amina het resultaat" in home
    assert "donderdag 19 november, 17.00 uur" in home
    page = pim.clicks("Lees en vertel Vertel Amina het resultaat")
    assert "Pakte meteen aan." in page
    assert "Welkom bij ons." in page
    pim.fills_in(press="Noteer dat het verteld is", told_how="phone", reaction="Was heel blij.")
    relay = Relay.get()
    assert (relay.state, relay.told_how, relay.told_by) == ("told", "phone", stage.people["pim"])
    assert "Amina weet het" in pim.page
    assert "Vertel Amina" not in pim.visits("/")


def test_a_moment_in_the_future_or_before_the_decision_is_refused(stage: Stage) -> None:
    relay = _relay(stage)
    with pytest.raises(Refused, match="moet nog komen"):
        tell_candidate(
            relay,
            portal_clock.now().replace(hour=23),
            ToldHow.PHONE,
            reaction="",
            by=stage.people["pim"],
        )
    with pytest.raises(Refused, match="vóór de bekendmaking"):
        tell_candidate(relay, portal_clock.now().replace(hour=1), ToldHow.PHONE, reaction="", by=stage.people["pim"])
    assert Relay.get().state == "due"


def test_colleagues_see_it_but_the_jobcoach_or_coordinator_notes_it(stage: Stage, new_person: NewPerson) -> None:
    path = f"/relays/{Relay.get().public_id}"
    new_person("sofie@netwerk.example").visits(path, expect=403)
    new_person("an@netwerk.example").visits(path)
    new_person("joke@netwerk.example").visits(path, expect=404)
    new_person("emma@netwerk.example").visits(path, expect=404)


def test_the_jobcoach_is_reminded_once_a_day_from_a_day_before(stage: Stage, clock: Clock) -> None:
    # req 001-24, Y-1, Y-14
    def remind() -> int:
        return remind_jobcoaches_to_tell(portal_clock.now())

    assert remind() == 0
    clock.go_to("2026-11-18 17:30")
    assert [remind(), remind()] == [1, 0]
    clock.go_to("2026-11-19 17:29")
    assert remind() == 0
    clock.go_to("2026-11-19 17:31")
    assert remind() == 1
    assert [recipient for recipient, _ in mails("decisions/relay_reminder")] == ["pim@netwerk.example"] * 2


def test_nobody_is_reminded_of_what_is_done(stage: Stage, clock: Clock) -> None:  # req Y-14
    tell_candidate(_relay(stage), portal_clock.now(), ToldHow.IN_PERSON, reaction="", by=stage.people["pim"])
    clock.go_to("2026-11-25 09:00")
    assert remind_jobcoaches_to_tell(portal_clock.now()) == 0
    assert escalate_untold_results(portal_clock.now()) == 0


def test_past_due_the_lead_hears_it_once_and_then_the_coordinator(
    stage: Stage, clock: Clock, new_person: NewPerson
) -> None:  # req X-01
    clock.go_to("2026-11-19 16:59")
    assert escalate_untold_results(portal_clock.now()) == 0
    clock.go_to("2026-11-19 17:01")
    assert [escalate_untold_results(portal_clock.now()) for _ in range(2)] == [1, 0]
    assert [recipient for recipient, _ in mails("decisions/relay_overdue")] == ["lotte@netwerk.example"]
    clock.go_to("2026-11-20 12:59")
    assert escalate_untold_results(portal_clock.now()) == 0
    assert "Kandidaten van jullie" not in new_person("an@netwerk.example").visits("/")
    clock.go_to("2026-11-20 13:01")  # four working hours later
    assert [escalate_untold_results(portal_clock.now()) for _ in range(2)] == [1, 0]
    assert [recipient for recipient, _ in mails("decisions/relay_overdue")] == [
        "lotte@netwerk.example",
        "an@netwerk.example",
    ]
    assert not any("Amina" in subject for _, subject in mails("decisions/relay_overdue"))
    an = new_person("an@netwerk.example")
    assert "Kandidaten van jullie die het resultaat nog niet weten: 1" in an.visits("/")
    assert "Amina Zomers" in an.clicks("Bekijk wie je belt Kandidaten van jullie die het resultaat nog niet weten: 1")
    assert "Kandidaten die het resultaat nog niet weten: 1" in new_person("lotte@netwerk.example").visits("/")


def test_nobody_is_told_to_call_herself(stage: Stage, clock: Clock) -> None:  # req X-01
    Campaign.update(lead=stage.people["pim"]).where(Campaign.public_id == stage.campaign_id).execute()
    clock.go_to("2026-11-19 17:01")
    assert escalate_untold_results(portal_clock.now()) == 1
    assert {recipient for recipient, _ in mails("decisions/relay_overdue")} == {"an@netwerk.example"}
    assert remind_jobcoaches_to_tell(portal_clock.now()) == 1
    (reminder,) = OutboxMail.select().where(OutboxMail.template == "decisions/relay_reminder")
    assert reminder.recipient == "pim@netwerk.example"
    assert b"Lukt het niet?" not in bytes(reminder.raw)


def test_a_mistake_is_taken_back_before_it_is_told(stage: Stage, new_person: NewPerson) -> None:  # req Y-7
    lotte = new_person("lotte@netwerk.example")
    OutboxMail.update(status="sent").execute()
    lotte.visits(f"/campaigns/{stage.campaign_id}/relays")
    page = lotte.clicks("Neem terug Amina")
    assert "De mail aan Pim Adriaans is vertrokken." in page
    assert "De jobcoach krijgt meteen een mail" in page
    lotte.clicks("Neem het resultaat terug")
    lotte.sends(f"/relays/{Relay.get().public_id}/take-back", expect=404)
    assert mails("decisions/result_taken_back")[0][0] == "pim@netwerk.example"
    new_person("pim@netwerk.example").visits(f"/relays/{Relay.get().public_id}", expect=404)
    assert publish_decisions(stage.campaign, by=stage.people["lotte"]) == 1
    assert len(mails("decisions/result_published")) == 2


def test_what_the_candidate_knows_is_not_taken_back(stage: Stage) -> None:
    tell_candidate(_relay(stage), portal_clock.now(), ToldHow.PHONE, reaction="", by=stage.people["pim"])
    relay = steerable_relay(stage.people["lotte"], Relay.get().public_id)
    assert relay is not None
    with pytest.raises(Refused, match="weet dit al"):
        take_back_decision(relay, by=stage.people["lotte"])


def test_a_note_by_mistake_is_put_right_and_the_clock_runs_on(stage: Stage, new_person: NewPerson) -> None:
    tell_candidate(_relay(stage), portal_clock.now(), ToldHow.PHONE, reaction="", by=stage.people["pim"])
    pim = new_person("pim@netwerk.example")
    pim.visits(f"/relays/{Relay.get().public_id}")
    pim.clicks("Dit klopt niet, zet recht")
    assert Relay.get().state == "due"
    assert "Vertel Amina het resultaat" in pim.visits("/")


def test_what_nobody_heard_is_taken_back_without_a_mail(stage: Stage, new_person: NewPerson) -> None:  # req Y-7
    lotte = new_person("lotte@netwerk.example")
    page = lotte.visits(f"/relays/{Relay.get().public_id}/take-back")
    assert "De mail aan Pim Adriaans is nog niet vertrokken." in page
    assert "Er vertrekt ook geen andere mail." in page
    lotte.clicks("Neem het resultaat terug")
    assert mails("decisions/result_taken_back") == []
    assert {mail.status for mail in OutboxMail.select()} == {"superseded"}


def test_who_read_the_result_before_the_mail_left_hears_of_the_mistake(stage: Stage, new_person: NewPerson) -> None:
    # req Y-7
    new_person("pim@netwerk.example").visits(f"/relays/{Relay.get().public_id}")
    lotte = new_person("lotte@netwerk.example")
    assert "Iemand van Stap Vooruit las het resultaat" in lotte.visits(f"/relays/{Relay.get().public_id}/take-back")
    lotte.clicks("Neem het resultaat terug")
    assert [to for to, _ in mails("decisions/result_taken_back")] == ["pim@netwerk.example"]


def test_who_told_what_was_taken_back_meanwhile_is_stopped(stage: Stage) -> None:  # req P6, Y-7
    stale = _relay(stage)
    take_back_decision(_relay(stage), by=stage.people["lotte"])
    with pytest.raises(ChangedMeanwhile, match="teruggenomen"):
        tell_candidate(stale, portal_clock.now(), ToldHow.PHONE, reaction="", by=stage.people["pim"])
    publish_decisions(stage.campaign, by=stage.people["lotte"])
    tell_candidate(_relay(stage), portal_clock.now(), ToldHow.PHONE, reaction="", by=stage.people["pim"])
    with pytest.raises(Refused, match="weet dit al"):
        take_back_decision(stale, by=stage.people["lotte"])
