"""Why something could not be scheduled, in words a mediator can act on.

A reason holds names as the instance knows them; whoever shows it replaces them by the names of people.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.planner.board import Duty
from portal.planner.bounds import Bounds, Overload
from portal.planner.instances import Candidate, Instance
from portal.rules.words import N_


@dataclass(frozen=True)
class Reason:
    """A Dutch message id and its named parameters.

    `kind` is coach, interpreter, tables, seats, lines, candidate, needs, or left (one duty for which no
    moment was found, though no bound forbids it). Parameters: names ("coach", "interpreter", "tables",
    "rooms", "lines", "candidate", "date") are ids, several joined by commas; "since" and "until" are clock
    times; the rest numbers.
    """

    kind: str
    sentence: str
    params: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence % self.params


MANY = {
    "coach": N_(
        "Jobcoach %(coach)s heeft %(asked)s speeddates tussen %(since)s en %(until)s uur; er passen "
        "er hoogstens %(fits)s. Voeg een jobcoach toe, schrap een tafel of verleng de dag."
    ),
    "interpreter": N_(
        "Voor tolk %(interpreter)s zijn er %(asked)s speeddates tussen %(since)s en %(until)s uur; er"
        " passen er hoogstens %(fits)s. Vraag een tolk bij, schrap een speeddate of verleng de dag."
    ),
    "tables": N_(
        "Aan %(tables)s zijn er %(asked)s speeddates tussen %(since)s en %(until)s uur; er passen er "
        "hoogstens %(fits)s. Zet een tafel bij, schrap een speeddate of verleng de dag."
    ),
    "seats": N_(
        "In %(rooms)s moeten %(asked)s testen passen tussen %(since)s en %(until)s uur; er passen er "
        "hoogstens %(fits)s. Zet plaatsen bij, open nog een lokaal of verleng de dag."
    ),
    "lines": N_(
        "Met %(lines)s willen %(asked)s mensen een rondleiding tussen %(since)s en %(until)s uur; er "
        "kunnen er hoogstens %(fits)s mee. Vraag een gids bij, maak de groepen groter of verleng de "
        "dag."
    ),
    "candidate": N_(
        "%(candidate)s heeft %(asked)s minuten nodig en is er maar van %(since)s tot %(until)s uur. "
        "Schrap een speeddate of spreek een langere aanwezigheid af."
    ),
}
ONE = {
    "coach": N_(
        "Jobcoach %(coach)s heeft een speeddate tussen %(since)s en %(until)s uur, en die past er "
        "niet in. Voeg een jobcoach toe, schrap een tafel of verleng de dag."
    ),
    "interpreter": N_(
        "Voor tolk %(interpreter)s is er een speeddate tussen %(since)s en %(until)s uur, en die past"
        " er niet in. Vraag een tolk bij, schrap de speeddate of verleng de dag."
    ),
    "tables": N_(
        "Aan %(tables)s is er een speeddate tussen %(since)s en %(until)s uur, en die past er niet "
        "in. Zet een tafel bij, schrap de speeddate of verleng de dag."
    ),
    "seats": N_(
        "In %(rooms)s moet een test passen tussen %(since)s en %(until)s uur, en dat gaat niet. Open "
        "nog een lokaal of verleng de dag."
    ),
    "lines": N_(
        "Met %(lines)s moet een rondleiding passen tussen %(since)s en %(until)s uur, en dat gaat "
        "niet. Vraag een gids bij of verleng de dag."
    ),
}
NAMED = {"seats": "rooms"}  # the parameter that holds the names, where it is not the kind itself

UNFIT = {
    "date": N_(
        "Geen enkele tafel van speeddate %(date)s heeft wat %(candidate)s nodig heeft. Kies een "
        "andere tafel of pas de tafel aan."
    ),
    "tour": N_("Geen enkele rondleiding heeft wat %(candidate)s nodig heeft. Zoek een gids die dat kan aanbieden."),
    "test": N_("Geen enkel testlokaal heeft wat %(candidate)s nodig heeft. Zoek een lokaal dat dat heeft."),
}
SHUT = {
    "date": N_(
        "Speeddate %(date)s van %(candidate)s past nergens tussen %(since)s en %(until)s uur: de "
        "tafel is dan niet vrij, of wie meegaat is er niet."
    ),
    "tour": N_("Er is geen rondleiding mogelijk voor %(candidate)s tussen %(since)s en %(until)s uur."),
    "test": N_("De test van %(candidate)s past nergens tussen %(since)s en %(until)s uur."),
    "welcome": N_(
        "Er is geen onthaal terwijl %(candidate)s er is, tussen %(since)s en %(until)s uur. Voeg een onthaal toe."
    ),
}
LEFT = {
    "date": N_(
        "Voor speeddate %(date)s van %(candidate)s is geen vrij moment gevonden tussen %(since)s en "
        "%(until)s uur. Schrap een speeddate of verleng de dag."
    ),
    "tour": N_(
        "Voor de rondleiding van %(candidate)s is geen vrij moment gevonden tussen %(since)s en "
        "%(until)s uur. Vraag een gids bij of verleng de dag."
    ),
    "test": N_(
        "Voor de test van %(candidate)s is geen vrij moment gevonden tussen %(since)s en %(until)s "
        "uur. Zet plaatsen bij of verleng de dag."
    ),
    "welcome": N_(
        "Er is geen plaats meer bij het onthaal voor %(candidate)s tussen %(since)s en %(until)s uur."
        " Voeg een onthaal toe of maak er een groter."
    ),
}


def reasons(instance: Instance, bounds: Bounds, left: Iterable[Duty]) -> list[Reason]:
    """Why `left` is not in the plan: first the bounds that are broken, then what only one person meets."""
    left = [duty for duty in left if duty.kind != "lunch"]
    if not left:
        return []
    found = [_overload(one) for one in bounds.everything]
    explained = bool(found)
    for duty in left:
        candidate = instance.candidates[duty.person]
        if not duty.places:
            found.append(_impossible(instance, candidate, duty))
        elif not explained:
            found.append(_about(instance, LEFT, "left", candidate, duty))
    return found


def _overload(one: Overload) -> Reason:
    sentence = ONE[one.kind] if one.asked == 1 and one.kind in ONE else MANY[one.kind]
    return Reason(
        one.kind,
        sentence,
        {
            NAMED.get(one.kind, one.kind): ", ".join(one.names),
            "since": clock(one.since),
            "until": clock(one.until),
            "asked": one.asked,
            "fits": one.fits,
        },
    )


def _impossible(instance: Instance, candidate: Candidate, duty: Duty) -> Reason:
    fitting = {
        "date": lambda: any(
            candidate.needs.table <= table.features
            for date in candidate.dates
            if date.id == duty.name
            for table in instance.tables
            if table.id in date.tables
        ),
        "tour": lambda: any(candidate.needs.tour <= line.features for line in instance.tour.lines),
        "test": lambda: any(candidate.needs.test <= room.features for room in instance.test.rooms),
        "welcome": lambda: True,
    }
    if fitting[duty.kind]():
        return _about(instance, SHUT, "left", candidate, duty)
    return _about(instance, UNFIT, "needs", candidate, duty)


def _about(instance: Instance, sentences: dict[str, str], kind: str, candidate: Candidate, duty: Duty) -> Reason:
    params: dict[str, object] = {
        "candidate": candidate.id,
        "since": clock(max(instance.start, candidate.arrive)),
        "until": clock(min(instance.end, candidate.leave)),
    }
    if duty.kind == "date":
        params["date"] = duty.name
    return Reason(kind, sentences[duty.kind], params)


def clock(minute: int) -> str:
    """Minutes since midnight as people here say them: 570 is 9.30."""
    return f"{minute // 60}.{minute % 60:02d}"
