"""Files that come in piece by piece: where the sending stopped, what does not fit, and how much may be on its way."""

import hashlib
import io
import json
from typing import Any

import pytest

from portal.actions.checking import check_waiting
from portal.cabinet.storing import Area, open_cabinet
from portal.config import setting
from portal.models.documents import Document, Upload
from portal.models.nominations import Nomination
from portal.queries.uploads import the_landing
from portal.rules.documents import MAX_BYTES
from portal.rules.uploads import ARRIVING_AT_ONCE, CHUNK_BYTES
from tests.cabinet.making import jpeg
from tests.nominations.scene import Scene
from tests.permissions.asking import BASE_URL
from tests.person import Person

SCAN = jpeg((1700, 1300), trailing=b"x" * 900_000)  # two pieces and a bit
PHOTO = jpeg()


class Sender:
    """The page of somebody who sends a file in pieces."""

    def __init__(self, scene: Scene, nomination: Nomination, who: str = "pim") -> None:
        self.person: Person = scene.browser(who)
        self.nomination = nomination
        self.person.visits("/profile")
        self.token = self.person._token()

    def announces(self, size: int = len(SCAN), *, expect: int = 200, **more: Any) -> dict[str, Any]:
        about = {"kind": "cv", "name": "scan.jpg", "size": size, "resume_key": "1 scan", **more}
        return self._posts(f"/nominations/{self.nomination.public_id}/uploads", expect, data=about)

    def sends(self, upload_id: str, piece: bytes, at: int | str, *, expect: int = 200, **how: Any) -> dict[str, Any]:
        how.setdefault("content_type", "application/octet-stream")
        return self._posts(f"/uploads/{upload_id}/pieces?at={at}", expect, data=piece, **how)

    def asks(self, upload_id: str) -> dict[str, Any]:
        answer = self.person.client.get(f"/uploads/{upload_id}", base_url=BASE_URL)
        assert answer.status_code == 200
        return dict(answer.get_json())

    def _posts(self, path: str, expect: int, **how: Any) -> dict[str, Any]:
        headers = {"X-CSRFToken": self.token, "Accept": "application/json"}
        answer = self.person.client.post(path, base_url=BASE_URL, headers=headers, **how)
        assert answer.status_code == expect, answer.get_data(as_text=True)
        return dict(json.loads(answer.get_data()))


@pytest.fixture
def pim(scene: Scene) -> Sender:
    return Sender(scene, scene.draft())


def test_a_file_arrives_piece_by_piece_and_goes_on_after_a_broken_line(scene: Scene, pim: Sender) -> None:
    # req Y-17, P4
    told = pim.announces()
    assert (told["arrived"], told["state"], told["piece_bytes"]) == (0, "arriving", CHUNK_BYTES)
    told = pim.sends(told["id"], SCAN[:CHUNK_BYTES], 0)
    assert told["arrived"] == CHUNK_BYTES
    again = Sender(scene, pim.nomination)  # the browser was closed; the same file is chosen again
    resumed = again.announces()
    assert (resumed["id"], resumed["arrived"]) == (told["id"], CHUNK_BYTES)
    for at in range(CHUNK_BYTES, len(SCAN), CHUNK_BYTES):
        told = again.sends(told["id"], SCAN[at : at + CHUNK_BYTES], at)
    assert (told["state"], told["badge"]) == ("received", "wordt gecontroleerd")
    assert Upload.get().sha256 == hashlib.sha256(SCAN).hexdigest()
    check_waiting()
    assert again.asks(told["id"])["state"] == "clean"
    assert Document.get().file_name == "scan.jpg"


def test_a_piece_again_changes_nothing_and_one_too_far_is_refused(pim: Sender) -> None:
    # req P7
    told = pim.announces()
    for _ in range(3):
        assert pim.sends(told["id"], SCAN[:1000], 0)["arrived"] == 1000
    for at in (-1, 500, 1001, len(SCAN), "x"):
        answer = pim.sends(told["id"], SCAN[1000:2000], at, expect=409)
        assert answer["error"] == "Dit stuk past niet waar het bestand nu is."
    pim.sends(told["id"], b"", 1000, expect=409)
    assert pim.asks(told["id"])["arrived"] == 1000


def test_what_a_crash_left_behind_a_piece_is_cut_off(pim: Sender) -> None:
    # req P4: the piece was written, its row was not
    told = pim.announces(size=20)
    pim.sends(told["id"], b"0123456789", 0)
    with the_landing().path(Upload.get().key).open("ab") as file:
        file.write(b"left behind by a crash, and longer")
    pim.sends(told["id"], b"abcdefghij", 10)
    assert open_cabinet(setting("CABINET_URL")).read(Upload.get().key, Area.QUARANTINE) == b"0123456789abcdefghij"


def test_a_half_file_that_lies_on_another_machine_is_sent_from_its_beginning(pim: Sender) -> None:
    told = pim.announces(size=20)
    pim.sends(told["id"], b"0123456789", 0)
    the_landing().drop(Upload.get().key)
    assert pim.sends(told["id"], b"abcdefghij", 10)["arrived"] == 0
    assert pim.announces(size=20)["arrived"] == 0


@pytest.mark.parametrize(
    ("size", "sentence"),
    [(0, "Dit bestand is leeg."), (-5, "Dit bestand is leeg."), (MAX_BYTES + 1, "Dit bestand is groter dan 10 MB.")],
)
def test_a_file_of_no_size_or_too_large_is_not_begun(pim: Sender, size: int, sentence: str) -> None:
    assert sentence in pim.announces(size, expect=409)["error"]
    assert Upload.select().count() == 0


