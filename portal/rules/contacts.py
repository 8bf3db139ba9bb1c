"""How people were in contact: the channels of the log (req 001-06)."""

from enum import StrEnum

from portal.rules.words import N_


class Channel(StrEnum):
    """By which way."""

    PHONE = "phone"
    MAIL = "mail"
    VISIT = "visit"
    MEETING = "meeting"
    ONLINE = "online"


CHANNEL_NAMES = {
    Channel.PHONE: N_("telefoon"),
    Channel.MAIL: N_("mail"),
    Channel.VISIT: N_("bezoek"),
    Channel.MEETING: N_("overleg"),
    Channel.ONLINE: N_("videogesprek"),
}
