"""The words of a PDF, from its glyphs by the map to letters that every font of an accessible PDF has."""

import io
import re
from typing import Any

import pikepdf


def words_of_pdf(content: bytes) -> str:
    """Everything that is written, page after page, without the spaces that only part lines."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return " ".join(" ".join(_page(page) for page in pdf.pages).split())


def _page(page: pikepdf.Page) -> str:
    fonts: dict[str, dict[int, str]] = {}
    for name, font in page.Resources.get("/Font", {}).items():
        fonts[str(name)] = _letters(font.ToUnicode.read_bytes())
    letters: dict[int, str] = {}
    found = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = list(instruction.operands), instruction.operator
        if str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            found.append(_said(operands[0], letters))
        elif str(operator) in ("Td", "Tm", "T*"):
            found.append(" ")
    return "".join(found)


def _said(operand: Any, letters: dict[int, str]) -> str:
    pieces = operand if isinstance(operand, pikepdf.Array) else [operand]
    codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    return "".join(letters.get(int.from_bytes(codes[at : at + 2]), "") for at in range(0, len(codes), 2))


def _letters(table: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    text = table.decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = int.from_bytes(bytes.fromhex(letters))
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code] = chr(start + step)
    return found
