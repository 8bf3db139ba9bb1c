"""A candidate of the story as the jobcoach tells about him or her, and the CV and letter that go with it."""

from dataclasses import dataclass
from datetime import date

from portal.actions.nomination_tasks import MeasureAnswer, SupportAnswer
from portal.demo import papers
from portal.rules.candidates import CandidateFacts, searchable


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """One candidate. `coach` is a key of the cast, `wishes` keys of the campaign's vacancies, first choice first.

    `work` lines are `2019 – 2022 | what, where`; `wants` is said by the candidate, `good_at` by the jobcoach.
    """

    name: str
    born: int
    place: str
    coach: str
    wishes: tuple[str, ...]
    work: tuple[str, ...]
    school: str
    good_at: str
    wants: str
    speaks: str = "Nederlands"
    free_time: str = ""
    hours: int = 38
    when: str = "Elke werkdag, ook in de vroege ploeg."
    needs: tuple[SupportAnswer, ...] = ()
    measures: tuple[MeasureAnswer, ...] = ()
    recommendation: str = ""
    notes: str = ""
    language: str = "nl"
    has_mail: bool = True

    @property
    def first_name(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def key(self) -> str:
        """The name as it stands in addresses and file names."""
        return searchable(self.name).replace(" ", ".").replace("'", "")

    @property
    def email(self) -> str:
        return f"{self.key}@post.example"

    @property
    def phone(self) -> str:
        return f"0499 00 {self.number // 100 % 100:02d} {self.number % 100:02d}"

    @property
    def facts(self) -> CandidateFacts:
        """What the jobcoach keeps."""
        postcode, _, town = self.place.partition(" ")
        return CandidateFacts(
            first_name=self.first_name,
            last_name=self.name.partition(" ")[2],
            birth_date=date(self.born, 1 + self.number % 12, 1 + self.number % 28),
            email=self.email if self.has_mail else "",
            phone=self.phone,
            postcode=postcode,
            town=town,
            language=self.language,
            notes=self.notes,
        )

    @property
    def number(self) -> int:
        """A number that belongs to the name, the same in each telling."""
        return sum(place * ord(sign) for place, sign in enumerate(self.name, start=3))


@dataclass(frozen=True)
class Addressee:
    """To whom a letter goes: `greeting` opens it, `company` and `town` stand above it, `work` names the job."""

    greeting: str
    company: str
    town: str


_OPENINGS = (
    "Via mijn jobcoach hoorde ik dat jullie bij {company} mensen zoeken. Daar wil ik graag aan meedoen.",
    "Ik schrijf jullie omdat ik graag zou werken als {job}. Mijn jobcoach vertelde me over de selectiedag.",
    "Toen ik over de job van {job} hoorde, dacht ik meteen: dat is iets voor mij.",
    "Graag stel ik me kandidaat voor het werk van {job} bij {company}.",
    "Ik zoek al een tijdje een plek waar ik kan blijven. Bij {company} zou ik graag beginnen als {job}.",
)
_CLOSINGS = (
    "Ik kom graag langs om kennis te maken en om te laten zien wat ik kan.",
    "Op de selectiedag vertel ik er graag meer over. Tot dan!",
    "Een stage zou ik heel graag doen: dan kunnen we het allebei eens proberen.",
    "Als ik iets niet weet, vraag ik het. Ik hoop dat ik mag komen.",
    "Hebben jullie nog vragen? Bel mij gerust, of vraag het aan mijn jobcoach.",
)


def cv_lines(one: Applicant) -> list[str]:
    """The CV, as `papers` writes it."""
    reach = " · ".join((one.place, one.phone, *((one.email,) if one.has_mail else ())))
    return [
        one.name,
        reach,
        "## Werk",
        *(one.work or ("Ik zoek mijn eerste job.",)),
        "## School en opleiding",
        *one.school.split("; "),
        "## Wat ik goed kan",
        *(f"- {skill.strip().rstrip('.').capitalize()}" for skill in one.good_at.split(", ")),
        "## Talen",
        one.speaks,
        *(("## Vrije tijd", one.free_time) if one.free_time else ()),
    ]


def letter_paragraphs(one: Applicant, to: Addressee, job: str, written_on: date) -> list[str]:
    """The motivation letter."""
    pick = one.number
    words = {"company": to.company, "job": job[:1].lower() + job[1:]}
    return [
        f"{one.name}\n{one.place}",
        f"Aan {to.company}, {to.town}",
        f"{one.place.partition(' ')[2]}, {written_on:%d/%m/%Y}",
        to.greeting,
        _OPENINGS[pick % len(_OPENINGS)].format(**words),
        one.wants,
        f"Ik kan beginnen wanneer jullie willen. {one.when}",
        _CLOSINGS[pick // 7 % len(_CLOSINGS)],
        f"Met vriendelijke groeten\n{one.name}",
    ]


def written_papers(one: Applicant, to: Addressee, job: str, written_on: date) -> dict[str, tuple[str, bytes]]:
    """The files as the jobcoach got them: per kind a name and the bytes, some as PDF and some as Word document."""
    lines, paragraphs = cv_lines(one), letter_paragraphs(one, to, job, written_on)
    name = one.name.replace("'", "").replace(" ", "_")
    cv = (
        (f"CV_{name}.docx", papers.cv_docx(lines))
        if one.number % 3 == 0
        else (f"CV {one.name}.pdf", papers.cv_pdf(lines))
    )
    letter = (
        (f"motivatiebrief {one.first_name}.pdf", papers.letter_pdf(paragraphs))
        if one.number % 2
        else (f"Brief_{name}.docx", papers.letter_docx(paragraphs))
    )
    return {"cv": cv, "letter": letter}


def needs(*pairs: tuple[str, str] | str, minutes: int = 0, employer: bool = True) -> tuple[SupportAnswer, ...]:
    """What has to be arranged, shared with the lead and, unless said otherwise, with the employer."""
    found = []
    for pair in pairs:
        kind, detail = (pair, "") if isinstance(pair, str) else pair
        found.append(
            SupportAnswer(
                kind=kind,
                detail=detail,
                minutes=minutes if kind == "extra_time" else 0,
                shared_with_employer=employer,
            )
        )
    return tuple(found)


def measures(*pairs: tuple[str, str, str] | tuple[str, str]) -> tuple[MeasureAnswer, ...]:
    """Measures as (code, certainty, note)."""
    return tuple(
        MeasureAnswer(code=pair[0], certainty=pair[1], note=pair[2] if len(pair) == 3 else "") for pair in pairs
    )
