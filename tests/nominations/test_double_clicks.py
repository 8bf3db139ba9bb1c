"""A form that is sent three times, or eight times at once, has one effect (promise P7)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.models.candidates import Candidate
from portal.models.database import database
from portal.models.history import HistoryLine
from portal.models.nominations import Nomination, VacancyChoice
from portal.models.outbox import OutboxMail
from tests.nominations.scene import Scene
from tests.person import Person

Send = Callable[[], int]


def _three_times(send: Send) -> set[int]:
    return {send() for _ in range(3)}


def _eight_at_once(send: Send) -> set[int]:
    def apart() -> int:
        try:
            return send()
        finally:
            database.close()

    with ThreadPoolExecutor(8) as pool:
        return {sent.result() for sent in [pool.submit(apart) for _ in range(8)]}


TIMES = pytest.mark.parametrize("times", [_three_times, _eight_at_once])


def _sender(person: Person, path: str, **more: str) -> Send:
    """What the open form of the person would send, from a browser of its own each time, in the same session."""
    inputs = person.page.tree.iterfind(".//main//form//input[@name]")
    data = {field.get("name"): field.get("value", "") for field in inputs if field.get("type") != "checkbox"}
    cookies = dict(person.client._cookies or {})

    def send() -> int:
        client = person.app.test_client()
        client._cookies = dict(cookies)
        return client.post(path, data={**data, **more}, base_url=person.app.config["BASE_URL"]).status_code

    return send


@TIMES
def test_putting_forward(scene: Scene, times: Callable[[Send], set[int]]) -> None:
    nomination = scene.complete()
    pim = scene.browser("pim")
    pim.visits(f"/nominations/{nomination.public_id}")
    assert times(_sender(pim, f"/nominations/{nomination.public_id}/put-forward")) == {302}
    assert HistoryLine.select().where(HistoryLine.step == "put_forward").count() == 1
    assert OutboxMail.select().count() == 2


@TIMES
def test_withdrawing(scene: Scene, times: Callable[[Send], set[int]]) -> None:
    nomination = scene.put_forward()
    pim = scene.browser("pim")
    path = f"/nominations/{nomination.public_id}/withdraw"
    pim.visits(path)
    assert times(_sender(pim, path, reason="Vond ander werk")) == {302}
    assert HistoryLine.select().where(HistoryLine.step == "withdraw").count() == 1
    assert OutboxMail.select().where(OutboxMail.template == "nominations/withdrawn").count() == 1


@TIMES
def test_beginning_with_a_new_candidate(scene: Scene, times: Callable[[Send], set[int]]) -> None:
    pim = scene.browser("pim")
    path = f"/invitations/{scene.invitations['pim'].public_id}/nominations/new"
    pim.visits(path)
    assert times(_sender(pim, path, first_name="Fatima", last_name="El Amrani", language="nl")) == {302}
    assert (Candidate.select().count(), Nomination.select().count()) == (1, 1)


@TIMES
def test_beginning_with_a_known_candidate(scene: Scene, times: Callable[[Send], set[int]]) -> None:
    candidate = scene.candidate()
    pim = scene.browser("pim")
    path = f"/invitations/{scene.invitations['pim'].public_id}/nominations/new"
    pim.visits(path)
    assert times(_sender(pim, path, known="1", candidate=candidate.public_id)) == {302}
    assert (Candidate.select().count(), Nomination.select().count()) == (1, 1)


@TIMES
def test_filling_in_a_task(scene: Scene, times: Callable[[Send], set[int]]) -> None:
    nomination = scene.draft()
    version = Nomination.get().version
    pim = scene.browser("pim")
    path = f"/nominations/{nomination.public_id}/vacancies"
    pim.visits(path)
    assert times(_sender(pim, path, **{"choices-0": scene.vacancies[0].public_id})) == {302}
    assert VacancyChoice.select().count() == 1
    assert Nomination.get().version == version + 1
