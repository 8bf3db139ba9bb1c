"""The same button pressed in two windows at the very same moment."""

import threading
from collections.abc import Mapping

from tests.person import Person


def press_at_once(url: str, *windows: tuple[Person, Mapping[str, str]]) -> list[int]:
    """Send a form from each of these windows at once; the statuses, from low to high. Each has a page with a token."""
    together, statuses = threading.Barrier(len(windows)), list[int]()

    def press(person: Person, data: dict[str, str]) -> None:
        together.wait(20)
        answer = person.client.post(url, base_url=person.app.config["BASE_URL"], data=data)
        statuses.append(answer.status_code)

    threads = [
        threading.Thread(target=press, args=(person, {"csrf_token": person._token(), **data}))
        for person, data in windows
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert len(statuses) == len(windows), "a window got no answer"
    return sorted(statuses)
