"""What the tests of batches may ask for."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.models.campaigns import Campaign
from portal.models.organisations import Contact
from tests.campaigns.scene import Cast, make_cast, running_campaign
from tests.clock import Clock
from tests.person import Person


@pytest.fixture
def cast(app: Flask, clock: Clock) -> Cast:
    """Everybody, on Tuesday 17 November 2026, 10:00 in Brussels."""
    return make_cast(app)


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """Lotte's running campaign, info session on Tuesday 24 November at 10:00."""
    return running_campaign(cast)


@pytest.fixture
def contacts(cast: Cast) -> list[Contact]:
    """Pim, who has an account, Sam and Noor, who have none."""
    noor = Contact.create(organisation=cast.brug, name="Noor Bos", email="noor@brug.example")
    return [cast.pim_contact, cast.sam_contact, noor]


@pytest.fixture
def signed_in(new_person: Callable[..., Person]) -> Callable[[str], Person]:
    """`signed_in("lotte")`: her browser."""
    return lambda name: new_person(f"{name}@mensen.example")
