"""What the day is for: the written test by phone and on paper, and the speeddates on the employer's tablet."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.page_checks import text_of
from tests.person import Person
from tests.stories.telling import Story

QUESTIONS = ("Je bus rijdt niet. Wat doe je?", "Een collega maakt een fout. Wat doe je?")


@dataclass
class Tablet:
    """The tablet's own script, as far as the network hears it: no cookie, a token, JSON."""

    story: Story
    token: str = ""
    heard: list[int] = field(default_factory=list)

    def pairs(self, code: str, pin: str) -> int:
        """Ask for a token, with a text of its own; the status."""
        answer = self._ask("POST", "/tablet/pair", {"code": code, "pin": pin, "nonce": "N" * 32})
        self.token = answer.get("token", self.token)
        return self.heard[-1]

    def day(self) -> dict[str, Any]:
        return self._ask("GET", "/tablet/day")

    def brings(self, sheet: str, body: dict[str, Any], *, rev: int = 1, base: int = 0) -> dict[str, Any]:
        """Deliver a sheet, as often as the tablet is not sure that it arrived."""
        return self._ask("PUT", f"/tablet/sheets/{sheet}", {"rev": rev, "base": base, "body": body, "pending": 0})

    def _ask(self, method: str, path: str, sent: dict[str, Any] | None = None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        client = self.story.app.test_client()
        response = client.open(
            path, method=method, json=sent, headers=headers, base_url=self.story.app.config["BASE_URL"]
        )
        self.heard.append(response.status_code)
        found = response.get_json()
        assert isinstance(found, dict)
        return found


def the_lead_writes_two_simple_questions_and_the_criteria(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/test/questions")
    lotte.fills_in("Bewaar de vragen", questions="\n".join(QUESTIONS))
    lotte.visits(f"{story.found['campaign']}/speeddates/criteria")
    lotte.fills_in("Bewaar de criteria")
    assert "Waarom wil je hier werken?" in lotte.page


def one_candidate_answers_on_a_phone(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/test")
    lotte.clicks("Toon de link Amina B.")
    (link,) = [url for url in lotte.page.links().values() if "/test/" in url and "campaigns" not in url]
    phone = story.passer_by()
    phone.visits(link)
    assert "Er zijn geen foute antwoorden." in phone.page
    _answers(phone, "Ik bel naar mijn baas.", "Ik help.")
    assert "Bedankt, Amina" in phone.page
    assert "Bedankt, Amina" in phone.visits(link)


def the_paper_of_another_is_typed_in(story: Story) -> None:
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/test/paper")
    assert QUESTIONS[0] in lotte.page
    lotte.visits(f"{story.found['campaign']}/test")
    lotte.clicks("Typ over Dries H.")
    _answers(lotte, "Ik wacht.", "Ik zeg het aan de chef.")
    assert "Overgetypt en ingeleverd." in lotte.page


def the_employer_rates_both_and_looks_at_what_they_would_do(story: Story) -> None:
    emma = story.sits_down("emma")
    for name, first, second in (("Amina B.", "4", "3"), ("Dries H.", "2", "3")):
        emma.visits(f"{story.found['campaign']}/test")
        emma.clicks(f"Beoordeel {name}")
        _answers(emma, first, second, press="Bewaar de beoordeling")
    assert "7 van 8" in emma.page
    assert "5 van 8" in emma.page


def a_tablet_is_paired_with_a_code_and_a_pin(story: Story) -> Tablet:
    lotte = story.sits_down("lotte")
    lotte.visits(f"{story.found['campaign']}/tablets")
    lotte.fills_in("#add-tablet", label="Tablet van de bakkerij")
    code, pin = (text_of(one) for one in lotte.page.tree.findall(".//dl[@class='pairing']//dd"))
    tablet = Tablet(story)
    assert tablet.pairs(code, f"{(int(pin) + 1) % 1_000_000:06d}") == 403
    assert tablet.pairs(code, pin) == 200
    other = Tablet(story, token="f" * 64)
    other.day()
    assert other.heard == [401]
    return tablet


def each_assessor_scores_each_candidate_once_however_often_it_is_sent(story: Story, tablet: Tablet) -> None:
    day = tablet.day()
    assert {person["name"] for person in day["assessors"]} == {"Emma Claes", "Ivo Geerts"}
    assert [one["name"] for one in day["speeddates"] if one["absent"]] == ["Bram V."] * 2
    assert "Belhaj" not in str(day)
    assert "IBO" not in str(day)
    needs = {one["name"]: one["needs"] for one in day["speeddates"]}
    assert needs["Amina B."] != [] == needs["Dries H."]
    for one in day["speeddates"]:
        if one["absent"]:
            continue
        score = 4 if one["name"] == "Amina B." else 2
        body = {
            "scores": {criterion["id"]: score for criterion in day["criteria"]},
            "note": "Vertelt waarom.",
            "verdict": "green" if score == 4 else "orange",
        }
        for sheet in one["sheets"].values():
            first, again = tablet.brings(sheet["id"], body), tablet.brings(sheet["id"], body)
            assert (first["standing"], first["version"], first["repeat"]) == ("accepted", 1, False)
            assert again == {**first, "repeat": True}


def lead_and_employer_see_the_scores_of_who_was_there(story: Story) -> None:
    for who in ("lotte", "emma"):
        person = story.sits_down(who)
        person.visits(f"{story.found['campaign']}/decisions")
        rows = {_name_of(row): text_of(row) for row in person.page.tree.findall(".//tbody/tr")}
        assert rows["Amina B."].count("ja") >= 2
        assert rows["Dries H."].count("misschien") == 2
        assert "afwezig" in rows["Bram V."]


def _name_of(row: Any) -> str:
    found = re.match(r"\w+ \w\.", text_of(row.find("th")))
    return found[0] if found else ""


def _answers(person: Person, *answers: str, press: str = "Klaar, lever in") -> None:
    """Fill in the questions in order; their names are the portal's own."""
    fields = [str(one.get("name")) for one in person.page.tree.iter("textarea", "input")]
    names = list(dict.fromkeys(name for name in fields if name.startswith("q_")))
    given: dict[str, Any] = dict(zip(names, answers, strict=True))
    person.fills_in(press, **given)
