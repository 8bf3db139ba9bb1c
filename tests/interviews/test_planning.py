"""Planning a pre-selection interview in two steps, and who hears of it."""

from portal.models.calendar import CalendarEntry
from portal.models.interviews import Interview
from portal.models.outbox import MailText, OutboxMail
from portal.outbox.rendering import source_of
from tests.interviews.conftest import NewPerson
from tests.interviews.talks import USUAL, calendars, checks, newest, plans
from tests.person import Person
from tests.stage import Stage, mails


def test_nothing_leaves_before_the_mails_were_seen(stage: Stage, lotte: Person) -> None:  # req 003-15
    page = checks(lotte, stage, "Amina")
    assert "Je hebt een gesprek op donderdag 19 november 2026, 10.00–10.45 uur" in page
    assert "Preselectiegesprek voor Bakkerij De Ster" in page
    assert (Interview.select().count(), OutboxMail.select().count(), CalendarEntry.select().count()) == (0, 0, 0)


def test_jobcoach_candidate_and_interviewer_each_get_their_own_mail_and_appointment(
    stage: Stage, lotte: Person
) -> None:  # req 003-02, 003-17, 003-18, Y-13
    interview = plans(lotte, stage, "Amina", with_words="Sara van de personeelsdienst", note="Breng je rijbewijs mee.")
    assert calendars(interview) == {
        "pim@netwerk.example": (0, False),
        "lotte@netwerk.example": (0, False),
        "amina@post.example": (0, False),
    }
    assert len({entry.uid for entry in CalendarEntry.select()}) == 3
    (coach,) = mails("interviews/coach_planned")
    (leads,) = mails("interviews/interviewer_planned")
    (candidate,) = mails("interviews/candidate_planned")
    assert (coach[0], leads[0], candidate[0]) == (
        "pim@netwerk.example",
        "lotte@netwerk.example",
        "amina@post.example",
    )
    assert not any("Amina" in subject for _, subject in (coach, leads, candidate))


def test_each_appointment_says_what_its_reader_may_know(stage: Stage, lotte: Person) -> None:  # req 003-07, 003-10
    plans(lotte, stage, "Amina", with_words="Sara van de personeelsdienst", note="Breng je rijbewijs mee.")
    found = {entry.attendee_email: entry for entry in CalendarEntry.select()}
    candidate, coach, leads = (found[f"{name}.example"] for name in ("amina@post", "pim@netwerk", "lotte@netwerk"))
    assert not any("Amina" in entry.summary for entry in found.values())
    assert "Amina Z." in coach.description
    assert "Amina Z." in leads.description
    assert "Amina" not in candidate.description
    for words in ("Lotte Maes, Sara van de personeelsdienst", "Breng je rijbewijs mee.", "Bel Pim Adriaans: +32 470"):
        assert words in candidate.description
    assert candidate.url == ""
    assert coach.url.endswith(f"/interviews/{newest().public_id}")
    assert {entry.location for entry in found.values()} == {"Ovenstraat 1, Mol"}
    # Who leads the campaign planned it in person: that one is not asked to come.
    assert [entry.asks_answer for entry in (candidate, coach, leads)] == [True, True, False]


def test_the_mail_carries_the_appointment_and_the_way_to_answer(stage: Stage, lotte: Person) -> None:
    plans(lotte, stage, "Amina")
    raw = bytes(OutboxMail.get(OutboxMail.recipient == "amina@post.example").raw)
    assert b'method="REQUEST"' in raw
    assert b"/appointment/" in raw.replace(b"=\n", b"").replace(b"=\r\n", b"")
    raw = bytes(OutboxMail.get(OutboxMail.recipient == "lotte@netwerk.example").raw)
    assert b"/appointment/" not in raw.replace(b"=\n", b"").replace(b"=\r\n", b"")


def test_a_candidate_without_an_address_is_told_by_the_jobcoach(stage: Stage, lotte: Person) -> None:
    stage.nominations["Bram"].candidate.change(email="")
    page = checks(lotte, stage, "Bram")
    assert "Bram krijgt geen mail" in page
    lotte.fills_in(press="Bewaar en verstuur")
    assert set(calendars(newest())) == {"pim@netwerk.example", "lotte@netwerk.example"}


def test_a_double_click_plans_once(stage: Stage, lotte: Person) -> None:  # req P7
    checks(lotte, stage, "Amina")
    check_page = lotte.page
    lotte.fills_in(press="Bewaar en verstuur")
    count = OutboxMail.select().count()
    lotte._page = check_page
    assert "Gesprek met Amina Zomers" in lotte.fills_in(press="Bewaar en verstuur")
    assert (Interview.select().count(), OutboxMail.select().count()) == (1, count)


