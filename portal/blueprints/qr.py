"""QR codes as pictures in the page: shapes only, no style that the policy would refuse."""

import segno
from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """A QR code as inline SVG for a text of the portal's own (an address); four modules of quiet zone."""
    picture = segno.make(text, error="m", micro=False)
    return Markup(picture.svg_inline(border=4, omitsize=True, svgclass="qr-code", lineclass=None))  # noqa: S704
