"""The selection day: put together, planned, made known, moved; and the desk in the morning."""

from typing import Any

from tests.page_checks import text_of
from tests.person import Person
from tests.stories.telling import Story

HOURS_KNOWN = "de uren van je kandidaat"
HOURS_OF_A_DAY = (
    "voorstelling van het bedrijf",
    "rondleiding met Rik Smolders",
    "korte schriftelijke proef",
    "speeddate met Emma Claes, Tafel 1",
    "speeddate met Ivo Geerts, Tafel 2",
    "Dichte schoenen",
)
TABLES = (("Tafel 1", "emma"), ("Tafel 2", "ivo"))


def the_lead_puts_the_day_together_with_the_company(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/day")
    assert "Er zijn 3 kandidaten voorgedragen." in lotte.page
    lotte.clicks("Stel een dag voor")
    lotte.clicks("Wijzig uren en plaats")
    lotte.fills_in("Bewaar", bring="Dichte schoenen", dates_per_candidate=2)
    for table, who in TABLES:
        lotte.clicks(f"Wijzig {table}")
        assessor = story.people[who]
        at_table: dict[str, Any] = {"assessors-0-name": assessor.name, "assessors-0-email": assessor.email}
        lotte.fills_in("Bewaar", vacancy="Alle functies", **at_table)
    lotte.clicks("Wijzig Gids 1")
    rik = story.people["rik"]
    lotte.fills_in("Bewaar", guide_name=rik.name, guide_email=rik.email)
    for name in ("Emma Claes", "Ivo Geerts", "Rik Smolders", "Voorstelling van het bedrijf", "Middagpauze"):
        assert name in lotte.page


def the_portal_plans_it_and_nobody_is_in_two_places(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/day")
    lotte.clicks("Plan de dag")
    assert "Het portaal zoekt" in lotte.page or "begint vanzelf" in lotte.page or "draait nu niet" in lotte.page
    story.the_worker_plans()
    lotte.clicks("Kijk opnieuw")
    lotte.clicks("Neem deze planning in gebruik")
    assert "3 van 3 kandidaten hebben hun uren" in lotte.page
    assert "Dit kreeg nog geen plaats" not in lotte.page
    lotte.visits(f"{story.found['campaign']}/day?view=candidates")
    speeddates = [hour for hours in _speeddates(lotte).values() for hour in hours]
    assert len(speeddates) == len(set(speeddates)) == 6  # three candidates, two tables
    hours = {who: [hour for hour, _ in dates] for who, dates in _speeddates(lotte).items()}
    assert all(len(set(own)) == 2 for own in hours.values())


def until_it_is_made_known_nobody_sees_it(story: Story) -> None:
    for who in ("pim", "emma"):
        person = story.sits_down(who)
        person.visits(f"{story.found['campaign']}/day")
        assert "zodra de trekker de planning bekendmaakt" in person.page


def the_lead_makes_it_known_and_every_calendar_gets_its_hours(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/day/publish")
    assert "Een echt voorbeeld" in lotte.page
    with story.mails_go_to(pim=2, joke=1, amina=1, bram=1, dries=1, emma=1, ivo=1, rik=1, lotte=1):
        lotte.clicks("Maak bekend")
    assert "Bekendgemaakt: 10 mails vertrekken." in lotte.page
    assert [line.split(" ", 2)[2] for line in story.diary_of("pim").standing] == [
        "Infosessie bij Bakkerij De Korenaar",
        "Uiterste moment: kandidaten voordragen voor Bakkerij De Korenaar",
        "Selectiedag bij Bakkerij De Korenaar",
        "Selectiedag bij Bakkerij De Korenaar",
    ]


def the_jobcoach_reads_what_to_tell_and_says_that_it_is_told(story: Story) -> None:
    letter = story.opens_mail("pim", HOURS_KNOWN)
    for part in HOURS_OF_A_DAY:
        assert part in letter
    pim = story.follows("pim", HOURS_KNOWN, "Bekijk de dag en duid aan")
    assert "Dries" not in pim.page
    pim.clicks("Ik heb het verteld Amina Belhaj")
    pim.clicks("Ik heb het verteld Bram Verlinden")
    assert pim.page.text.count("kent de uren") >= 2


def a_candidate_reads_the_same_hours_in_plain_words(story: Story) -> None:
    letter = story.opens_mail("amina", "Jouw selectiedag")
    for part in HOURS_OF_A_DAY:
        assert part in letter
    assert "Bel je jobcoach Pim Adriaans: 0470 12 34 56." in letter
    # The ten minutes extra that her jobcoach asked for; Bram has twenty.
    assert "(30 minuten)" in letter
    assert "(20 minuten)" in story.opens_mail("bram", "Jouw selectiedag")
    assert len(story.diary_of("amina").standing) == 1


def an_hour_moves_and_so_does_the_calendar(story: Story) -> None:
    sequence = {who: _newest_sequence(story, who) for who in ("pim", "bram")}
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/day?view=candidates")
    lotte.visits(_last_speeddate(lotte, "Bram Verlinden"))
    free = [words for words in lotte.page.buttons if " · Tafel" in words]
    with story.mails_go_to():  # on the board it is a draft: nobody hears anything yet
        lotte.clicks(free[-1])
    lotte.visits(f"{story.found['campaign']}/day/draft")
    assert "Voor 1 kandidaat verandert er iets." in lotte.page
    with story.mails_go_to(pim=1, bram=1, emma=1, ivo=1):  # from one table to the other
        lotte.clicks("Neem in gebruik en verstuur 4 mails")
    assert "De planning is in gebruik: 4 mails vertrekken." in lotte.page
    assert _newest_sequence(story, "bram") == sequence["bram"] + 1
    pim = story.follows("pim", "Gewijzigd: de uren van je kandidaat", "Bekijk de dag en duid aan")
    pim.clicks("Ik heb het verteld Bram Verlinden")


def the_day_before_who_still_has_to_tell_is_reminded(story: Story) -> None:
    # Emma, Ivo and Rik have not said yet whether they come.
    with story.mails_go_to(joke=1, amina=1, bram=1, dries=1, emma=1, ivo=1, rik=1):
        story.until("2026-10-29 12:00")
    joke = story.follows("joke", "Morgen selectiedag", "Duid aan dat je kandidaat het weet")
    joke.clicks("Ik heb het verteld Dries Hermans")


def the_desk_receives_who_comes_who_is_late_and_who_is_not_there(story: Story) -> None:
    karel = story.sits_down("karel")
    karel.visits(f"{story.found['campaign']}/day/check-in")
    karel.clicks("Aanwezig Amina Belhaj")
    assert "Amina Belhaj is er." in karel.page
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/day/check-in")
    lotte.fills_in("Noteer Dries Hermans", expected="10:00")
    assert "Dries Hermans komt later." in lotte.page
    assert "verwacht rond 10.00 uur" in lotte.page
    lotte.clicks("Aanwezig Dries Hermans")
    with story.mails_go_to(pim=1, bram=1):
        lotte.clicks("Afwezig Bram Verlinden")
    assert "Bram Verlinden komt niet. De jobcoach hoort het." in lotte.page


def _speeddates(person: Person) -> dict[str, list[tuple[str, str]]]:
    """Hour and table of each speeddate, by candidate, from the list of hours."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in person.page.tree.findall(".//tbody/tr"):
        name = text_of(row.find("th")).split(" Pim")[0].split(" Joke")[0]
        for cell in row.findall("td"):
            if cell.get("data-label") == "Speeddate":
                hours = [text_of(link).split(" uur")[0] for link in cell.findall(".//a")]
                tables = [text_of(hint) for hint in cell.findall(".//span[@class='hint']")]
                found[name] = list(zip(hours, tables, strict=True))
    return found


def _last_speeddate(person: Person, name: str) -> str:
    """Where the last speeddate of a candidate is moved."""
    (row,) = [row for row in person.page.tree.findall(".//tbody/tr") if name in text_of(row.find("th"))]
    (cell,) = [cell for cell in row.findall("td") if "Tafel" in text_of(cell)]
    hours = {text_of(link): str(link.get("href")) for link in cell.findall(".//a")}
    return hours[max(hours, key=lambda words: float(words.partition(" ")[0]))]


def _newest_sequence(story: Story, who: str) -> int:
    told = [revisions[-1] for revisions in story.diary_of(who).revisions.values()]
    return max((one.stamp, one.sequence) for one in told)[1]
