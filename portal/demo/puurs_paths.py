"""What became of everyone who came to Puurs: decided, told, on internship, staying or not."""

# ruff: noqa: E501 - what people say is not cut in two

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.rules.decisions import Outcome, ToldHow
from portal.rules.placements import PlacementOutcome

# Working day, hour, how, and how the candidate took it.
Told = tuple[int, int, ToldHow, str]


@dataclass(frozen=True, kw_only=True)
class Stay:
    """An internship that starts on working day `start`; `notes` are (went, note) of the moments of follow-up, in order.

    `evaluated` names the parties whose evaluation is in; `stop` is (working day, reason).
    """

    start: int
    hours: int
    supervisor: str
    notes: tuple[tuple[str, str], ...] = ()
    evaluated: tuple[str, ...] = ()
    level: int = 4
    stop: tuple[int, str] | None = None
    outcome: PlacementOutcome | None = None
    outcome_words: str = ""
    contract: str = ""
    measure: str = ""


@dataclass(frozen=True, kw_only=True)
class Path:
    """What was decided about one candidate. `told`: (working day, hour, how, reaction); None while it still has to be told."""

    outcome: Outcome
    vacancy: str = ""
    motivation: str
    words: str = ""
    told: Told | None = None
    stay: Stay | None = None


_PHONE, _FACE = ToldHow.PHONE, ToldHow.IN_PERSON
_ALL = ("candidate", "jobcoach", "employer")


@dataclass(frozen=True)
class Batch:
    """Decisions that were published together, on working day `published`."""

    decided: int
    published: int
    paths: Mapping[str, Path] = field(default_factory=dict)


