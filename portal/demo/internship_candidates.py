"""Who came to the bakery's site in Puurs some weeks ago; some of them are in their internship now."""

# ruff: noqa: E501 - what people say is not cut in two

from portal.demo.applicants import Applicant, measures, needs

CANDIDATES: tuple[Applicant, ...] = (
    Applicant(
        name="Brecht Cornelis", born=1992, place="2870 Puurs-Sint-Amands", coach="pim", wishes=("bread", "pack"),
        work=("2011 – 2018 | Lasser in een constructiebedrijf, Bornem",), school="2010 | Bso lassen-constructie",
        good_at="kan tegen hitte en lawaai, is leergierig, komt met de fiets en altijd op tijd",
        wants="Na een jaar rust wil ik iets maken dat mensen blij maakt. Brood, waarom niet.",
        measures=measures(("ibo", "sure"), ("imw", "to_check")), hours=38,
    ),
    Applicant(
        name="Selam Tesfay", born=1990, place="2880 Bornem", coach="ilse", wishes=("pack", "bread"),
        work=("2009 – 2014 | Verkoopster op de markt, Keren", "2023 | Taalstage in een kringwinkel, Willebroek"),
        school="2008 | Secundair onderwijs, Eritrea; 2024 | Nederlands niveau A2",
        good_at="werkt hard door, is precies, leert elke dag nieuwe woorden",
        wants="Ik wil werken, Nederlands spreken en mijn twee dochters laten zien dat het kan.",
        speaks="Tigrinya, een beetje Nederlands", needs=needs(("interpreter", "Tigrinya")), measures=measures(("ibo", "sure")),
    ),
    Applicant(
        name="Kevin De Wachter", born=1989, place="2830 Willebroek", coach="lotte", wishes=("log",),
        work=("2008 – 2019 | Heftruckchauffeur in de haven, Antwerpen",), school="2007 | Bso mechanica; 2009 | Heftruckattest",
        good_at="rijdt vlot en veilig, kent voorraadsystemen, springt overal bij",
        wants="De haven was te ver voor een papa alleen. Puurs is tien minuten van de school van mijn zoon.",
        when="Vanaf 8.30 uur, of in de late ploeg als mijn moeder kan oppassen.",
    ),
    Applicant(
        name="Anke Vermeiren", born=1998, place="2890 Sint-Amands", coach="joke", wishes=("pack",),
        work=("2017 – 2021 | Plukster in een aspergebedrijf, Puurs",), school="2016 | Buso opleidingsvorm 3, tuinbouw",
        good_at="is vrolijk, heeft een goed ritme, let op kwaliteit",
        wants="In de winter is er op het veld geen werk. Ik wil iets voor het hele jaar.",
        needs=needs("written_instructions", "jobcoach_present"), measures=measures(("imw", "sure")), hours=32,
    ),
    Applicant(
        name="Mehmet Kaya", born=1985, place="9100 Sint-Niklaas", coach="nele", wishes=("bread",),
        work=("2003 – 2016 | Bakker in een buurtbakkerij, Sint-Niklaas", "2017 – 2022 | Taxichauffeur"),
        school="2002 | Leertijd bakkerij",
        good_at="kent deeg als zijn broekzak, geeft graag uitleg, is rustig onder druk",
        wants="De bakkerij van mijn vader sloot. Het vak heb ik nooit losgelaten.", speaks="Turks, Nederlands",
    ),
    Applicant(
        name="Rita Coppens", born=1969, place="9140 Temse", coach="nele", wishes=("pack",),
        work=("1988 – 2021 | Stikster in een meubelfabriek, Temse",), school="1987 | Bso kleding",
        good_at="is nauwkeurig, kent bandwerk, houdt de sfeer erin",
        wants="Met pensioen kan ik nog niet en wil ik nog niet. Ik zoek een ploeg waar ze mij kunnen gebruiken.", hours=30,
    ),
    Applicant(
        name="Thomas Segers", born=2000, place="2870 Puurs-Sint-Amands", coach="pim", wishes=("log", "pack"),
        work=("2020 – 2022 | Pakjesbezorger, Rupelstreek",), school="2018 | Bso auto",
        good_at="kent de streek, is handig met een scanner, doet zijn mond open als iets niet klopt",
        wants="Ik wil van de baan af en in een ploeg werken waar ik iedereen ken.",
    ),
    Applicant(
        name="Grace Okafor", born=1994, place="2830 Willebroek", coach="ilse", wishes=("pack", "bread"),
        work=("2015 – 2020 | Kassierster, Lagos", "2023 – 2024 | Schoonmaak in een school, Willebroek"),
        school="2014 | Boekhouding, Nigeria; 2024 | Nederlands niveau B1",
        good_at="rekent snel, werkt netjes, is een doorzetter",
        wants="Ik zoek een werkgever bij wie ik kan groeien. Beginnen doe ik graag aan de band.", speaks="Engels, Igbo, Nederlands",
    ),
    Applicant(
        name="Ward Mertens", born=1996, place="2840 Reet", coach="wim", wishes=("pack", "log"),
        work=("2016 – 2023 | Medewerker maatwerkbedrijf, Niel",), school="2015 | Buso opleidingsvorm 3, logistiek",
        good_at="is heel ordelijk, werkt zelfstandig aan een vaste plek, is trots op zijn werk",
        wants="Mijn begeleider zegt dat ik klaar ben. Ik vind dat ook.",
        needs=needs("quiet_room"), measures=measures(("imw", "sure")), hours=36,
    ),
    Applicant(
        name="Ingrid Thys", born=1978, place="2850 Boom", coach="wim", wishes=("bread", "pack"),
        work=("2000 – 2019 | Uitbaatster van een frituur, Boom",), school="1996 | Hotelschool",
        good_at="kan haar plan trekken, kent voedselveiligheid, werkt ook in het weekend",
        wants="Negentien jaar frieten bakken was mooi, maar alleen. Nu liever brood, in ploeg.",
    ),
    Applicant(
        name="Bilal Amrani", born=2003, place="2610 Wilrijk", coach="joke", wishes=("log", "bread"),
        work=("2022 | Stage in een bakkerij, Antwerpen",), school="2022 | Deeltijds onderwijs, bakkerij",
        good_at="kan bollen en snijden, luistert goed, is nieuwsgierig",
        wants="Ik wil een job waar ik een vak leer en waar ze mij niet na drie maanden laten gaan.", hours=38,
        measures=measures(("ibo", "likely")),
    ),
    Applicant(
        name="Carine Wuyts", born=1974, place="2500 Lier", coach="pim", wishes=("pack",),
        work=("1995 – 2015 | Bediende bij een verzekeraar, Antwerpen",), school="1994 | Graduaat secretariaat",
        good_at="werkt correct, is beleefd, leert snel",
        wants="Achter een scherm zitten doet mij geen goed meer. Ik wil 's avonds moe zijn van iets anders dan denken.",
        needs=needs("breaks", employer=False), hours=20, when="Halve dagen.",
    ),
    Applicant(
        name="Joris Van Looy", born=1987, place="2800 Mechelen", coach="lotte", wishes=("bread", "log"),
        work=("2006 – 2014 | Dakwerker, Mechelen",), school="2005 | Bso hout",
        good_at="is sterk, houdt van vroeg opstaan, helpt waar hij kan",
        wants="Na mijn val mag ik niet meer op een dak. Ik zoek een werk met twee voeten op de grond.",
        needs=needs("step_free"), measures=measures(("imw", "likely")),
    ),
    Applicant(
        name="Dorien Lauwers", born=1993, place="3001 Heverlee", coach="tom", wishes=("pack",),
        work=("2016 – 2019 | Medewerkster postkamer, Leuven",), school="2014 | Bachelor kunstgeschiedenis",
        good_at="heeft oog voor detail, werkt gestructureerd, is beleefd",
        wants="Ik hou van routine en van dingen die kloppen. Aan een inpaklijn klopt alles.",
        needs=needs("quiet_room", "written_instructions"), measures=measures(("imw", "likely")), hours=24,
    ),
    Applicant(
        name="Pieter-Jan Nijs", born=1999, place="3018 Wijgmaal", coach="tom", wishes=("log",),
        work=(), school="2021 | Graduaat informatica",
        good_at="is goed met computers, ordent graag, is eerlijk over wat niet lukt",
        wants="Ik wil weten of een magazijn iets voor mij is. Een stage zou ideaal zijn.", needs=needs("quiet_room"),
        hours=19,
    ),
    Applicant(
        name="Zohra Benkhelifa", born=1982, place="2550 Kontich", coach="joke", wishes=("pack", "bread"),
        work=("2005 – 2012 | Productiemedewerkster salades, Kontich",), school="2000 | Bso voeding",
        good_at="kent koele ruimtes, werkt snel en proper, is een moederfiguur in de ploeg",
        wants="Mijn kinderen zijn groot. Nu ben ik aan de beurt.", speaks="Nederlands, Arabisch", hours=38,
    ),
    Applicant(
        name="Nathan Willems", born=2001, place="2811 Leest", coach="lotte", wishes=("pack", "log"),
        work=("2021 – 2022 | Interim in verschillende magazijnen",), school="2020 | Buso opleidingsvorm 3, groen",
        good_at="is behulpzaam, tilt zonder klagen, onthoudt wat je voordoet",
        wants="Telkens een nieuwe plek via interim: daar word ik zenuwachtig van. Ik zoek één plek.",
        needs=needs("jobcoach_present", "written_instructions"), measures=measures(("imw", "sure")), hours=34,
    ),
    Applicant(
        name="Els Bogaerts", born=1980, place="2560 Kessel", coach="pim", wishes=("bread",),
        work=("2001 – 2017 | Onthaalouder, Kessel",), school="1999 | Tso voeding",
        good_at="is geduldig, organiseert goed, bakt taarten voor heel de straat",
        wants="Mijn droom was altijd een eigen bakkerijtje. In een grote bakkerij leer ik het echte werk.", hours=30,
    ),
)  # fmt: skip
