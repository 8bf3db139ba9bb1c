"""A PDF from a template and data, made in this process by Typst: no other program, no network, no file left behind.

The data comes in as JSON and is shown as text; nothing in it is ever read as markup.
"""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

_FOLDER = Path(__file__).parent
_log = logging.getLogger(__name__)


def pdf_of(template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of a template (`access_export`), accessible by PDF/UA-1.

    A letter that no font on this machine has keeps a PDF from being PDF/UA: then it is tagged all the same.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=True)}
    file = str(_FOLDER / f"{template}.typ")
    try:
        made = typst.compile(file, root=str(_FOLDER), sys_inputs=inputs, pdf_standards=["ua-1"])
    except typst.TypstError:
        _log.warning("the PDF of %s is not PDF/UA: a font lacks a letter", template)
        made = typst.compile(file, root=str(_FOLDER), sys_inputs=inputs)
    assert isinstance(made, bytes)
    return made