def test_going_back_keeps_what_was_typed(stage: Stage, lotte: Person) -> None:
    checks(lotte, stage, "Amina", note="Breng je rijbewijs mee.", with_words="Sara")
    page = lotte.fills_in(press="Pas eerst iets aan")
    assert "Breng je rijbewijs mee." in page.html
    lotte.fills_in(press="Bekijk de mails", time="11:00")
    lotte.fills_in(press="Bewaar en verstuur")
    assert (newest().note, newest().with_words, newest().starts_at.hour) == ("Breng je rijbewijs mee.", "Sara", 10)


def test_several_talks_of_various_kinds_with_one_candidate(stage: Stage, lotte: Person) -> None:  # req 003-01
    plans(lotte, stage, "Amina")
    plans(lotte, stage, "Amina", on="2026-11-20", channel="phone", place="")
    plans(lotte, stage, "Amina", on="2026-11-23", channel="video", place="https://video.example/mol")
    page = lotte.visits(f"/nominations/{stage.nominations['Amina'].public_id}")
    for words in ("Preselectiegesprek ter plaatse", "Preselectiegesprek per telefoon", "Preselectiegesprek via video"):
        assert words in page
    listed = lotte.visits(f"/campaigns/{stage.campaign_id}/interviews")
    assert listed.text.index("telefoon") < listed.text.index("videogesprek")


def test_mistakes_are_said_in_sentences(stage: Stage, lotte: Person) -> None:
    for values, words in (
        ({"on": "2026-11-16"}, "Dit moment is al voorbij"),
        ({"on": "2026-11-17", "time": "09:59"}, "Dit moment is al voorbij"),
        ({"time": "23:30"}, "na middernacht"),
        ({"minutes": 5}, "Een gesprek duurt 10 tot 240 minuten."),
        ({"minutes": "een half uur"}, "Schrijf een getal in cijfers"),
        ({"place": ""}, "Zeg waar jullie elkaar zien"),
        ({"channel": "video", "place": ""}, "Vul het webadres van het videogesprek in"),
        ({"channel": "video", "place": "video.example/mol"}, "Dit is geen webadres"),
        ({"channel": "video", "place": "https://een adres"}, "Dit is geen webadres"),
        ({"on": "2027-03-28", "time": "02:30"}, "02:30 bestaat niet op 28/03/2027"),
    ):
        assert words in checks(lotte, stage, "Amina", **values), values
    assert Interview.select().count() == 0


def test_another_talk_at_the_same_time_is_pointed_out_and_can_be_meant(stage: Stage, lotte: Person) -> None:
    plans(lotte, stage, "Amina")
    page = checks(lotte, stage, "Bram", time="10:30")
    assert "Lotte Maes leidt al een gesprek: donderdag 19 november, 10.00 uur." in page
    assert "Vink aan dat het toch op dit moment moet" in lotte.fills_in(press="Bewaar en verstuur")
    assert Interview.select().count() == 1
    lotte.fills_in(press="Bewaar en verstuur", despite_clash=True)
    assert Interview.select().count() == 2


def test_one_talk_right_after_another_is_no_clash(stage: Stage, lotte: Person) -> None:
    plans(lotte, stage, "Amina")
    assert "ander gesprek" not in checks(lotte, stage, "Bram", time="10:45")


def test_a_candidate_is_in_one_talk_at_a_time(stage: Stage, lotte: Person, new_person: NewPerson) -> None:
    plans(lotte, stage, "Amina")
    karel = new_person("karel@netwerk.example")
    page = checks(karel, stage, "Amina", time="09:30", minutes=60)
    assert "Amina heeft al een gesprek" in page


def test_a_colleague_can_lead_and_sees_that_talk_but_not_the_nomination(
    stage: Stage, lotte: Person, new_person: NewPerson
) -> None:
    colleague = stage.people["sofie"]
    colleague.change(organisation=stage.people["lotte"].organisation_id)
    interview = plans(lotte, stage, "Dries", interviewer=colleague.public_id)
    sofie = new_person("sofie@netwerk.example")
    page = sofie.visits(f"/interviews/{interview.public_id}")
    assert "Joke Dekker" in page
    assert "Zeg af" not in page
    sofie.visits(f"/nominations/{stage.nominations['Dries'].public_id}", expect=404)
    sofie.visits(f"/interviews/{interview.public_id}/change", expect=403)
    assert set(calendars(interview)) == {"joke@netwerk.example", "sofie@netwerk.example", "dries@post.example"}


