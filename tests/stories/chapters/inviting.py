"""The partners: asked by mail, with the info session for their calendar; they answer by the link."""

from datetime import date, time

from tests.person import Person
from tests.stories.chapters.preparing import AGREEMENTS, FIRST_SESSION
from tests.stories.telling import Story

INVITED = "Doe je mee? Selectiedag bij Bakkerij De Korenaar"
MOVED_SESSION = "13/10 10:00–11:30 Infosessie bij Bakkerij De Korenaar"
DEADLINE = "23/10 16:30–17:00 Uiterste moment: kandidaten voordragen voor Bakkerij De Korenaar"
MOVED_DEADLINE = "24/10 16:30–17:00 Uiterste moment: kandidaten voordragen voor Bakkerij De Korenaar"
PARTNERS = ("pim", "joke", "sam")


def the_lead_invites_three_mediators_to_the_company(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/partners/invite")
    by_name = {label: box for box, label in _contacts_offered(lotte)}
    chosen = [by_name[story.people[who].name] for who in PARTNERS]
    lotte.fills_in("#contacts", contacts=chosen)
    assert "Een echt voorbeeld" in lotte.page
    lotte.clicks("Verstuur 3 mails")
    assert "3 uitnodigingen verstuurd." in lotte.page
    lotte.visits(f"{story.found['campaign']}/partners/invite")
    assert _contacts_offered(lotte) == []
    for who in PARTNERS:
        letter = story.opens_mail(who, INVITED)
        for words in ("drie mensen aanwerven", "Inpakker", "Hulpbakker", "Lotte Maes", "014 11 22 33"):
            assert words in letter
        assert story.diary_of(who).standing == [FIRST_SESSION]


def a_mediator_without_an_account_answers_by_the_link_and_brings_a_colleague(story: Story) -> None:
    pim = story.follows("pim", INVITED, "Antwoord op de uitnodiging", signed_in=False)
    assert "Dag Pim Adriaans." in pim.page
    assert AGREEMENTS.splitlines()[1] in pim.page
    pim.fills_in("Verstuur je antwoord", accepts="yes", comes="yes", comes_with="Sofie Bos", agrees=True)
    assert "Fijn dat je meedoet!" in pim.page


def he_makes_an_account_by_the_next_mail_and_finds_the_campaign_there(story: Story) -> None:
    pim = story.follows("pim", "Fijn dat je meedoet", "Maak je account om kandidaten voor te dragen", signed_in=False)
    pim.fills_in(password=Person.PASSWORD, password_confirm=Person.PASSWORD)
    pim.visits("/profile")
    pim.fills_in("Bewaar", phone=story.people["pim"].phone)
    pim.visits("/campaigns")
    pim.clicks("Samen bakken aan werk")
    assert "Je aanvaardde deze versie" in pim.page
    assert story.diary_of("pim").standing == [FIRST_SESSION, DEADLINE]


def another_declines_and_the_session_leaves_her_calendar(story: Story) -> None:
    joke = story.follows("joke", INVITED, "Antwoord op de uitnodiging", signed_in=False)
    joke.fills_in("Verstuur je antwoord", accepts="no", reason="Wij zitten dan al vol.")
    assert "Bedankt voor je antwoord." in joke.page
    assert story.diary_of("joke").standing == []
    assert "Genoteerd: je doet niet mee" in story.opens_mail("joke", "Genoteerd").subject


def the_lead_asks_her_again_and_now_she_takes_part(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/partners")
    lotte.clicks("Joke Dekker")
    assert "Wij zitten dan al vol." in lotte.page
    lotte.clicks("Nodig opnieuw uit")
    assert "Joke Dekker is opnieuw uitgenodigd." in lotte.page
    joke = story.follows("joke", INVITED, "Antwoord op de uitnodiging")
    joke.fills_in("Verstuur je antwoord", accepts="yes", comes="no", agrees=True)
    assert story.diary_of("joke").standing == [DEADLINE]


def the_session_moves_and_moves_in_every_calendar(story: Story) -> None:
    told = {who: story.diary_of(who).revisions for who in PARTNERS}
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/dates")
    lotte.fills_in(info_session_on=date(2026, 10, 13), info_session_time=time(10, 0))
    # Sam hears of the dates; Pim and Joke also have the deadline; Lotte and Emma the session that they hold.
    lotte.clicks(_the_button_that_sends(lotte, "7 mails"))
    lotte.visits(story.found["campaign"])
    assert "zaterdag 24 oktober, 17.00 uur" in lotte.page
    for who in PARTNERS:
        diary = story.diary_of(who)
        assert diary.standing == [MOVED_SESSION, *([MOVED_DEADLINE] if who != "sam" else [])]
        for uid, revisions in diary.revisions.items():
            before, after = told[who][uid][-1], revisions[-1]
            assert (after.uid, after.sequence) == (before.uid, before.sequence + 1)


def who_comes_says_so_again(story: Story) -> None:
    pim = story.follows("pim", "Nieuwe data", "Bekijk en antwoord")
    pim.fills_in("Verstuur je antwoord", comes="yes", comes_with="Sofie Bos")
    joke = story.follows("joke", "Nieuwe data", "Bekijk en antwoord", signed_in=False)
    joke.fills_in("Verstuur je antwoord", comes="no")
    assert story.diary_of("joke").standing == [MOVED_DEADLINE]
    emma = story.follows("emma", "Gewijzigd: infosessie", "Laat weten of je komt", signed_in=False)
    emma.fills_in("Ik kom")
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/partners")
    assert "komt met Sofie Bos" in lotte.page


def who_has_not_answered_is_reminded_and_only_she(story: Story) -> None:
    with story.mails_go_to(sam=1):
        story.until("2026-10-10 12:00")
    assert "Nog even je antwoord" in story.opens_mail("sam", "antwoord").subject
    assert story.diary_of("sam").standing == [MOVED_SESSION]
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/partners")
    lotte.clicks("Sam Dewolf")
    assert "Stuur een herinnering" not in lotte.page.buttons
    assert "een volgende kan later" in lotte.page
    with story.mails_go_to():
        story.until("2026-10-13 15:00")


def the_lead_changes_the_agreements_and_the_partners_accept_again(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/agreements")
    lotte.fills_in(text=f"{AGREEMENTS}\n3. De jobcoach is er op de eerste stagedag zelf bij.")
    lotte.clicks(_the_button_that_sends(lotte, "2 mails"))
    lotte.visits(f"{story.found['campaign']}/partners")
    assert "alleen versie 1" in lotte.page
    for who in ("pim", "joke"):
        partner = story.follows(who, "Nieuwe afspraken", "Lees en aanvaard de afspraken")
        assert "De jobcoach is er op de eerste stagedag zelf bij." in partner.page
        partner.fills_in("Verstuur je antwoord", agrees=True)
    lotte.visits(f"{story.found['campaign']}/partners")
    assert "alleen versie 1" not in lotte.page
    assert lotte.page.text.count("aanvaard (versie 2)") == 3


def _contacts_offered(person: Person) -> list[tuple[str, str]]:
    """The value of each box in the list of contacts, and the name beside it."""
    boxes = person.page.tree.findall(".//input[@name='contacts']")
    labels = {label.get("for"): "".join(label.itertext()) for label in person.page.tree.iter("label")}
    return [(str(box.get("value")), labels[box.get("id")].partition(" ·")[0].strip()) for box in boxes]


def _the_button_that_sends(person: Person, many: str) -> str:
    """On the page to check before sending: its words say what happens and how many mails leave."""
    (found,) = [one for one in person.page.buttons if one.endswith(many)]
    return str(found)