@pytest.mark.parametrize("more", [{"kind": "diploma"}, {"kind": ""}, {"size": "veel"}, {"resume_key": "k" * 65}])
def test_what_is_no_announcement_is_not_begun(pim: Sender, more: dict[str, str]) -> None:
    pim.announces(**{"size": 10, **more}, expect=409)  # type: ignore[arg-type]
    assert Upload.select().count() == 0


def test_more_than_was_announced_is_not_taken(pim: Sender) -> None:
    told = pim.announces(size=10)
    pim.sends(told["id"], b"0123456789 and a virus", 0, expect=409)
    assert Upload.get().arrived == 0


def test_a_piece_beyond_its_limit_gets_413_and_another_kind_of_body_is_none(pim: Sender) -> None:
    told = pim.announces()
    pim.sends(told["id"], bytes(CHUNK_BYTES + 1), 0, expect=413)
    pim.sends(told["id"], b"x=1", 0, expect=409, content_type="application/x-www-form-urlencoded")
    assert Upload.get().arrived == 0


def test_a_person_has_so_many_files_half_sent_and_no_more(pim: Sender) -> None:
    for number in range(ARRIVING_AT_ONCE):
        pim.announces(resume_key=str(number))
    said = pim.announces(resume_key="one more", expect=409)["error"]
    assert said == "Er zijn al 10 bestanden half verstuurd. Wacht tot ze klaar zijn, of gooi er een weg."
    assert pim.announces(resume_key="3")["arrived"] == 0  # one of those goes on


def test_everybody_together_has_so_much_half_sent_and_no_more(pim: Sender, scene: Scene) -> None:
    for number in range(301):
        Upload.create(nomination=pim.nomination, kind="cv", file_name="x", size=MAX_BYTES, key=f"{number:032}")
    assert "te veel bestanden tegelijk" in pim.announces(expect=409)["error"]


def test_a_colleague_begins_anew_and_strangers_find_nothing(pim: Sender, scene: Scene) -> None:
    told = pim.announces(size=20)
    pim.sends(told["id"], b"0123456789", 0)
    karel = Sender(scene, pim.nomination, "karel")
    assert karel.announces(size=20)["id"] != told["id"]
    for who, status in (("piet", 403), ("joke", 404), ("lotte", 404), ("emma", 404)):
        stranger = Sender(scene, pim.nomination, who)
        stranger.sends(told["id"], b"abcdefghij", 10, expect=status)
    assert Upload.get(Upload.public_id == told["id"]).arrived == 10


def test_nothing_is_begun_for_a_campaign_that_has_ended(pim: Sender, scene: Scene) -> None:
    told = pim.announces(size=10)
    scene.campaign.change(state="closed")
    assert "loopt niet" in pim.announces(resume_key="new", expect=409)["error"]
    # What was under way arrives: it is checked, and stays.
    pim.sends(told["id"], b"MZ23456789", 0)
    check_waiting()
    assert Upload.get().state == "refused"


def test_a_request_that_never_ends_is_cut_off(pim: Sender) -> None:
    """200 MB in chunks, without a length: no more is read than a form may weigh."""

    class Endless(io.RawIOBase):
        given = 0

        def readinto(self, buffer: Any) -> int:
            if self.given >= 200_000_000:
                return 0
            Endless.given += len(buffer)
            buffer[:] = bytes(len(buffer))
            return len(buffer)

    head = (
        f'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{pim.token}\r\n--b\r\n'
        'Content-Disposition: form-data; name="file"; filename="cv.pdf"\r\n\r\n'
    ).encode()

    class Body(Endless):
        begun = False

        def readinto(self, buffer: Any) -> int:
            if not self.begun:
                self.begun = True
                buffer[: len(head)] = head
                return len(head)
            return super().readinto(buffer)

    answer = pim.person.client.post(
        f"/nominations/{pim.nomination.public_id}/cv",
        base_url=BASE_URL,
        content_type="multipart/form-data; boundary=b",
        environ_overrides={"wsgi.input": Body(), "wsgi.input_terminated": True},
    )
    assert answer.status_code == 413
    assert Endless.given < 26 * 1024 * 1024
    assert Upload.select().count() == 0


def test_five_hundred_parts_are_not_read(pim: Sender) -> None:
    parts = {f"part{number}": "x" for number in range(600)}
    answer = pim.person.client.post(
        f"/nominations/{pim.nomination.public_id}/cv",
        base_url=BASE_URL,
        data={"csrf_token": pim.token, **parts, "file": (io.BytesIO(PHOTO), "scan.jpg")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 413
    assert Upload.select().count() == 0


@pytest.mark.parametrize("said", ["text/html", "application/x-msdownload", "image/svg+xml", ""])
def test_what_the_sender_says_a_file_is_decides_nothing(pim: Sender, said: str) -> None:
    pim.person.client.post(
        f"/nominations/{pim.nomination.public_id}/cv",
        base_url=BASE_URL,
        data={"csrf_token": pim.token, "file": (io.BytesIO(PHOTO), "cv.html", said)},
        content_type="multipart/form-data",
    )
    check_waiting()
    document = Document.get()
    assert (document.media_type, document.file_name) == ("image/jpeg", "cv.jpg")
