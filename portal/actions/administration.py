"""What an administrator keeps beside accounts: the places of organisations."""

from portal.models.accounts import User
from portal.models.database import writes
from portal.models.organisations import Site


@writes
def change_site(site: Site, *, by: User, **details: str) -> None:
    """Change name, address and directions of a place.

    The same again changes nothing. Its zone stays: appointments hang on it.
    """
    changed = {name: value.strip() for name, value in details.items() if getattr(site, name) != value.strip()}
    if changed:
        site.change(**changed)