FIRST = Batch(-33, -33, {
    "Brecht Cornelis": Path(
        outcome=Outcome.RETAINED, vacancy="bread",
        motivation="Stelde de beste vragen van de dag. Kan tegen hitte en leert snel.",
        words="Je lassershanden zullen je helpen. Welkom op stage.",
        told=(-32, 10, _FACE, "Heel blij. Belde meteen zijn moeder."),
        stay=Stay(
            start=-15, hours=38, supervisor="Conny Dierckx",
            notes=(
                ("green", "Eerste dag gelukt, was om half vijf al wakker van de zenuwen."),
                ("green", "Werkt zelfstandig aan de deegverdeler. Conny is tevreden."),
                ("green", "Conny vraagt of hij mag blijven."),
                ("green", "Nog één punt: schriftelijk bijhouden van temperaturen. Geoefend."),
            ),
            evaluated=_ALL, outcome=PlacementOutcome.HIRED,
            outcome_words="Brecht kan wat we zoeken en wil blijven. Na de stage starten we met een contract van onbepaalde duur.",
            contract="onbepaalde duur, 38 uur", measure="imw",
        ),
    ),
    "Mehmet Kaya": Path(
        outcome=Outcome.RETAINED, vacancy="bread", motivation="Een vakman. Kan de nieuwe ploeg iets leren.",
        words="Uw ervaring is hier meer dan welkom.", told=(-32, 14, _PHONE, "Opgelucht; had niet verwacht dat zijn leeftijd geen punt was."),
        stay=Stay(
            start=-15, hours=38, supervisor="Conny Dierckx",
            notes=(
                ("green", "Voelde zich meteen thuis bij de geur."),
                ("green", "Legt graag uit aan de jongeren."),
                ("orange", "Vindt de machines te snel. Conny toont het nog eens rustig."),
                ("green", "Heeft het tempo te pakken."),
            ),
            evaluated=_ALL, outcome=PlacementOutcome.HIRED, outcome_words="Beide kanten zeggen ja. We maken een contract op.",
        ),
    ),
    "Selam Tesfay": Path(
        outcome=Outcome.RETAINED, vacancy="pack", motivation="Precies en snel. De taal komt met het werk.",
        words="We willen heel graag met je samenwerken.", told=(-31, 11, _FACE, "Verteld met de tolk erbij. Ze vroeg wanneer ze mag beginnen."),
        stay=Stay(
            start=-11, hours=32, supervisor="Peter Vos",
            notes=(
                ("green", "Kende na één dag alle labels. Pictogrammen aan de lijn helpen."),
                ("green", "Met de tolk de veiligheidsregels overlopen."),
                ("green", "Peter: vlotste handen van de ploeg."),
                ("orange", "Bus van 4.40 uur is geschrapt. Collega rijdt voorlopig mee."),
            ),
            evaluated=_ALL,
        ),
    ),
    "Thomas Segers": Path(
        outcome=Outcome.RETAINED, vacancy="log", motivation="Kent de streek en de scanner. Zegt het als iets niet klopt, dat kunnen we gebruiken.",
        words="Blijf zeggen wat je ziet. Tot op de stage.", told=(-31, 9, _PHONE, "Tevreden. Vroeg of hij met de brommer binnen mag."),
        stay=Stay(
            start=-10, hours=38, supervisor="Jelle Thijs",
            notes=(
                ("green", "Goed onthaald. Kast en schoenen in orde."),
                ("green", "Ter plaatse geweest: hij laadt al alleen."),
                ("orange", "Kwam één keer te laat. Afgesproken dat hij belt voor zes uur."),
                ("green", "Niet meer te laat geweest."),
            ),
            evaluated=("candidate",),
        ),
    ),
    "Kevin De Wachter": Path(
        outcome=Outcome.RETAINED, vacancy="log", motivation="Ervaren chauffeur, rustig en veilig. Uren lossen we samen op.",
        words="We zoeken met jou een uurrooster dat past bij je zoon.", told=(-32, 16, _PHONE, "Blij dat de uren bespreekbaar zijn."),
        stay=Stay(
            start=-5, hours=32, supervisor="Jelle Thijs",
            notes=(("green", "Rijdt alsof hij hier al jaren is."), ("green", "Uurrooster 8.30 tot 15.30 uur werkt voor iedereen.")),
        ),
    ),
    "Anke Vermeiren": Path(
        outcome=Outcome.RETAINED, vacancy="pack", motivation="Vrolijk en met een goed ritme. Heeft baat bij duidelijke stappen op papier.",
        words="Je lach en je tempo vielen op.", told=(-31, 13, _FACE, "Moest even wenen van geluk."),
        stay=Stay(
            start=-6, hours=32, supervisor="Peter Vos",
            notes=(
                ("green", "Eerste dag samen geweest. Stappenplan hangt aan haar plek."),
                ("orange", "Bij een wissel van product kreeg ze alleen mondeling uitleg. Peter maakt een tweede kaart."),
                ("green", "Tweede kaart hangt er. Ze doet de wissel nu zelf."),
            ),
        ),
    ),
    "Rita Coppens": Path(
        outcome=Outcome.RETAINED, vacancy="pack", motivation="Kent bandwerk en houdt de ploeg samen.",
        words="Uw ervaring doet ons deugd.", told=(-31, 10, _PHONE, "“Eindelijk iemand die mijn jaren telt.”"),
        stay=Stay(
            start=-7, hours=30, supervisor="Peter Vos",
            notes=(("green", "Voeten doen pijn, de rest gaat vanzelf."), ("green", "Andere schoenen gekregen."), ("green", "Peter is content."),),
        ),
    ),
    "Grace Okafor": Path(
        outcome=Outcome.RETAINED, vacancy="pack", motivation="Wil groeien en zegt dat ook. Rekent snel.",
        words="We zien je graag beginnen zodra je opvang geregeld is.", told=(-31, 15, _FACE, "Kan starten als de opvang voor haar dochter rond is."),
        stay=Stay(start=3, hours=38, supervisor="Peter Vos"),
    ),
    "Ward Mertens": Path(
        outcome=Outcome.RETAINED, vacancy="pack", motivation="Ordelijk en trots op zijn werk. Een vaste plek aan de lijn is haalbaar.",
        words="Je werkt mooi. Tot op de stage.", told=(-32, 9, _FACE, "Straalde."),
        stay=Stay(
            start=-12, hours=36, supervisor="Peter Vos",
            notes=(("orange", "Het lawaai was meer dan verwacht. Gehoorbescherming aangevraagd."), ("red", "Ook met gehoorbescherming gaat het niet. Ward wil stoppen, met spijt.")),
            stop=(-9, "Het lawaai aan de lijn was te veel, ook met gehoorbescherming. Ward werkte goed; we zoeken een stillere plek."),
        ),
    ),
    "Ingrid Thys": Path(
        outcome=Outcome.RESERVE, motivation="Heel sterk, maar er waren drie plaatsen voor bakker. Eerste op de lijst als er iemand wegvalt.",
        words="We onthouden je. Valt er een plaats vrij, dan bellen we jou het eerst.", told=(-32, 11, _PHONE, "Begrijpt het, hoopt mee."),
    ),
    "Joris Van Looy": Path(
        outcome=Outcome.RESERVE, motivation="Goede werker. De plek zonder trappen in de bakkerij is bezet; in het voorjaar komt er een bij.",
        words="In het voorjaar komt er een plek die bij je past.", told=(-32, 15, _PHONE, "Blijft ondertussen zoeken, wil op de lijst."),
    ),
    "Els Bogaerts": Path(
        outcome=Outcome.RESERVE, motivation="Bakt graag en organiseert goed. Nog wat wennen aan ploegen.",
        words="We hebben van je enthousiasme genoten. Je staat op de reservelijst.", told=(-31, 16, _FACE, "Ontgoocheld, maar wil een kookopleiding volgen."),
    ),
    "Dorien Lauwers": Path(
        outcome=Outcome.NOT_RETAINED, motivation="Twijfelde zelf aan het tempo. Kwaliteitscontrole in een labo of archief past beter.",
        words="Je kijkt scherper dan wie ook die dag. Zoek een plek waar dat het werk zelf is, zoals controle of archief.",
        told=(-30, 10, _PHONE, "Had het verwacht. Vroeg om samen te kijken naar een archief."),
    ),
    "Pieter-Jan Nijs": Path(
        outcome=Outcome.NOT_RETAINED, motivation="Een magazijn is te onrustig; met computers is hij sterk.",
        words="Dank je om zo eerlijk te zijn over wat lastig is. Je kennis van computers is een troef.", told=(-31, 14, _FACE, "Knikte: hij dacht het zelf ook."),
    ),
    "Zohra Benkhelifa": Path(
        outcome=Outcome.NOT_RETAINED, motivation="Kan alleen overdag op dinsdag en donderdag, en die ploeg bestaat hier niet.",
        words="Je ervaring met salades is goud waard. Voor jouw uren is een grootkeuken een betere weg.", told=(-32, 13, _PHONE, "Jammer, maar ze begrijpt het."),
    ),
    "Nathan Willems": Path(
        outcome=Outcome.NOT_RETAINED, motivation="Had het moeilijk met de drukte aan de lijn. Buitenwerk past beter bij zijn opleiding.",
        words="Je hielp op de rondleiding iemand met haar jas. Zo iemand wil elke ploeg. Samen met Lotte zoek je een rustiger plek.",
        told=(-31, 17, _FACE, "Stil. Vrijdag drinken we koffie en kijken we verder."),
    ),
})  # fmt: skip

# Two were ill on the day and came for a talk of their own later on.
SECOND = Batch(-3, -2, {
    "Bilal Amrani": Path(
        outcome=Outcome.RETAINED, vacancy="bread", motivation="Kwam apart langs en kneedde mee. Wil echt een vak leren.",
        words="Conny neemt je graag onder haar vleugels.", told=(-1, 10, _PHONE, "Riep “yes” door de telefoon. Kan meteen beginnen."),
    ),
    "Carine Wuyts": Path(
        outcome=Outcome.RETAINED, vacancy="pack", motivation="Correct en leergierig. Halve dagen zijn geen probleem.",
        words="We bouwen het samen rustig op: vier uur per dag, aan een vaste plek.",
    ),
})  # fmt: skip

ABSENT = tuple(name.partition(" ")[0] for name in SECOND.paths)
