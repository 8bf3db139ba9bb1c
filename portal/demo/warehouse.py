"""The chapter of the warehouse: candidates are being put forward these days."""

# ruff: noqa: E501 - what people say is not cut in two

from collections.abc import Iterator
from datetime import timedelta

from portal.actions.campaigns import publish_agreement
from portal.actions.interviews import InterviewPlan, plan_interview, report_interview
from portal.actions.milestones import Stated, state_milestone
from portal.actions.nominations import withdraw_nomination
from portal.actions.partners import remind_partner
from portal.demo.applicants import Addressee, Applicant
from portal.demo.campaigning import (
    AGREEMENTS,
    Answer,
    Job,
    Plan,
    agree,
    answering,
    prepare,
    reading,
    start_and_invite,
)
from portal.demo.cast import WAREHOUSE
from portal.demo.days import Days
from portal.demo.nominating import Line, put_forward
from portal.demo.planning_ahead import chapter as planning_ahead
from portal.demo.preselecting import CRITERIA
from portal.demo.preselecting import chapter as preselecting
from portal.demo.telling import Chapter, World
from portal.demo.warehouse_candidates import CANDIDATES
from portal.rules.campaigns import Dates

PLAN = Plan(
    key="warehouse",
    names_from="the_day",
    criteria=CRITERIA,
    lead="lotte",
    title="Magazijnploeg Vaartland",
    employer=WAREHOUSE,
    site="Willebroek",
    goal="Negen mensen een vaste plek geven in het nieuwe magazijn, ook wie al lang zoekt. Vaartland kijkt naar wat iemand kan, niet naar het cv.",
    matching="Partners dragen zelf voor. Wie voor geen van de drie functies past, houden we in de gaten voor een volgende actie.",
    jobs={
        "pick": Job(
            title="Orderpicker", places=5,
            tasks="Bestellingen verzamelen met een handscanner, klaarzetten en labelen.",
            competences="Graag stappen, nauwkeurig werken, cijfers lezen.",
            conditions="Veiligheidsschoenen krijg je van ons. Met de trein: station Willebroek, tien minuten te voet.",
            shifts="6–14 uur of 14–22 uur, per week wisselend",
        ),
        "returns": Job(
            title="Medewerker retours", places=3,
            tasks="Teruggestuurde pakjes openen, nakijken en opnieuw in voorraad brengen.",
            competences="Oog voor detail, rustig en zelfstandig werken.",
            conditions="Zittend of staand, zoals je wilt.", hours_a_week="20 tot 38", shifts="dagdienst",
        ),
        "desk": Job(
            title="Onthaal van chauffeurs", places=1,
            tasks="Chauffeurs ontvangen, papieren nakijken en een laadkade toewijzen.",
            competences="Talen, overzicht, vriendelijk blijven als het druk is.", shifts="7–15.30 uur",
        ),
    },
)  # fmt: skip

_AGREEMENTS_AFTER_SESSION = f"""{AGREEMENTS}

Afgesproken op de infosessie
- Vaartland betaalt de bus terug voor wie niet met de fiets of de trein kan komen.
- Wie een heftruckattest heeft, zet dat in het cv."""

_ANSWERS = (
    Answer("De Brugwachter", -14, 9, comes_with="Heleen Wauters"),
    Answer("Talentenhuis Zuidrand", -14, 11),
    Answer("Kansenfabriek Waas", -13, 10),
    Answer("Mondiaal Talent", -12, 15),
    Answer("Jobspoor Hageland", -12, 9, comes="no"),
    Answer("Werkbrug Brabant", -11, 13),
    Answer("De Opstap Rupel", -10, 10),
    Answer("Loopplank Gent", -9, 16, accepts=False, reason="Willebroek is voor onze mensen anderhalf uur reizen. Een volgende keer graag, dichter bij Gent."),
)  # fmt: skip
_ASKED = (*(one.organisation for one in _ANSWERS), "Werkatelier Kempen")
_AGREE_AGAIN = ("De Brugwachter", "Talentenhuis Zuidrand", "Kansenfabriek Waas", "Werkbrug Brabant")

# Who is still a draft, and what is told about who was withdrawn.
_DRAFTS = {"Britt Janssens", "Quinten Raes", "Lennert Boons", "Ronny Staes", "Jeroen Bakker", "Nathalie Put"}
_WITHDRAWN = "Ayşe Demir"

