"""Calls for help from tablets: which are open, and who may say that one is seen to."""

from peewee import JOIN, Model, ModelSelect

from portal.models.accounts import User
from portal.models.campaigns import Campaign
from portal.models.selection_days import Assessor, SelectionDay, Table
from portal.models.speeddates import Device, HelpCall
from portal.rules.roles import MEDIATING_ROLES


def open_help_calls(day: SelectionDay) -> list[HelpCall]:
    """The calls of a day to which nobody went yet, the oldest first, each with its tablet and assessor."""
    query = _calls(HelpCall, Device)
    return list(query.where(Device.selection_day == day, HelpCall.settled_at.is_null()).order_by(HelpCall.id))


def is_calling(device: Device) -> bool:
    """Whether help was asked with this tablet and nobody went yet."""
    return HelpCall.select().where(HelpCall.device == device, HelpCall.settled_at.is_null()).exists()


def _calls(*models: type[Model]) -> ModelSelect:
    return (
        HelpCall.select(*models, Assessor, Table)
        .join(Assessor, JOIN.LEFT_OUTER)
        .join(Table, JOIN.LEFT_OUTER)
        .switch(HelpCall)
        .join(Device)
    )


def place_of_call(call: HelpCall) -> str:
    """Where somebody is asked to go: the table of whoever scores there, or else what the tablet is called."""
    return str(call.assessor.table.name if call.assessor_id else call.device.label)


def steerable_help_call(user: User, call_id: str) -> HelpCall | None:
    """A call from a tablet of a campaign that this person leads."""
    if user.role not in MEDIATING_ROLES:
        return None
    query = _calls(HelpCall, Device, SelectionDay, Campaign).switch(Device).join(SelectionDay).join(Campaign)
    return query.where(HelpCall.public_id == call_id, Campaign.lead == user.id).first()
