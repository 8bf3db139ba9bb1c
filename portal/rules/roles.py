"""The parts that people play. *Lead mediator* is no role of a person but of a person in a campaign."""

from enum import StrEnum

from portal.rules.words import N_


class Role(StrEnum):
    """What an account is for, within its one organisation."""

    MEDIATOR = "mediator"
    COORDINATOR = "coordinator"
    EMPLOYER = "employer"
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.MEDIATOR: N_("arbeidsbemiddelaar, jobcoach"),
    Role.COORDINATOR: N_("coördinator"),
    Role.EMPLOYER: N_("werkgever"),
    Role.PRIVACY_OFFICER: N_("functionaris gegevensbescherming"),
    Role.ADMINISTRATOR: N_("beheerder"),
}

MEDIATING_ROLES = (Role.MEDIATOR, Role.COORDINATOR)
# Who must use a second factor when REQUIRE_SECOND_FACTOR is on: who may lead a campaign, and administrators.
SECOND_FACTOR_ROLES = (*MEDIATING_ROLES, Role.ADMINISTRATOR)


def roles_for(kind: str) -> tuple[Role, ...]:
    """The roles that an account in an organisation of this kind can have; the first is the usual one."""
    if kind == "employer":
        return (Role.EMPLOYER, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR)
    return (Role.MEDIATOR, Role.COORDINATOR, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR)
