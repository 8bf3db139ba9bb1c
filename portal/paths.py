"""Where files that travel with the program are: inside the installed package first, then beside it."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_PACKED = PACKAGE / "_files"


def travelling(name: str) -> Path:
    """The folder `name` (`static`, `mail_templates`), from the wheel or from the checkout."""
    packed = _PACKED / name
    return packed if packed.is_dir() else PACKAGE.parent / name


STATIC = travelling("static")
MAIL_TEMPLATES = travelling("mail_templates")
MIGRATIONS = PACKAGE / "migrations"
TRANSLATIONS = PACKAGE / "translations"
