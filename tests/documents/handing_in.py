"""A process that hands files in, or checks them, and says each time that it is done: to be killed by a test."""

import io
import sys
from collections.abc import Iterator

from PIL import Image

from portal import clock
from portal.actions.checking import check_one, claim_next
from portal.actions.uploads import append_piece, begin_upload, receive_file
from portal.config import put_in_force, read_settings
from portal.models.accounts import User
from portal.models.database import bind, database
from portal.models.nominations import Nomination

PIECE = 400


def picture(number: int) -> bytes:
    """A scan that differs for each number."""
    written = io.BytesIO()
    Image.effect_mandelbrot((40 + number, 60), (-2.0, -1.0, 1.0, 1.0), 40).save(written, "PNG")
    return written.getvalue()


def whole(nomination: Nomination, by: User) -> Iterator[str]:
    """Files in one go; each is acknowledged by its number and the id of its upload."""
    for number in range(1000):
        upload = receive_file(nomination, "cv", io.BytesIO(picture(number)), "cv.png", by=by)
        yield f"{number} {upload.public_id}"


def pieces(nomination: Nomination, by: User) -> Iterator[str]:
    """Files in pieces; each piece is acknowledged: number, id, bytes that arrived."""
    for number in range(1000):
        content = picture(number)
        upload = begin_upload(nomination, "letter", "brief.png", len(content), f"{number}", by=by)
        for at in range(0, len(content), PIECE):
            upload = append_piece(upload, content[at : at + PIECE], at)
            yield f"{number} {upload.public_id} {upload.arrived}"


def checks(nomination: Nomination, by: User) -> Iterator[str]:
    """The worker's check, file after file."""
    while (upload := claim_next(clock.now())) is not None:
        yield f"{upload.public_id} begun"
        check_one(upload)
        yield f"{upload.public_id} done"


def main(what: str, url: str, instance: str, nomination_id: str) -> None:
    """Do it until killed; one line for each acknowledgement."""
    put_in_force(read_settings({"DATABASE_URL": url, "INSTANCE": instance}))
    bind(url)
    database.connect()
    nomination = Nomination.get(Nomination.public_id == nomination_id)
    for line in {"whole": whole, "pieces": pieces, "checks": checks}[what](nomination, nomination.jobcoach):
        print(line, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
