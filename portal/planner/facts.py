"""What can clash on a day, and what can be done about it: each in a sentence, with the keys of what it is about.

A fact or a step holds names as the instance knows them; whoever shows it replaces them by the names of people, and
links each key to where it can be changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from portal.rules.words import N_


@dataclass(frozen=True)
class Said:
    """A Dutch message id and its named parameters, about the things of these keys (none: about the day itself).

    Parameters that name things hold ids, several joined by ", ": coach, interpreter, table, tables, room, line,
    session, candidate, candidates. "since", "until" and "at" are clock times, the others numbers.
    """

    kind: str
    keys: tuple[str, ...]
    sentence: str
    params: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence % self.params


class Fact(Said):
    """One of the facts that cannot all hold. `kind` is a key of FACTS; "pin" has keys as "dates/K1.0"."""


class Step(Said):
    """One thing to change. `kind` is a key of STEPS."""


@dataclass(frozen=True)
class WayOut:
    """Changes that together make everything fit, as tried out: one step, where one is enough."""

    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return " ".join(map(str, self.steps))


@dataclass(frozen=True)
class Explanation:
    """Why not everything can be scheduled: facts that cannot all hold, and ways out, the cheapest first.

    `clash` is empty when no clash was proven. `smallest`: without any one of its facts the others can hold together.
    """

    clash: tuple[Fact, ...] = ()
    ways_out: tuple[WayOut, ...] = ()
    smallest: bool = False


# One thing, or several of the same: the second sentence has "count" besides.
FACTS: dict[str, tuple[str, ...]] = {
    "date": (
        N_("%(candidates)s heeft een speeddate aan %(tables)s."),
        N_("%(count)s speeddates zijn aan %(tables)s: van %(candidates)s."),
    ),
    "date_choice": (
        N_("%(candidates)s heeft een speeddate aan één van deze tafels: %(tables)s."),
        N_("%(count)s speeddates zijn aan één van deze tafels, %(tables)s: van %(candidates)s."),
    ),
    "date_alone": (
        N_("%(candidates)s heeft een speeddate."),
        N_("%(count)s speeddates zijn van %(candidates)s."),
    ),
    "tour": (
        N_("%(candidates)s krijgt een rondleiding."),
        N_("%(count)s mensen krijgen een rondleiding: %(candidates)s."),
    ),
    "test": (
        N_("%(candidates)s doet een test van %(minutes)s minuten."),
        N_("%(count)s mensen doen een test van %(minutes)s minuten: %(candidates)s."),
    ),
    "welcome": (
        N_("%(candidates)s komt eerst naar het onthaal."),
        N_("%(count)s mensen komen eerst naar het onthaal: %(candidates)s."),
    ),
    "arrives": (
        N_("%(candidates)s komt om %(since)s uur."),
        N_("%(count)s mensen komen om %(since)s uur: %(candidates)s."),
    ),
    "leaves": (
        N_("%(candidates)s vertrekt om %(until)s uur."),
        N_("%(count)s mensen vertrekken om %(until)s uur: %(candidates)s."),
    ),
    "needs_table": (N_("Niet elke tafel heeft wat %(candidates)s nodig heeft."),),
    "needs_tour": (N_("Niet elke rondleiding heeft wat %(candidates)s nodig heeft."),),
    "needs_test": (N_("Niet elk testlokaal heeft wat %(candidates)s nodig heeft."),),
    "gap": (N_("%(candidates)s heeft %(minutes)s minuten nodig tussen twee afspraken."),),
    "coach": (N_("Jobcoach %(coach)s kan maar op één plaats tegelijk zijn."),),
    "coach_away": (N_("Jobcoach %(coach)s is er niet tussen %(since)s en %(until)s uur."),),
    "interpreter": (
        N_("Er is maar één tolk %(interpreter)s."),
        N_("Er zijn maar %(count)s tolken %(interpreter)s."),
    ),
    "table": (N_("Aan %(table)s past maar één speeddate tegelijk."),),
    "table_closed": (N_("%(table)s is niet vrij tussen %(since)s en %(until)s uur."),),
    "room": (
        N_("In %(room)s is maar één plaats."),
        N_("In %(room)s zijn maar %(count)s plaatsen."),
    ),
    "line": (N_("%(line)s leidt één groep tegelijk rond, van hoogstens %(size)s."),),
    "session": (
        N_("Bij het onthaal %(session)s is maar één plaats."),
        N_("Bij het onthaal %(session)s zijn maar %(count)s plaatsen."),
    ),
    "day_end": (N_("De dag eindigt om %(until)s uur."),),
    "break": (N_("Van %(since)s tot %(until)s uur is het pauze."),),
    "lunch": (N_("Wie er over de middag is, eet tussen %(since)s en %(until)s uur."),),
    "pin_welcome": (N_("Het onthaal van %(candidates)s staat vast."),),
    "pin_tour": (N_("De rondleiding van %(candidates)s staat vast om %(since)s uur."),),
    "pin_test": (N_("De test van %(candidates)s staat vast om %(since)s uur."),),
    "pin_dates": (N_("Een speeddate van %(candidates)s staat vast om %(since)s uur."),),
    "pin_lunch": (N_("De lunch van %(candidates)s staat vast om %(since)s uur."),),
}

STEPS: dict[str, tuple[str, ...]] = {
    "later": (N_("Laat de dag %(count)s minuten langer duren, tot %(until)s uur."),),
    "seats": (
        N_("Zet één plaats bij in %(room)s."),
        N_("Zet %(count)s plaatsen bij in %(room)s."),
    ),
    "group": (
        N_("Laat %(line)s één persoon meer meenemen per groep."),
        N_("Laat %(line)s %(count)s personen meer meenemen per groep."),
    ),
    "guide": (
        N_("Vraag een gids bij die hetzelfde kan als %(line)s."),
        N_("Vraag %(count)s gidsen bij die hetzelfde kunnen als %(line)s."),
    ),
    "table": (
        N_("Zet een tafel bij voor dezelfde speeddates als %(table)s."),
        N_("Zet %(count)s tafels bij voor dezelfde speeddates als %(table)s."),
    ),
    "open": (N_("Houd %(table)s ook vrij tussen %(since)s en %(until)s uur."),),
    "coach": (N_("Laat een andere jobcoach dan %(coach)s meegaan met %(candidates)s."),),
    "present": (N_("Laat jobcoach %(coach)s er ook zijn tussen %(since)s en %(until)s uur."),),
    "interpreter": (
        N_("Vraag één tolk %(interpreter)s bij."),
        N_("Vraag %(count)s tolken %(interpreter)s bij."),
    ),
    "guests": (
        N_("Maak bij het onthaal %(session)s plaats voor één persoon meer."),
        N_("Maak bij het onthaal %(session)s plaats voor %(count)s personen meer."),
    ),
    "welcome": (N_("Houd nog een onthaal om %(at)s uur."),),
    "earlier": (N_("Laat %(candidate)s %(count)s minuten vroeger komen, om %(since)s uur."),),
    "stay": (N_("Laat %(candidate)s %(count)s minuten langer blijven, tot %(until)s uur."),),
    "suit_table": (N_("Maak %(table)s geschikt voor %(candidate)s."),),
    "suit_tour": (N_("Maak de rondleiding van %(line)s geschikt voor %(candidate)s."),),
    "suit_test": (N_("Maak %(room)s geschikt voor %(candidate)s."),),
    "unpin": (N_("Maak los wat voor %(candidate)s vaststaat om %(since)s uur."),),
}


S = TypeVar("S", bound=Said)


def said(made: type[S], sentences: tuple[str, ...], kind: str, keys: tuple[str, ...], **params: object) -> S:
    """A fact or a step in the sentence for one, or for several when "count" is more than one."""
    many = len(sentences) > 1 and params.get("count") != 1
    return made(kind, keys, sentences[1 if many else 0], params)
