"""A campaign with its nominations open, and the people around it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from flask_security import hash_password

from portal.actions.candidates import add_candidate
from portal.actions.documents import keep_document
from portal.actions.nomination_tasks import (
    CompetenceSaid,
    MeasureAnswer,
    SupportAnswer,
    choose_vacancies,
    confirm_agreement,
    state_availability,
    state_commuting,
    state_internship_hours,
    state_measures,
    state_profile,
    state_support,
    write_motivation,
)
from portal.actions.nominations import begin_nomination, put_forward_nomination
from portal.cabinet.intake import TakenIn
from portal.models.accounts import User
from portal.models.campaigns import Campaign, Invitation
from portal.models.candidates import Candidate
from portal.models.nominations import Nomination
from portal.models.organisations import Organisation, Site
from portal.models.vacancies import Vacancy
from portal.queries.nomination_tasks import asked_competences
from portal.rules.candidates import CandidateFacts
from portal.rules.roles import Role
from tests.person import Person

OPENS = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
CLOSES = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)  # 17:00 in Brussels
DAY = date(2026, 12, 1)


def fields(values: dict[str, Any]) -> dict[str, Any]:
    """What to fill in, by names that Python cannot write as keywords: `**fields({"choices-0": "Chauffeur"})`."""
    return values


@dataclass
class Scene:
    """Lotte leads; Pim and Joke are jobcoaches of two partners, Karel coordinates Pim's; Emma is the employer."""

    app: Flask
    people: dict[str, User] = field(default_factory=dict)
    campaign: Campaign = None  # type: ignore[assignment]
    vacancies: list[Vacancy] = field(default_factory=list)
    invitations: dict[str, Invitation] = field(default_factory=dict)

    def __getitem__(self, first: str) -> User:
        return self.people[first]

    def browser(self, first: str) -> Person:
        """A browser in which this person is signed in."""
        return Person(self.app).signs_in(f"{first}@netwerk.example")

    def candidate(self, first_name: str = "Fatima", *, by: str = "pim", **more: Any) -> Candidate:
        facts = {"last_name": "El Amrani", "phone": "0470 11 22 33", "town": "Mol", "postcode": "2400", **more}
        return add_candidate(CandidateFacts(first_name=first_name, **facts), by=self[by])

    def draft(self, first_name: str = "Fatima", *, by: str = "pim", **more: Any) -> Nomination:
        """A nomination that has only just been begun."""
        candidate = self.candidate(first_name, by=by, **more)
        return begin_nomination(self.invitations[by], candidate, by=self[by])

    def complete(
        self,
        first_name: str = "Fatima",
        *,
        by: str = "pim",
        measures: Sequence[MeasureAnswer] = (),
        needs: Sequence[SupportAnswer] = (),
        **more: Any,
    ) -> Nomination:
        """A draft in which nothing lacks any more."""
        nomination, coach = self.draft(first_name, by=by, **more), self[by]
        choose_vacancies(nomination, self.vacancies[:2], by=coach)
        write_motivation(
            nomination,
            competences="Werkt netjes.",
            motivation="Houdt van brood.",
            recommendation="Een topper.",
            by=coach,
        )
        state_commuting(nomination, transport=["bicycle"], travel_minutes=25, travel_km=8, by=coach)
        asked = asked_competences(nomination)
        state_profile(
            nomination,
            [CompetenceSaid(vacancy=one.vacancy, competence=one.competence, answer="can") for one in asked],
            by=coach,
        )
        state_measures(nomination, measures, none_applies=not measures, by=coach)
        state_internship_hours(nomination, 38, by=coach)
        state_availability(nomination, availability="Voltijds vanaf december.", by=coach)
        state_support(nomination, needs, none_needed=not needs, by=coach)
        confirm_agreement(nomination, True, by=coach)
        for kind in ("cv", "letter"):
            keep_document(nomination, kind, self.paper(), by=coach)
        return nomination

    def put_forward(self, first_name: str = "Fatima", *, by: str = "pim", **more: Any) -> Nomination:
        nomination = self.complete(first_name, by=by, **more)
        put_forward_nomination(nomination, by=self[by])
        return Nomination.get_by_id(nomination.id)

    def paper(self) -> TakenIn:
        """What the cabinet says of a document, for tests that read no bytes."""
        return TakenIn(
            key=secrets.token_hex(16),
            name="CV Fatima El Amrani.pdf",
            media_type="application/pdf",
            size=24_000,
            sha256=secrets.token_hex(32),
            pages=1,
        )


def open_scene(app: Flask) -> Scene:
    """Everybody in place; nobody put forward yet."""
    scene = Scene(app)
    with app.app_context():
        hashed = hash_password(Person.PASSWORD)
    organisations = {
        name: Organisation.create(kind=kind, name=name, town="Geel")
        for name, kind in (
            ("Werkwijzer Kempen", "mediator"),
            ("Springplank", "mediator"),
            ("De Brug", "mediator"),
            ("Bakkerij De Ster", "employer"),
            ("Ander Bedrijf", "employer"),
        )
    }
    for name, organisation, role, phone in (
        ("Lotte Maes", "Werkwijzer Kempen", Role.MEDIATOR, "014 55 66 77"),
        ("Pim Janssens", "Springplank", Role.MEDIATOR, "0470 12 34 56"),
        ("Karel Wouters", "Springplank", Role.COORDINATOR, ""),
        ("Piet Smets", "Springplank", Role.MEDIATOR, ""),
        ("Joke Peeters", "De Brug", Role.MEDIATOR, ""),
        ("Emma Claes", "Bakkerij De Ster", Role.EMPLOYER, ""),
        ("Bas Claes", "Ander Bedrijf", Role.EMPLOYER, ""),
        ("Dirk Smets", "Werkwijzer Kempen", Role.PRIVACY_OFFICER, ""),
        ("Ada Peeters", "Werkwijzer Kempen", Role.ADMINISTRATOR, ""),
    ):
        first = name.split()[0].lower()
        scene.people[first] = User.create(
            email=f"{first}@netwerk.example",
            password=hashed,
            fs_uniquifier=secrets.token_hex(32),
            name=name,
            phone=phone,
            organisation=organisations[organisation],
            role=role.value,
        )
    site = Site.create(organisation=organisations["Bakkerij De Ster"], name="Mol", town="Mol")
    scene.campaign = Campaign.create(
        state="running",
        title="Samen bakken",
        organisation=organisations["Werkwijzer Kempen"],
        lead=scene["lotte"],
        employer=organisations["Bakkerij De Ster"],
        site=site,
        nominations_open_at=OPENS,
        nominations_close_at=CLOSES,
        selection_day_on=DAY,
    )
    scene.vacancies = [
        Vacancy.create(campaign=scene.campaign, title=title, position=place)
        for place, title in enumerate(("Inpakker", "Bakkersgast", "Chauffeur"))
    ]
    for first in ("pim", "joke"):
        scene.invitations[first] = Invitation.create(
            state="accepted",
            campaign=scene.campaign,
            organisation=scene[first].organisation,
            user=scene[first],
            email=scene[first].email,
            name=scene[first].name,
        )
    return scene
