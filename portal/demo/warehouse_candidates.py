"""Who is being put forward for the warehouse, and for the care home after it."""

# ruff: noqa: E501 - what people say is not cut in two

from portal.demo.applicants import Applicant, measures, needs

CANDIDATES: tuple[Applicant, ...] = (
    Applicant(
        name="Sofie Van Roey", born=1995, place="2801 Heffen", coach="lotte", wishes=("pick", "returns"),
        work=("2014 – 2022 | Verkoopster in een speelgoedwinkel, Mechelen",), school="2013 | Tso handel",
        good_at="is ordelijk, praat met iedereen, heeft energie voor twee",
        wants="De winkel sloot. Wat ik het liefst deed was het magazijn: alles op zijn plaats.",
    ),
    Applicant(
        name="Hassan Aydin", born=1983, place="2800 Mechelen", coach="lotte", wishes=("desk", "returns"),
        work=("2004 – 2020 | Vrachtwagenchauffeur, Europa", "2021 – 2023 | Planner bij een transportbedrijf"),
        school="2002 | Bso mechanica", good_at="spreekt vier talen, kent elke chauffeur, blijft beleefd",
        wants="Na zestien jaar wil ik uit die camion. Aan het onthaal help ik wie er wel nog in zit.",
        speaks="Turks, Nederlands, Duits, Engels", needs=needs("breaks"), measures=measures(("imw", "to_check")),
    ),
    Applicant(
        name="Britt Janssens", born=2004, place="2812 Muizen", coach="karel", wishes=("returns",),
        work=(), school="2023 | Buso opleidingsvorm 3, verkoop", good_at="is zorgvuldig, blijft vriendelijk, vraagt uitleg",
        wants="Het is mijn eerste echte job. Ik wil graag mijn eigen geld verdienen en alleen gaan wonen.",
        needs=needs("written_instructions", "jobcoach_present"), measures=measures(("imw", "sure")), hours=32,
    ),
    Applicant(
        name="Danny Verlinden", born=1968, place="2820 Rijmenam", coach="bram", wishes=("pick",),
        work=("1987 – 2021 | Postbode, Mechelen",), school="1986 | Technisch onderwijs, elektriciteit",
        good_at="stapt twintig kilometer per dag, sorteert blindelings, komt op tijd",
        wants="Ik heb heel mijn leven post gesorteerd. Pakjes zijn ook post.", hours=30,
    ),
    Applicant(
        name="Amber Van Dyck", born=1997, place="2500 Lier", coach="pim", wishes=("returns", "pick"),
        work=("2018 – 2021 | Medewerkster klantendienst, Antwerpen",), school="2017 | Tso secretariaat",
        good_at="werkt nauwkeurig, is stil en geconcentreerd, ziet wat er ontbreekt",
        wants="Telefoons zijn niets meer voor mij. Pakjes nakijken en in orde brengen past bij mij.",
        needs=needs("quiet_room", employer=False), hours=24,
    ),
    Applicant(
        name="Glenn Michiels", born=1991, place="2570 Duffel", coach="pim", wishes=("pick",),
        work=("2012 – 2016 | Reachtruckchauffeur, Willebroek", "2022 – 2023 | Vrijwilliger voedselbank, Lier"),
        school="2010 | Deeltijds onderwijs, logistiek; 2012 | Attest reachtruck",
        good_at="heeft een attest, kent het werk, is open en eerlijk",
        wants="Drie jaar geleden zat ik diep. Ik heb hard aan mezelf gewerkt en wil weer werken in wat ik ken.",
        notes="Kan op dinsdagavond niet werken; dat ligt vast.",
    ),
    Applicant(
        name="Marleen Huys", born=1970, place="2560 Nijlen", coach="pim", wishes=("returns",),
        work=("1990 – 2019 | Magazijnierster in een doe-het-zelfzaak",), school="1988 | Bso verkoop",
        good_at="kent retours van binnen en buiten, is rechtuit, is nooit te laat",
        wants="Negenentwintig jaar en dan failliet. Ik wil nog tien jaar voort.",
    ),
    Applicant(
        name="Quinten Raes", born=2002, place="2590 Berlaar", coach="pim", wishes=("pick", "returns"),
        work=("2023 | Interim orderpicker, Mechelen",), school="2021 | Tso lichamelijke opvoeding",
        good_at="is snel, kan alleen werken, telt graag",
        wants="Als orderpicker liep ik elke dag een halve marathon en ik vond het zalig.", free_time="Trailrunning",
        needs=needs("written_instructions"),
    ),
    Applicant(
        name="Ayşe Demir", born=1986, place="2660 Hoboken", coach="joke", wishes=("returns", "pick"),
        work=("2006 – 2013 | Textielcontrole in een wasserij, Hoboken",), school="2004 | Bso kleding",
        good_at="vouwt en controleert razendsnel, is betrouwbaar, helpt nieuwe collega's",
        wants="Tien jaar zorgde ik voor mijn gezin. Ik wil opnieuw onder de mensen komen.", speaks="Turks, Nederlands", hours=28,
    ),
    Applicant(
        name="Lennert Boons", born=1999, place="2547 Lint", coach="joke", wishes=("pick",),
        work=("2019 – 2022 | Winkelmedewerker, Kontich",), school="2018 | Bso kantoor, niet afgemaakt",
        good_at="kan een hele dag rondlopen, is eerlijk, maakt graag grapjes",
        wants="Ik zoek een job waar niemand op mijn diploma kijkt maar wel op wat ik doe.",
    ),
    Applicant(
        name="Miriam Kabongo", born=1992, place="2018 Antwerpen", coach="joke", wishes=("desk", "returns"),
        work=("2013 – 2019 | Receptioniste in een ziekenhuis, Kinshasa", "2023 | Onthaalstage bij een stadsdienst"),
        school="2012 | Communicatie, Kinshasa; 2024 | Nederlands niveau B1",
        good_at="spreekt vlot Frans en Engels, blijft rustig, organiseert",
        wants="Aan een onthaal voel ik mij thuis. Chauffeurs uit heel Europa: dan zijn mijn talen iets waard.",
        speaks="Frans, Lingala, Engels, Nederlands", measures=measures(("ibo", "likely")),
    ),
    Applicant(
        name="Steven Pauwels", born=1977, place="9100 Sint-Niklaas", coach="nele", wishes=("pick",),
        work=("1996 – 2014 | Textielarbeider, Sint-Niklaas", "2018 – 2020 | Artikel 60 bij het OCMW"),
        school="1995 | Bso textiel", good_at="is sterk, is gewend aan ploegen, houdt van orde",
        wants="Mijn tijd bij het OCMW is voorbij en ik wil tonen wat ik daar geleerd heb.", has_mail=False,
    ),
    Applicant(
        name="Aïcha Toumi", born=1996, place="9120 Beveren", coach="nele", wishes=("returns", "pick"),
        work=("2017 – 2019 | Inpakster webwinkel, Beveren",), school="2015 | Bso kantoor",
        good_at="pakt snel en netjes in, kan met de computer werken, lacht veel",
        wants="Een webwinkel ken ik al. Ik wil deze keer een plek waar ik kan blijven.", hours=32,
        when="Van 8.30 tot 15.30 uur, mijn kinderen gaan naar school.",
    ),
    Applicant(
        name="Ronny Staes", born=1966, place="9111 Belsele", coach="nele", wishes=("desk",),
        work=("1985 – 2022 | Portier en bewaker, Sint-Niklaas",), school="1984 | Lager technisch onderwijs",
        good_at="houdt overzicht, is streng maar vriendelijk, kent veiligheidsregels",
        wants="Een poort bewaken en mensen op weg helpen: dat doe ik al mijn hele leven.", hours=38,
    ),
    Applicant(
        name="Sanne de Vries", born=1994, place="4811 Breda", coach="daan", wishes=("pick",),
        work=("2014 – 2020 | Medewerkster distributiecentrum, Tilburg",), school="2013 | Mbo niveau 2, logistiek",
        good_at="weet hoe een groot magazijn werkt, is direct, neemt initiatief",
        wants="Mijn vriend woont in Willebroek. Werken over de grens lijkt mij een mooie stap.",
        measures=measures(("proefplaatsing", "likely"), ("no_risk", "to_check")),
    ),
    Applicant(
        name="Jeroen Bakker", born=1988, place="4701 Roosendaal", coach="daan", wishes=("returns", "pick"),
        work=("2007 – 2018 | Heftruckchauffeur, Roosendaal",), school="2006 | Vmbo techniek",
        good_at="is technisch, werkt veilig, rijdt graag",
        wants="Ik was er twee jaar uit. Ik ben er klaar voor.", needs=needs("step_free"),
        measures=measures(("lks", "sure", "Gemeente Roosendaal."), ("jobcoach_nl", "likely")), hours=28,
    ),
    Applicant(
        name="Abdirahman Warsame", born=1993, place="2060 Antwerpen", coach="ilse", wishes=("pick", "returns"),
        work=("2012 – 2015 | Winkelhulp, Mogadishu", "2024 | Stage orderpicking, Antwerpen"),
        school="2011 | Secundair onderwijs, Somalië; 2024 | Nederlands niveau A2",
        good_at="is leergierig, beleefd, heeft een goede conditie",
        wants="In mijn stage leerde ik de scanner. Nu wil ik het elke dag doen.", speaks="Somali, Engels, een beetje Nederlands",
        needs=needs(("interpreter", "Somali")),
    ),
    Applicant(
        name="Olena Shevchenko", born=1985, place="2140 Borgerhout", coach="ilse", wishes=("returns", "desk"),
        work=("2007 – 2022 | Boekhoudster, Charkiv",), school="2007 | Master economie, Charkiv; 2024 | Nederlands niveau B1",
        good_at="is nauwkeurig met cijfers, leert snel, werkt zelfstandig",
        wants="Ik begin hier opnieuw. Eerst de taal en het werk, daarna zien we verder.", speaks="Oekraïens, Russisch, Engels, Nederlands",
        language="en",
    ),
    Applicant(
        name="Marc Dewulf", born=1964, place="3200 Aarschot", coach="saskia", wishes=("pick", "desk"),
        work=("1982 – 2020 | Technicus bij een lampenfabriek, Turnhout",), school="1982 | A2 elektriciteit",
        good_at="lost problemen op, legt rustig uit, kent kwaliteitszorg", wants="Ik wil nog mee. Geef mij een kans en ik geef u tien jaar.",
        hours=30,
    ),
    Applicant(
        name="Nathalie Put", born=1981, place="3270 Scherpenheuvel", coach="saskia", wishes=("returns",),
        work=("2000 – 2008 | Kassierster, Diest",), school="1999 | Bso verkoop",
        good_at="is vriendelijk, kan goed plannen, is vlug met de kassa en de computer",
        wants="Vier kinderen opvoeden is ook een job, maar nu wil ik er een buitenshuis.", hours=25,
    ),
)  # fmt: skip

CARE_HOME_CANDIDATES: tuple[Applicant, ...] = (
    Applicant(
        name="Nadia Boulahya", born=1984, place="1800 Vilvoorde", coach="yasmina", wishes=("help",),
        work=("2006 – 2015 | Poetshulp in een ziekenhuis, Jette",), school="2003 | Bso verzorging",
        good_at="is zacht met oudere mensen, werkt hygiënisch, spreekt drie talen",
        wants="Ik zorgde voor mijn schoonmoeder tot het einde. Dat wil ik ook voor anderen doen.", speaks="Arabisch, Frans, Nederlands",
    ),
    Applicant(
        name="Koen Mathijs", born=1990, place="2800 Mechelen", coach="lotte", wishes=("kitchen", "help"),
        work=("2011 – 2019 | Hulpkok, Mechelen",), school="2009 | Bso grootkeuken",
        good_at="kookt voor grote groepen, werkt proper, is goedgemutst",
        wants="Koken voor mensen die ervan genieten, op gewone uren. Meer vraag ik niet.", needs=needs("breaks"), hours=32,
    ),
)  # fmt: skip
