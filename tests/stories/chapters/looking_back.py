"""When all is over: who got which mail, what stands in whose calendar, and what nobody should know."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from portal.models.outbox import OutboxMail
from tests.calendar.linter import calendar_of, faults_of_feed, faults_of_mail
from tests.calendar.readers import READERS, Found
from tests.stories.appointments import BRUSSELS, diaries
from tests.stories.postbox import Letter
from tests.stories.telling import Story
from tests.stories.the_people import CANDIDATES

AT_THE_BAKERY = "bij Bakkerij De Korenaar"
CAMPAIGN = "Samen bakken aan werk"
START = f"De stage {AT_THE_BAKERY} start op maandag 9 november 2026, 8.30 uur"
EVALUATE = f"Vul de evaluatie in van de stage {AT_THE_BAKERY}"
COMPLETE = f"De drie evaluaties zijn er: stage {AT_THE_BAKERY}"
SESSION_HELD = [
    f"Infosessie {AT_THE_BAKERY}: maandag 12 oktober 2026, 10.00–11.30 uur",
    f"Gewijzigd: infosessie {AT_THE_BAKERY}, dinsdag 13 oktober 2026, 10.00–11.30 uur",
]
UNTIL = [
    "Voor je agenda: voordragen voor Bakkerij De Korenaar kan tot vrijdag 23 oktober 2026, 17.00 uur",
    "Gewijzigd: voordragen voor Bakkerij De Korenaar kan tot zaterdag 24 oktober 2026, 17.00 uur",
]
COMING = "Kom je? Je afspraak van"
LOOKING_BACK = "maandag 23 november 2026, 14.00 uur"
# Who never says whether he or she comes is asked three days before, and the day before.
ASKED_FOR_ANSWERS = [
    f"{COMING} maandag 9 november 2026, 8.30 uur",
    f"{COMING} {LOOKING_BACK}",
    f"{COMING} {LOOKING_BACK}",
]
AFTERCARE = [
    "maandag 30 november 2026",
    "donderdag 10 december 2026",
    "donderdag 24 december 2026",
    "woensdag 24 februari 2027",
    "maandag 24 mei 2027",
]
OVERDUE = f"Een kandidaat weet het resultaat nog niet: {CAMPAIGN}"

# Once a day for all candidates together; a week before a file goes; each Monday on which somebody looked.
NEWS, TO_BE_ERASED = "Nieuws over kandidaten", "Gegevens die binnenkort gewist worden"
LOOKS = "Weekoverzicht inzages: De Brug"

WITH_AN_ACCOUNT = ("lotte", "karel", "emma", "pim", "dirk")

# Every mail of the whole campaign, in the order in which each person got them. Ada and Carla got none.
MAILS = {
    "lotte": [
        "Je account bij Werkwijzer Kempen staat klaar",
        *SESSION_HELD,
        f"Nieuwe voordracht voor {CAMPAIGN}",
        f"Nieuwe voordracht voor {CAMPAIGN}",
        f"Nieuwe voordracht voor {CAMPAIGN}",
        f"Voordracht ingetrokken voor {CAMPAIGN}",
        f"Nieuwe voordracht voor {CAMPAIGN}",
        f"De selectiedag {AT_THE_BAKERY} staat in je agenda",
        OVERDUE,
        COMPLETE,
    ],
    "karel": ["Je account bij Werkwijzer Kempen staat klaar"],
    "emma": [
        "Je account bij Bakkerij De Korenaar staat klaar",
        *SESSION_HELD,
        f"Selectiedag {AT_THE_BAKERY}: je uren",
        f"Gewijzigd: je uren op de selectiedag {AT_THE_BAKERY}",
        f"{COMING} vrijdag 30 oktober 2026, 9.35 uur",
        START,
        f"Samen terugkijken op de stage: {LOOKING_BACK}",
        *ASKED_FOR_ANSWERS,
        EVALUATE,
        COMPLETE,
    ],
    "ivo": [
        f"Selectiedag {AT_THE_BAKERY}: je uren",
        f"Gewijzigd: je uren op de selectiedag {AT_THE_BAKERY}",
        f"{COMING} vrijdag 30 oktober 2026, 9.35 uur",
    ],
    "rik": [
        f"Selectiedag {AT_THE_BAKERY}: je uren",
        f"{COMING} vrijdag 30 oktober 2026, 10.40 uur",
        START,
        f"Samen terugkijken op de stage: {LOOKING_BACK}",
        *ASKED_FOR_ANSWERS,
    ],
    "pim": [
        f"Doe je mee? Selectiedag {AT_THE_BAKERY}",
        f"Fijn dat je meedoet: selectiedag {AT_THE_BAKERY}",
        *UNTIL,
        f"Nieuwe data: selectiedag {AT_THE_BAKERY}",
        f"Nieuwe afspraken voor de selectiedag {AT_THE_BAKERY}",
        f"Je voordracht voor {CAMPAIGN} is goed aangekomen",
        f"Je voordracht voor {CAMPAIGN} is goed aangekomen",
        f"Je voordracht voor {CAMPAIGN} is goed aangekomen",
        f"Selectiedag {AT_THE_BAKERY}: de uren van je kandidaat",
        f"Selectiedag {AT_THE_BAKERY}: de uren van je kandidaat",
        f"Gewijzigd: de uren van je kandidaat op de selectiedag {AT_THE_BAKERY}",
        f"Je kandidaat staat niet meer op de planning van de selectiedag {AT_THE_BAKERY}",
        f"Er is een resultaat: {CAMPAIGN}",
        f"Er is een resultaat: {CAMPAIGN}",
        NEWS,
        TO_BE_ERASED,
        START,
        f"Evaluatie van de stage {AT_THE_BAKERY}: {LOOKING_BACK}",
        f"Opvolgmoment {AT_THE_BAKERY}: maandag 9 november 2026, 16.00–16.30 uur",
        f"Opvolgmoment {AT_THE_BAKERY}: donderdag 12 november 2026, 10.00–10.30 uur",
        f"Opvolgmoment {AT_THE_BAKERY}: maandag 16 november 2026, 10.00–10.30 uur",
        f"Opvolgmoment {AT_THE_BAKERY}: donderdag 19 november 2026, 10.00–10.30 uur",
        TO_BE_ERASED,
        EVALUATE,
        COMPLETE,
        *(f"Nazorg {AT_THE_BAKERY}: {day}, 10.00–10.30 uur" for day in AFTERCARE),
        NEWS,
    ],
    "joke": [
        "Je account bij De Brug staat klaar",
        f"Doe je mee? Selectiedag {AT_THE_BAKERY}",
        f"Genoteerd: je doet niet mee {AT_THE_BAKERY}",
        f"Doe je mee? Selectiedag {AT_THE_BAKERY}",
        f"Fijn dat je meedoet: selectiedag {AT_THE_BAKERY}",
        *UNTIL,
        f"Nieuwe data: selectiedag {AT_THE_BAKERY}",
        f"Genoteerd: je komt niet naar de infosessie {AT_THE_BAKERY}",
        f"Nieuwe afspraken voor de selectiedag {AT_THE_BAKERY}",
        "Kandidaten voordragen voor Bakkerij De Korenaar kan nog even",
        "Je krijgt meer tijd om kandidaten voor te dragen voor Bakkerij De Korenaar",
        f"Je voordracht voor {CAMPAIGN} is goed aangekomen",
        f"Selectiedag {AT_THE_BAKERY}: de uren van je kandidaat",
        f"Morgen selectiedag {AT_THE_BAKERY}: weet je kandidaat de uren?",
        f"Er is een resultaat: {CAMPAIGN}",
        NEWS,
        f"Je kandidaat wacht nog op het resultaat: {CAMPAIGN}",
        f"Je kandidaat wacht nog op het resultaat: {CAMPAIGN}",
        TO_BE_ERASED,
    ],
    "an": ["Je account bij De Brug staat klaar", OVERDUE],
    "dirk": ["Je account bij De Brug staat klaar", LOOKS, LOOKS, LOOKS],
    "sam": [
        f"Doe je mee? Selectiedag {AT_THE_BAKERY}",
        f"Nieuwe data: selectiedag {AT_THE_BAKERY}",
        f"Nog even je antwoord: selectiedag {AT_THE_BAKERY}",
    ],
    "amina": [
        f"Jouw selectiedag {AT_THE_BAKERY}",
        f"Morgen: jouw selectiedag {AT_THE_BAKERY}",
        "Je stage start op maandag 9 november 2026, 8.30 uur",
        f"We praten over je stage op {LOOKING_BACK}",
        *ASKED_FOR_ANSWERS,
        "Hoe was je stage?",
    ],
    "bram": [
        f"Jouw selectiedag {AT_THE_BAKERY}",
        f"Nieuwe uren: jouw selectiedag {AT_THE_BAKERY}",
        f"Morgen: jouw selectiedag {AT_THE_BAKERY}",
        f"Je afspraak op de selectiedag {AT_THE_BAKERY} vervalt",
    ],
    "dries": [f"Jouw selectiedag {AT_THE_BAKERY}", f"Morgen: jouw selectiedag {AT_THE_BAKERY}"],
}

SESSION = "13/10 10:00–11:30 Infosessie bij Bakkerij De Korenaar"
FIRST_DAY = "09/11 08:30–09:30 Start van de stage bij Bakkerij De Korenaar"
AFTERCARE_DAYS = ("30/11", "10/12", "24/12", "24/02", "24/05")
TOGETHER = "23/11 14:00–15:00 Evaluatie van de stage bij Bakkerij De Korenaar"
# What stands in everybody's calendar at the end; the hours of the selection day are the planner's to choose.
CALENDARS = {
    "lotte": [SESSION, "30/10 … Selectiedag bij Bakkerij De Korenaar"],
    "emma": [SESSION, "30/10 … Speeddates bij Bakkerij De Korenaar", FIRST_DAY, TOGETHER],
    "ivo": ["30/10 … Speeddates bij Bakkerij De Korenaar"],
    "rik": ["30/10 … Rondleidingen bij Bakkerij De Korenaar", FIRST_DAY, TOGETHER],
    "pim": [
        SESSION,
        "24/10 16:30–17:00 Uiterste moment: kandidaten voordragen voor Bakkerij De Korenaar",
        "30/10 … Selectiedag bij Bakkerij De Korenaar",
        FIRST_DAY,
        "09/11 16:00–16:30 Opvolging van een stage (telefoon), Bakkerij De Korenaar",
        "12/11 10:00–10:30 Opvolging van een stage (bezoek), Bakkerij De Korenaar",
        "16/11 10:00–10:30 Opvolging van een stage (telefoon), Bakkerij De Korenaar",
        "19/11 10:00–10:30 Opvolging van een stage (bezoek), Bakkerij De Korenaar",
        TOGETHER,
        *(
            f"{day} 10:00–10:30 Nazorg (telefoon), Bakkerij De Korenaar"
            for day in ["30/11", "10/12", "24/12", "24/02", "24/05"]
        ),
    ],
    "joke": [
        "26/10 11:30–12:00 Uiterste moment: kandidaten voordragen voor Bakkerij De Korenaar",
        "30/10 … Selectiedag bij Bakkerij De Korenaar",
    ],
    "sam": [SESSION],
    "amina": ["30/10 … Selectiedag bij Bakkerij De Korenaar", FIRST_DAY, TOGETHER],
    "bram": [],
    "dries": ["30/10 … Selectiedag bij Bakkerij De Korenaar"],
}

# Who read the first name of a candidate in a mail or a calendar: the own jobcoach, and the candidate.
NAMED_TO = {"amina": {"pim", "amina"}, "bram": {"pim", "bram"}, "carla": set(), "dries": {"joke", "dries"}}
# Who may read it once it is about the internship: also the lead, and who receives her at work.
AT_WORK = {"amina": {"pim", "amina", "lotte", "emma", "rik"}}


def everybody_got_exactly_the_mails_that_are_theirs(story: Story) -> None:
    got: dict[str, list[str]] = {}
    for letter in story.postbox:
        got.setdefault(letter.recipient, []).append(letter.subject)
    assert got == {story.people[who].email: subjects for who, subjects in MAILS.items()}


def every_calendar_holds_what_is_to_be_and_no_more(story: Story) -> None:
    who_is = {somebody.email: who for who, somebody in story.people.items()}
    found = {who_is[owner]: diary.standing for owner, diary in diaries(list(story.postbox)).items()}
    assert {who: [_without_hours(line) for line in lines] for who, lines in found.items()} == CALENDARS


def every_mail_is_in_order_and_every_program_reads_the_same(story: Story) -> None:
    letters = list(story.postbox)
    assert {letter.subject: faults_of_mail(letter.raw) for letter in letters if faults_of_mail(letter.raw)} == {}
    carried = [ics for letter in letters if (ics := calendar_of(letter.message)) is not None]
    assert len(carried) > 20
    for ics in carried:
        first, *others = [reader(ics) for reader in READERS.values()]
        assert len(first) == 1
        assert all(other == first for other in others), ics


def an_address_of_ones_own_shows_the_same_as_the_mails(story: Story) -> None:
    since = story.clock.now() - timedelta(days=60)
    found = diaries(list(story.postbox))
    for who in WITH_AN_ACCOUNT:
        person = story.sits_down(who)
        person.visits("/calendar/")
        person.fills_in("#make-address")
        (address,) = [one.get("value") for one in person.page.tree.iter("input") if one.get("id") == "address"]
        answer = story.passer_by().client.get(urlsplit(str(address)).path)
        assert faults_of_feed(answer.data) == []
        mailed = found[story.people[who].email].standing_since(since) if story.people[who].email in found else []
        for reader in READERS.values():
            assert sorted(_in_a_line(one) for one in reader(answer.data)) == sorted(mailed), who


def _in_a_line(found: Found) -> str:
    starts, ends = found.starts.astimezone(BRUSSELS), found.ends.astimezone(BRUSSELS)
    return f"{starts:%d/%m %H:%M}–{ends:%H:%M} {found.summary}"


def _is_of_internship(letter: Letter) -> bool:
    """By its subject; a reminder names only the hour there, and the appointment in its text."""
    said = letter.everything if letter.subject.startswith(COMING) else letter.subject
    return bool(re.search(r"\b(stage|nazorg)\b", said, re.IGNORECASE))


def no_subject_names_a_candidate_and_no_mail_a_stranger(story: Story) -> None:
    who_is = {somebody.email: who for who, somebody in story.people.items()}
    for candidate in CANDIDATES:
        first, _, last = story.people[candidate].name.partition(" ")
        assert [one.subject for one in story.postbox if first in one.subject or last in one.subject] == []
        naming = [one for one in story.postbox if first in one.everything]
        at_work = {who_is[one.recipient] for one in naming if _is_of_internship(one)}
        before = {who_is[one.recipient] for one in naming if not _is_of_internship(one)}
        assert before == NAMED_TO[candidate]
        assert at_work <= AT_WORK.get(candidate, set())
        own = story.people[candidate].email
        assert [
            (who_is[one.recipient], one.subject)
            for one in story.postbox
            if last in one.everything and one.recipient != own
        ] == []


def the_administrator_sees_that_every_mail_left_and_no_candidate(story: Story) -> None:
    ada = story.sits_down("ada")
    ada.visits("/mail")
    assert "Alle mail is vertrokken" in ada.page
    # Bram was not retained, and nobody worked on Carla's file: they are erased by now, and their mails with them.
    kept = OutboxMail.select().count()
    assert 0 < kept < sum(map(len, MAILS.values()))
    assert f"Verstuurd ({kept})" in ada.page
    assert "Vraagt je aandacht (0)" in ada.page
    ada.visits("/candidates", expect=403)
    health = story.passer_by().client.get("/healthz", base_url=story.app.config["BASE_URL"]).get_json()
    assert (health["outbox"]["waiting"], health["outbox"]["failed"]) == (0, 0)


def the_privacy_officer_sees_who_looked(story: Story) -> None:
    dirk = story.sits_down("dirk")
    dirk.visits("/privacy/looks")
    assert "Lotte Maes" in dirk.page
    assert "17 inzages" in dirk.page
    assert "gewist" in dirk.page  # Dries was not retained, and is erased by now: who looked stays, at whom does not
    assert "D.H." not in dirk.page
    assert "A.B." not in dirk.page


def the_timeline_tells_the_whole_story_of_a_candidate(story: Story) -> None:
    pim = story.sits_down("pim")
    pim.visits(story.found["amina"])
    for words in (
        "Voorgedragen",
        "Aangemeld op de selectiedag",
        "De jobcoach vertelde het aan de kandidaat",
        "Stage gestart, contract ondertekend",
        "Evaluatie ingevuld",
    ):
        assert words in pim.page


def _without_hours(line: str) -> str:
    day, _, summary = line.split(" ", 2)
    return f"{day} … {summary}" if day == "30/10" else line