# What came of Lotte's calls.
_CALLED = (
    ("Marleen Huys", "spoken", "Wil graag weten met welke bus ze komt; uitgezocht samen met Pim."),
    ("Amber Van Dyck", "no_answer", "Neemt pas na vieren op."),
)


def line(days: Days) -> Line:
    """Whose papers are to be written."""
    return Line(
        campaign=PLAN.key,
        applicants=CANDIDATES,
        jobs=PLAN.titles,
        to=Addressee("Beste mevrouw Maris,", WAREHOUSE, "Willebroek"),
        written_at=days.at(-5, 9),
    )


def chapters(world: World) -> Iterator[Chapter]:
    """The lead's own chapter, one for each partner, and one for each candidate."""
    yield _leading(world)
    yield _talking(world)
    yield preselecting(world, PLAN.key, PLAN.lead)
    yield planning_ahead(world, PLAN.key, PLAN.lead)
    yield _following(world)
    yield reading(world, PLAN.key, PLAN.lead, world.days.at(-2, 9, 30), "nomination", most=6)
    for answer in _ANSWERS:
        yield answering(world, PLAN.key, answer)
    for order, one in enumerate(CANDIDATES):
        yield _candidate(world, one, order)


def _leading(world: World) -> Chapter:
    days = world.days
    yield days.at(-16, 14)
    campaign = prepare(
        world,
        PLAN,
        dates=Dates(
            info_session_at=days.at(-5, 10),
            info_session_place="Vaartkaai 3, Willebroek, vergaderzaal op de eerste verdieping",
        ),
    )
    yield days.at(-15, 9, 30)
    start_and_invite(campaign, _ASKED, by=world[PLAN.lead])
    yield days.at(-4, 13)
    publish_agreement(campaign, _AGREEMENTS_AFTER_SESSION, by=world[PLAN.lead], seen=1)
    for number, name in enumerate(_AGREE_AGAIN):
        yield days.at(-3, 9 + number, 40)
        invitation = world.invitation(PLAN.key, name)
        agree(invitation, by=invitation.user)
    yield days.at(-2, 15)
    remind_partner(world.invitation(PLAN.key, "Werkatelier Kempen"), by=world[PLAN.lead])
    yield days.at(-1, 11)
    withdraw_nomination(
        world.nominations[_WITHDRAWN],
        "Ayşe kreeg gisteren een contract in de wasserij waar ze vroeger werkte.",
        by=world["joke"],
    )


def _talking(world: World) -> Chapter:
    """Lotte talks with two of Pim's candidates before the day: one talk was yesterday, one is to come."""
    days = world.days
    yield days.at(-2, 14)
    lotte = world[PLAN.lead]
    held = plan_interview(
        world.nominations["Marleen Huys"],
        InterviewPlan(
            starts_at=days.at(-1, 9, 30),
            minutes=30,
            channel="visit",
            place="Vaartkaai 3, Willebroek, onthaal",
            interviewer=lotte,
            with_words="Katrien van de personeelsdienst",
            note="Breng je identiteitskaart mee. De bus stopt voor de deur.",
        ),
        by=lotte,
    )
    yield days.at(-1, 10, 20)
    report_interview(held, "go_on", "Kent retours beter dan wij. Wil graag eerst in de dagploeg beginnen.", by=lotte)
    yield days.at(-1, 14)
    plan_interview(
        world.nominations["Amber Van Dyck"],
        InterviewPlan(
            starts_at=days.to_come(2, 10),
            minutes=30,
            channel="phone",
            place="",
            interviewer=lotte,
            note="Zoek een rustige plek om te bellen.",
        ),
        by=lotte,
    )


def _following(world: World) -> Chapter:
    """Lotte called those of whom she wanted to know more; one she calls again today."""
    days = world.days
    for number, (name, outcome, note) in enumerate(_CALLED):
        yield days.at(-1, 15, 5 + 9 * number)
        said = Stated(milestone="contact", outcome=outcome, come_back_on=days.today, note=note)
        state_milestone(world.nominations[name], said, by=world[PLAN.lead])


def _candidate(world: World, one: Applicant, order: int) -> Chapter:
    begun_at = world.days.at(-4 + order % 3, 10 + order % 6, order * 7 % 60)
    stays_draft = one.name in _DRAFTS
    return put_forward(
        world, PLAN.key, one, begun_at, None if stays_draft else begun_at + timedelta(hours=2 + order % 3)
    )
