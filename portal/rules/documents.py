"""What a candidate's document may be: kinds, limits, the reasons to refuse one, and safe file names.

The documents are CVs, motivation letters and introduction sheets (requirements 001-14, 000-11). What can
carry something that runs is refused or rebuilt; every refusal tells in plain words how to mend the file.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from portal.rules.refusals import Refused
from portal.rules.words import N_

MAX_BYTES = 10 * 1024 * 1024
MAX_NAME_LENGTH = 120


class Kind(Enum):
    """The kinds of document that are taken in: name on screen, media type, extension."""

    PDF = ("pdf", "application/pdf", ".pdf")
    DOCX = ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
    ODT = ("OpenDocument", "application/vnd.oasis.opendocument.text", ".odt")
    JPEG = ("JPEG", "image/jpeg", ".jpg")
    PNG = ("PNG", "image/png", ".png")

    def __init__(self, label: str, media_type: str, extension: str) -> None:
        self.label = label
        self.media_type = media_type
        self.extension = extension


ACCEPTED_EXTENSIONS = (".pdf", ".docx", ".odt", ".jpg", ".jpeg", ".png")


class Reason(Enum):
    """Why a document is refused. The value is the Dutch sentence: what is wrong, and how to mend it."""

    TOO_BIG = N_(
        "Dit bestand is groter dan 10 MB. Maak de afbeeldingen erin kleiner, of sla het op als pdf "
        "met een kleinere bestandsgrootte, en probeer opnieuw."
    )
    EMPTY = N_("Dit bestand is leeg. Kijk na of je het juiste bestand koos en probeer opnieuw.")
    WRONG_TYPE = N_(
        "Dit is geen pdf, Word-, OpenDocument- of beeldbestand (.pdf, .docx, .odt, .jpg of .png). "
        "Sla het document op als pdf en probeer opnieuw."
    )
    OLD_WORD = N_(
        "Dit is een bestand van een oude Word-versie (.doc). Open het in Word of LibreOffice, sla het "
        "op als pdf of .docx en probeer opnieuw."
    )
    ENCRYPTED = N_(
        "Dit bestand is beveiligd met een wachtwoord of een beperking. Sla het op zonder "
        "beveiliging en probeer opnieuw."
    )
    DAMAGED = N_(
        "Dit bestand is beschadigd of onvolledig. Open het op je computer, sla het opnieuw op als pdf "
        "en probeer opnieuw."
    )
    MACROS = N_(
        "Dit document bevat macro's. Sla het op als pdf of als gewoon .docx-bestand, zonder macro's, en "
        "probeer opnieuw."
    )
    ATTACHMENTS = N_(
        "Er zitten andere bestanden in dit document. Voeg die apart toe, of sla het document op "
        "als gewone pdf, en probeer opnieuw."
    )
    UNSAFE = N_(
        "Dit document bevat onderdelen die iets uitvoeren of van elders ophalen, en dat mag hier niet. "
        "Druk het af naar een nieuwe pdf en probeer opnieuw."
    )
    TOO_MANY_PAGES = N_(
        "Dit document telt meer dan 50 bladzijden. Bewaar alleen de bladzijden die hier nodig zijn en probeer opnieuw."
    )
    TOO_MANY_PIXELS = N_(
        "Deze afbeelding is te groot: meer dan 50 miljoen beeldpunten. Verklein ze, of scan "
        "met een lagere resolutie, en probeer opnieuw."
    )
    TOO_COMPLEX = N_(
        "Dit bestand is te ingewikkeld opgebouwd om veilig na te kijken. Druk het af naar een "
        "nieuwe pdf en probeer opnieuw."
    )
    VIRUS = N_(
        "De virusscanner herkent een virus in dit bestand. Laat je computer nakijken en gebruik een "
        "andere versie van het document."
    )
    NOT_NOW = N_(
        "Het bestand kan nu even niet nagekeken worden. Er is niets mis met je bestand: probeer het "
        "over enkele minuten opnieuw."
    )
    NO_ROOM = N_(
        "Er is nu even geen plaats om dit bestand te bewaren. Er is niets mis met je bestand en niets ging "
        "verloren: probeer het over enkele minuten opnieuw."
    )
    LOST = N_(
        "Dit bestand kwam niet goed bij ons aan. Er is niets mis met je bestand: kies het opnieuw en probeer nog eens."
    )

    @property
    def sentence(self) -> str:
        """The Dutch sentence: a message id, to be translated where it is shown."""
        return self.value

    @property
    def is_passing(self) -> bool:
        """Whether it says something of this moment and nothing of the file."""
        return self in {Reason.NOT_NOW, Reason.NO_ROOM}


class DocumentRefused(Refused):
    """This document is not taken in; `reason.sentence` tells the person why and what to do."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.sentence)
        self.reason = reason


@dataclass(frozen=True)
class Limits:
    """How far one document may go, and what looking at it may cost. The figures of the refusal sentences."""

    bytes: int = MAX_BYTES
    pages: int = 50
    pixels: int = 50_000_000  # the largest ordinary phone photo; A4 at 600 dpi is 35 million
    entries: int = 1_000  # files inside a .docx or .odt
    unpacked_bytes: int = 120 * 1024 * 1024
    ratio: int = 200  # unpacked : packed, for one entry above a megabyte
    depth: int = 200  # XML elements inside each other
    stream_bytes: int = 192 * 1024 * 1024  # one decoded stream of a PDF
    clean_bytes: int = 4 * MAX_BYTES  # what the rebuilt document may weigh
    memory_bytes: int = 1024 * 1024 * 1024  # address space of the examining process
    cpu_seconds: int = 15
    wall_seconds: float = 40.0


LIMITS = Limits()

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_NOT_IN_A_NAME = re.compile(r'[<>:"|?*%;`$\\/]')
_EXTENSIONS = re.compile(r"(\.(pdf|docx?|docm|dotm|odt|jpe?g|png|html?|exe|js|php|svg|zip|rtf))+$", re.IGNORECASE)
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, bidi overrides, surrogates, separators


def safe_name(name: str, extension: str) -> str:
    """A name for showing and for saving, made from what the sender called the file.

    Paths, controls, text-direction overrides, shell and header signs go; the extension is the one that
    fits what the
    file turned out to be (`cv.pdf.html` that is a PDF becomes `cv.pdf`). Never empty, never hidden, never a
    reserved name of Windows, at most MAX_NAME_LENGTH characters. Letters of every language stay.
    """
    stem = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    stem = "".join(" " if sign.isspace() else sign for sign in stem)
    stem = "".join(sign for sign in stem if unicodedata.category(sign) not in _INVISIBLE)
    stem = _NOT_IN_A_NAME.sub("", stem)
    stem = _EXTENSIONS.sub("", stem)
    stem = re.sub(r"\s+", " ", stem).strip(" .-_~'")
    stem = stem[: MAX_NAME_LENGTH - len(extension)].rstrip(" .-_")
    if not stem:
        stem = "document"
    if _RESERVED.fullmatch(stem.split(".", 1)[0].strip()):
        stem = f"document {stem}"
    return stem + extension