def test_somebody_of_another_organisation_leads_no_talk(stage: Stage, lotte: Person) -> None:
    lotte.visits(f"/nominations/{stage.nominations['Amina'].public_id}/interviews/new")
    typed = {name: str(value) for name, value in USUAL.items()}
    once = lotte.page.tree.find(".//input[@name='once']").get("value")
    page = lotte.sends(
        lotte.page.url,
        {**typed, "once": once, "channel": "visit", "checked": "1", "interviewer": stage.people["joke"].public_id},
    )
    assert "fout" in page.text.lower() or "klopt nog iets niet" in page
    assert Interview.select().count() == 0


def test_a_talk_is_planned_by_the_lead_or_the_leading_coordinator_only(
    stage: Stage, lotte: Person, new_person: NewPerson
) -> None:
    path = f"/nominations/{stage.nominations['Amina'].public_id}/interviews/new"
    for name, status in (("karel", 200), ("pim", 403), ("an", 403), ("joke", 404), ("emma", 404)):
        new_person(f"{name}@netwerk.example").visits(path, expect=status)


def test_only_for_who_is_put_forward_in_a_campaign_that_runs(stage: Stage, lotte: Person) -> None:
    lotte.visits(f"/nominations/{stage.nominations['Amina'].public_id}/interviews/new")
    stage.nominations["Amina"].change(state="withdrawn")
    assert "niet voorgedragen" in lotte.fills_in(press="Bekijk de mails", expect=409, **USUAL)
    stage.nominations["Amina"].change(state="put_forward")
    stage.campaign.change(state="closed")
    lotte.visits(f"/nominations/{stage.nominations['Amina'].public_id}/interviews/new")
    assert "loopt niet" in lotte.fills_in(press="Bekijk de mails", expect=409, **USUAL)


def test_a_candidate_reads_it_in_the_own_language(stage: Stage, lotte: Person) -> None:
    stage.nominations["Amina"].candidate.change(language="en")
    plans(lotte, stage, "Amina", channel="phone", place="")
    ((_, subject),) = mails("interviews/candidate_planned")
    assert subject == "You have an interview on Thursday 19 November 2026, 10:00–10:45"
    entry = CalendarEntry.get(CalendarEntry.attendee_email == "amina@post.example")
    assert entry.summary == "Interview for a job at Bakkerij De Ster"
    assert "You will be called at this time." in entry.description
    text = bytes(OutboxMail.get(OutboxMail.recipient == "amina@post.example").raw).decode()
    assert "0499 00 00 00" in text


def test_another_text_for_the_candidate_is_read_before_it_leaves(stage: Stage, lotte: Person) -> None:  # req 003-15
    assert "Het is geen examen." not in checks(lotte, stage, "Amina")
    chosen = "Met uitleg: zo gaat een gesprek"
    # Chosen and sent at once: it is shown first.
    assert "Het is geen examen." in lotte.fills_in(press="Bewaar en verstuur", text=chosen)
    assert Interview.select().count() == 0
    lotte.fills_in(press="Bewaar en verstuur")
    row = OutboxMail.get(OutboxMail.recipient == "amina@post.example")
    assert b"Het is geen examen." in bytes(row.raw)
    assert b"Het is geen examen." not in bytes(OutboxMail.get(OutboxMail.recipient == "pim@netwerk.example").raw)


def test_a_text_can_be_looked_at_and_left_again(stage: Stage, lotte: Person) -> None:  # req 003-15
    checks(lotte, stage, "Amina")
    lotte.fills_in(press="Lees de mail met deze tekst", text="Met uitleg: zo gaat een gesprek")
    assert "Het is geen examen." not in lotte.fills_in(press="Lees de mail met deze tekst", text="Standaardtekst")
    assert Interview.select().count() == 0


def test_a_text_of_the_own_organisation_can_be_chosen(stage: Stage, lotte: Person) -> None:  # req 003-15
    source = source_of("interviews/candidate_planned", "nl")
    MailText.create(
        organisation=stage.people["lotte"].organisation,
        template="interviews/candidate_planned",
        language="nl",
        name="Voor de winkel",
        number=1,
        subject=source.subject,
        body=f"Koffie staat klaar.\n\n{source.body}",
        by=stage.people["lotte"],
    )
    checks(lotte, stage, "Amina")
    assert "Koffie staat klaar." in lotte.fills_in(press="Lees de mail met deze tekst", text="Voor de winkel")
    lotte.fills_in(press="Bewaar en verstuur")
    assert b"Koffie staat klaar." in bytes(OutboxMail.get(OutboxMail.recipient == "amina@post.example").raw)
