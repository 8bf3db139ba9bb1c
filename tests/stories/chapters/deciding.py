"""Lead and employer decide; all is made known at once; the jobcoach tells it, or is reminded to."""

from datetime import time
from typing import Any

from tests.stories.postbox import Letter
from tests.stories.telling import Story

RESULT = "Er is een resultaat"
DECISIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "emma",
        "Amina B.",
        {
            "outcome": "retained",
            "vacancy": "Inpakker (0 van 2 gevuld)",
            "motivation": "Pakt aan en vraagt uitleg.",
            "words_for_candidate": "Je mag op stage komen!",
        },
    ),
    ("lotte", "Dries H.", {"outcome": "reserve", "motivation": "Goed, maar er zijn twee plaatsen."}),
    (
        "lotte",
        "Bram V.",
        {
            "outcome": "not_retained",
            "motivation": "Hij was er niet.",
            "words_for_candidate": "We misten je. Een volgende keer ben je welkom.",
        },
    ),
)


def employer_and_lead_decide_with_a_reason(story: Story) -> None:
    for who, name, answers in DECISIONS:
        person = story.sits_down(who)
        person.visits(f"{story.found['campaign']}/decisions")
        person.clicks(f"Beslis {name}")
        person.fills_in("Bewaar de beslissing", **answers)
        assert "Niemand hoort ze voor de trekker ze bekendmaakt." in person.page


def nobody_hears_it_before_all_is_made_known(story: Story) -> None:
    with story.mails_go_to():
        story.until("2026-10-30 16:30")
    emma = story.sits_down("emma")
    emma.visits(f"{story.found['campaign']}/decisions/publish", expect=403)
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/decisions/publish")
    assert "dinsdag 3 november, 17.00 uur" in lotte.page  # two working days; 1 November is a Sunday
    with story.mails_go_to(pim=2, joke=1):
        lotte.clicks("Maak 3 beslissingen bekend")


def the_mail_itself_gives_nothing_away(story: Story) -> None:
    for letter in _results(story, "pim") + _results(story, "joke"):
        for secret in ("Amina", "Bram", "Dries", "eerhouden", "eserve"):
            assert secret not in letter.text


def the_jobcoach_tells_his_candidates_in_time(story: Story) -> None:
    story.until("2026-11-02 10:00")
    told = []
    for letter, how in zip(_results(story, "pim"), ("phone", "in_person"), strict=True):
        pim = story.sits_down("pim")
        pim.visits(letter.leads_to("Lees het resultaat"))
        assert "Pakt aan en vraagt uitleg." in pim.page or "Hij was er niet." in pim.page
        pim.fills_in("Noteer dat het verteld is", told_time=time(9, 45), told_how=how, reaction="Begrijpt het.")
        told.append(pim.page.heading)
    assert sorted(told) == ["Resultaat van Amina Belhaj", "Resultaat van Bram Verlinden"]
    (joke,) = _results(story, "joke")
    story.sits_down("pim").visits(joke.leads_to("Lees het resultaat"), expect=404)


def who_is_too_late_is_reminded_and_then_it_is_said_higher_up(story: Story) -> None:
    with story.mails_go_to(joke=1):
        story.until("2026-11-02 18:00")
    assert "wacht nog op het resultaat" in story.opens_mail("joke", "resultaat").subject
    with story.mails_go_to(joke=1, lotte=1, pim=1):  # Pim hears that a file nobody works on is to be erased
        story.until("2026-11-04 09:30")
    assert "binnenkort gewist" in story.opens_mail("pim", "gewist").subject
    with story.mails_go_to(an=1):
        story.until("2026-11-04 13:30")  # it lasts: the coordinator hears it too
    an = story.follows("an", "weet het resultaat nog niet", "Bekijk de terugkoppeling")
    assert "Dries" in an.page
    lotte = story.follows("lotte", "weet het resultaat nog niet", "Bekijk de terugkoppeling")
    assert "te laat" in lotte.page


def she_tells_it_and_the_reminders_stop(story: Story) -> None:
    joke = story.follows("joke", "wacht nog op het resultaat", "Lees het resultaat")
    joke.fills_in("Noteer dat het verteld is", told_time=time(9, 15), told_how="phone")
    assert "Dries weet het" in joke.page
    with story.mails_go_to():
        story.until("2026-11-05 18:00")
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/relays")
    assert "3 van 3 verteld" in lotte.page


def _results(story: Story, who: str) -> list[Letter]:
    story.the_post_leaves()
    return [letter for letter in story.postbox.of(story.people[who].email) if letter.subject.startswith(RESULT)]
