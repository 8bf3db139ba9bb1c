"""The privacy notice: the text that the portal ships, and how a text is read.

Plain language, what GDPR art. 13 and 14 ask for, and nothing more. A text has paragraphs with an empty line between
them; `## ` begins a heading, `- ` a line of a list. Organisations write their own; nothing in it is ever executed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 20_000
PLACEHOLDERS = ("organisation", "contact")
_PLACEHOLDER = re.compile(r"\(\((" + "|".join(PLACEHOLDERS) + r")\)\)")


@dataclass(frozen=True)
class Block:
    """A piece of a notice: `kind` is heading, paragraph or list; a list has a line for each of its items."""

    kind: str
    lines: tuple[str, ...]


def blocks_of(text: str, values: Mapping[str, str]) -> list[Block]:
    """A text as it is shown, with its placeholders filled in; what it is filled with is never read as a heading."""

    def filled(line: str) -> str:
        return _PLACEHOLDER.sub(lambda found: values[found.group(1)], line)

    found = []
    for piece in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in piece.split("\n") if line.strip()]
        while lines and lines[0].startswith("## "):
            found.append(Block("heading", (filled(lines.pop(0).removeprefix("## ").strip()),)))
        if not lines:
            continue
        if all(line.startswith("- ") for line in lines):
            found.append(Block("list", tuple(filled(line.removeprefix("- ").strip()) for line in lines)))
        else:
            found.append(Block("paragraph", (filled(" ".join(lines)),)))
    return found


SHIPPED = {
    "nl": """\
((organisation)) helpt je bij het zoeken naar werk. Daarvoor gebruiken we dit portaal. Hier lees je welke gegevens we over je bewaren, waarom, wie ze ziet en wat je zelf kunt beslissen.

## Wie is verantwoordelijk

((organisation)) beslist waarvoor je gegevens gebruikt worden en zorgt ervoor dat dat veilig gebeurt. Vragen? ((contact)). Je jobcoach helpt je ook.

## Welke gegevens we bewaren

- Wie je bent en hoe we je bereiken: naam, geboortedatum, adres, telefoon en e-mail.
- Je cv, je motivatiebrief, wat je goed kunt en wanneer je kunt werken.
- Wat je nodig hebt om goed te kunnen werken, bijvoorbeeld extra tijd of een rustige plek.
- Welke tewerkstellingsmaatregelen misschien voor je gelden.
- Wat er op de selectiedag gebeurt: je uren, je antwoorden, wat de mensen van het bedrijf noteerden, en de beslissing.
- Hoe je stage en je werk daarna gaan.

## Waarom we dat mogen

We gebruiken je gegevens omdat het onze opdracht is om je naar werk te begeleiden. Voor twee dingen vragen we eerst of je dat goed vindt: om je gegevens te bewaren voor een volgende kans als je niet geselecteerd bent, en om aan een werkgever te vertellen welke maatregel voor je geldt. Je mag nee zeggen. Je mag ook later nog van gedacht veranderen: zeg het aan je jobcoach, en het stopt meteen. Nee zeggen heeft geen gevolgen voor de hulp die je krijgt.

## Wie wat ziet

- Je jobcoach en de collega's van ((organisation)) zien je dossier.
- Wie de instroomactie organiseert ziet het pas als je jobcoach je voordraagt, en nooit je notities.
- Het bedrijf ziet je voornaam, wat je kunt, je cv en je brief. Je adres en je telefoon niet. Welke ondersteuning je nodig hebt ziet het alleen als je jobcoach dat met jou heeft afgesproken.
- Elke keer dat iemand naar je gegevens kijkt, schrijven we op wie het was en wanneer.
- Niemand anders krijgt je gegevens. We verkopen ze niet en sturen ze niet naar landen buiten de Europese Unie.

## Hoelang we ze bewaren

- Niet geselecteerd: tot 28 dagen na de selectiedag. Wil je in de pool blijven, dan hoogstens 365 dagen.
- Na een stage: tot 90 dagen na het einde.
- Begonnen maar nooit voorgedragen: 30 dagen.
- Wie naar je gegevens keek: 24 maanden.

## Geen computer die beslist

Mensen beslissen, geen computer. De punten van de selectiedag worden alleen opgeteld. Bij elke beslissing staat wie ze nam en waarom.

## Wat je kunt vragen

- Een kopie van alles wat we over je hebben, ook de notities en de punten.
- Wie er naar je gegevens keek.
- Dat we iets verbeteren dat niet klopt.
- Dat we je gegevens wissen, of er voorlopig niets meer mee doen.
- Dat we stoppen, als je bezwaar hebt.

Vraag het aan je jobcoach of aan ((organisation)): ((contact)). Je krijgt binnen een maand antwoord, en het kost niets.

Ben je niet tevreden over het antwoord? Dan kun je een klacht indienen bij de toezichthouder: in België de Gegevensbeschermingsautoriteit, in Nederland de Autoriteit Persoonsgegevens.
""",  # noqa: E501 - a paragraph is one line
    "en": """\
((organisation)) helps you look for work. We use this portal for that. Here you read which data we keep about you, why, who sees it and what you can decide yourself.

## Who is responsible

((organisation)) decides what your data is used for and makes sure that it is safe. Questions? ((contact)). Your job coach helps you too.

## Which data we keep

- Who you are and how we reach you: name, date of birth, address, phone and e-mail.
- Your CV, your letter of motivation, what you are good at and when you can work.
- What you need to work well, such as extra time or a quiet place.
- Which employment measures may apply to you.
- What happens on the selection day: your hours, your answers, what the people of the company noted, and the decision.
- How your internship and your work afterwards go.

## Why we may do so

We use your data because it is our task to guide you to work. For two things we ask you first: to keep your data for a next chance if you are not selected, and to tell an employer which measure applies to you. You may say no. You may also change your mind later: tell your job coach, and it stops at once. Saying no changes nothing about the help that you get.

## Who sees what

- Your job coach and the colleagues of ((organisation)) see your file.
- Whoever organises the campaign sees it only once your job coach puts you forward, and never your notes.
- The company sees your first name, what you can do, your CV and your letter. Not your address or your phone. It sees which support you need only if your job coach agreed that with you.
- Each time somebody looks at your data, we write down who it was and when.
- Nobody else gets your data. We do not sell it and do not send it to countries outside the European Union.

## How long we keep it

- Not selected: until 28 days after the selection day. If you want to stay in the pool, at most 365 days.
- After an internship: until 90 days after it ended.
- Begun but never put forward: 30 days.
- Who looked at your data: 24 months.

## No computer that decides

People decide, no computer. The points of the selection day are only added up. With each decision stands who took it and why.

## What you can ask

- A copy of everything that we have about you, the notes and the points included.
- Who looked at your data.
- That we correct what is wrong.
- That we erase your data, or do nothing with it for now.
- That we stop, if you object.

Ask your job coach or ((organisation)): ((contact)). You get an answer within a month, and it is free.

Not satisfied with the answer? You can complain to the supervisor: in Belgium the Data Protection Authority, in the Netherlands the Autoriteit Persoonsgegevens.
""",  # noqa: E501 - a paragraph is one line
}
