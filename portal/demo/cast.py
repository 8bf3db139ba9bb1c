"""Who plays in the told example: the seven who sign in, their colleagues, and the organisations. All invented."""

from dataclasses import dataclass

from portal.rules.roles import Role

PASSWORD = "demo-portaal"


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody with an account."""

    email: str
    name: str
    organisation: str
    role: Role
    phone: str
    job_title: str = ""


@dataclass(frozen=True, kw_only=True)
class Partner:
    """A mediator organisation of the network. `contacts`: (name, address, phone, job title)."""

    name: str
    town: str
    region: str
    target_groups: str
    contacts: tuple[tuple[str, str, str, str], ...] = ()
    country: str = "BE"


HOME = "Werkpunt Dijle"
BAKERY = "Bakkerij De Korenschuur"
WAREHOUSE = "Vaartland Logistiek"
CARE_HOME = "Woonzorgcentrum De Lindenhof"

CAST: tuple[Member, ...] = (
    Member(
        email="lotte@demo.example",
        name="Lotte Verhaegen",
        organisation=HOME,
        role=Role.MEDIATOR,
        phone="015 00 12 34",
        job_title="arbeidsbemiddelaar",
    ),
    Member(
        email="pim@demo.example",
        name="Pim Daelemans",
        organisation="De Brugwachter",
        role=Role.MEDIATOR,
        phone="03 000 21 43",
        job_title="jobcoach",
    ),
    Member(
        email="joke@demo.example",
        name="Joke Smeyers",
        organisation="Talentenhuis Zuidrand",
        role=Role.MEDIATOR,
        phone="03 000 77 15",
        job_title="jobcoach",
    ),
    Member(
        email="emma@demo.example",
        name="Emma Van Acker",
        organisation=BAKERY,
        role=Role.EMPLOYER,
        phone="015 00 44 10",
        job_title="verantwoordelijke instroom",
    ),
    Member(
        email="karel@demo.example",
        name="Karel Ooms",
        organisation=HOME,
        role=Role.COORDINATOR,
        phone="015 00 12 30",
        job_title="coördinator",
    ),
    Member(
        email="dirk@demo.example",
        name="Dirk Roelants",
        organisation=HOME,
        role=Role.PRIVACY_OFFICER,
        phone="015 00 12 39",
        job_title="functionaris gegevensbescherming",
    ),
    Member(
        email="ada@demo.example",
        name="Ada Cools",
        organisation=HOME,
        role=Role.ADMINISTRATOR,
        phone="015 00 12 38",
        job_title="applicatiebeheerder",
    ),
)


def _coach(first: str, last: str, organisation: str, phone: str, title: str = "jobcoach") -> Member:
    address = "".join(sign for sign in f"{first}.{last}".lower() if sign.isalpha() or sign == ".")
    return Member(
        email=f"{address}@{_domain(organisation)}",
        name=f"{first} {last}",
        organisation=organisation,
        role=Role.MEDIATOR,
        phone=phone,
        job_title=title,
    )


def _domain(organisation: str) -> str:
    return organisation.lower().replace(" ", "") + ".example"


COLLEAGUES: dict[str, Member] = {
    "bram": _coach("Bram", "Lenaerts", HOME, "015 00 12 36"),
    "yasmina": _coach("Yasmina", "Belkadi", "Startblok Zenne", "02 000 61 20", "arbeidsbemiddelaar"),
    "wim": _coach("Wim", "Hellemans", "De Opstap Rupel", "03 000 90 12"),
    "saskia": _coach("Saskia", "Vanderlinden", "Jobspoor Hageland", "016 00 30 55"),
    "tom": _coach("Tom", "Goossens", "De Tandem Leuven", "016 00 71 28"),
    "nele": _coach("Nele", "De Bock", "Kansenfabriek Waas", "03 000 48 60", "consulent werk"),
    "daan": _coach("Daan", "van der Heijden", "Werkbrug Brabant", "+31 76 000 12 90", "consulent"),
    "ilse": _coach("Ilse", "Nkembo", "Mondiaal Talent", "03 000 35 81"),
    "rachid": Member(
        email="rachid.benali@dekorenschuur.example",
        name="Rachid Benali",
        organisation=BAKERY,
        role=Role.EMPLOYER,
        phone="015 00 44 17",
        job_title="ploegbaas ovenlijn",
    ),
    "greet": Member(
        email="greet.maris@vaartland.example",
        name="Greet Maris",
        organisation=WAREHOUSE,
        role=Role.EMPLOYER,
        phone="03 000 15 70",
        job_title="personeelsverantwoordelijke",
    ),
    "hilde": Member(
        email="hilde.borremans@delindenhof.example",
        name="Hilde Borremans",
        organisation=CARE_HOME,
        role=Role.EMPLOYER,
        phone="02 000 88 41",
        job_title="hoofd facilitaire diensten",
    ),
}


def everybody() -> dict[str, Member]:
    """All who have an account, by first name in small letters."""
    return {one.email.partition("@")[0]: one for one in CAST} | COLLEAGUES


PARTNERS: tuple[Partner, ...] = (
    Partner(
        name="De Brugwachter",
        town="Lier",
        region="Antwerpen",
        target_groups="Mensen met een psychische kwetsbaarheid die terug aan het werk willen.",
        contacts=(("Heleen Wauters", "heleen.wauters@debrugwachter.example", "03 000 21 40", "coördinator"),),
    ),
    Partner(
        name="Talentenhuis Zuidrand",
        town="Kontich",
        region="Antwerpen",
        target_groups="Jongeren zonder diploma en langdurig werkzoekenden uit de zuidrand.",
    ),
    Partner(
        name="Startblok Zenne",
        town="Vilvoorde",
        region="Vlaams-Brabant en Brussel",
        target_groups="Werkzoekenden die Nederlands leren op de werkvloer.",
    ),
    Partner(
        name="De Opstap Rupel",
        town="Boom",
        region="Antwerpen",
        target_groups="Mensen met een arbeidsbeperking in de Rupelstreek.",
    ),
    Partner(
        name="Jobspoor Hageland",
        town="Aarschot",
        region="Vlaams-Brabant",
        target_groups="Vijftigplussers en herintreders.",
        contacts=(("Jozef Clerckx", "jozef.clerckx@jobspoorhageland.example", "016 00 30 50", "teamleider"),),
    ),
    Partner(
        name="De Tandem Leuven",
        town="Leuven",
        region="Vlaams-Brabant",
        target_groups="Mensen met autisme of een andere denkstijl.",
    ),
    Partner(
        name="Kansenfabriek Waas",
        town="Sint-Niklaas",
        region="Oost-Vlaanderen",
        target_groups="Werkzoekenden met een leefloon, samen met de OCMW's van het Waasland.",
    ),
    Partner(
        name="Werkbrug Brabant",
        town="Breda",
        region="Noord-Brabant (NL)",
        target_groups="Mensen in de Participatiewet die over de grens willen werken.",
        country="NL",
    ),
    Partner(
        name="Mondiaal Talent",
        town="Antwerpen",
        region="Antwerpen",
        target_groups="Nieuwkomers en erkende vluchtelingen.",
    ),
    Partner(
        name="Loopplank Gent",
        town="Gent",
        region="Oost-Vlaanderen",
        target_groups="Mensen die na een lange ziekte opnieuw beginnen.",
        contacts=(("Fien Dobbelaere", "fien.dobbelaere@loopplankgent.example", "09 000 13 44", "jobcoach"),),
    ),
    Partner(
        name="Werkatelier Kempen",
        town="Herentals",
        region="Antwerpen",
        target_groups="Mensen uit het maatwerkbedrijf die de stap naar een gewone job willen zetten.",
        contacts=(
            (
                "Griet Van Rompaey",
                "griet.vanrompaey@werkatelierkempen.example",
                "014 00 62 70",
                "consulent doorstroom",
            ),
            ("Mohamed Aziz", "mohamed.aziz@werkatelierkempen.example", "014 00 62 73", "jobcoach"),
        ),
    ),
    Partner(
        name="Wegwijs Denderland",
        town="Aalst",
        region="Oost-Vlaanderen",
        target_groups="Alleenstaande ouders en jongeren.",
        contacts=(
            (
                "Lien Schockaert",
                "lien.schockaert@wegwijsdenderland.example",
                "053 00 18 26",
                "trajectbegeleider",
            ),
        ),
    ),
    Partner(
        name="Kruispunt Werk Limburg",
        town="Hasselt",
        region="Limburg",
        target_groups="Mensen met een justitieel verleden of een verslavingsverleden.",
        contacts=(("Erdem Yilmaz", "erdem.yilmaz@kruispuntwerk.example", "011 00 54 09", "jobcoach"),),
    ),
    Partner(
        name="De Ankerplaats Oostende",
        town="Oostende",
        region="West-Vlaanderen",
        target_groups="Seizoensarbeiders en mensen zonder vaste woonplaats.",
        contacts=(("Bo Vantournhout", "bo.vantournhout@deankerplaats.example", "059 00 27 31", "jobcoach"),),
    ),
)
