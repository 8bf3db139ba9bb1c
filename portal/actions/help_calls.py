"""Calls for help from a tablet: asked once, seen to once."""

from portal import clock
from portal.actions.moving import note_down
from portal.actions.tablets import hear_from
from portal.models.accounts import User
from portal.models.database import writes
from portal.models.speeddates import Device, HelpCall
from portal.queries.tablets import assessor_of_owner


@writes
def ask_for_help(device: Device, nonce: str, owner: str) -> HelpCall:
    """Somebody at this tablet asks for help; asking again with the same `nonce`, or while a call is open, is that call.

    `owner` is the public id of the assessor whose tile was chosen, empty when none was: it says at which table.
    """
    hear_from(device, None)
    before = HelpCall.get_or_none(HelpCall.device == device, HelpCall.nonce == nonce)
    open_one = HelpCall.get_or_none(HelpCall.device == device, HelpCall.settled_at.is_null())
    if before is not None or open_one is not None:
        return before or open_one
    call: HelpCall = HelpCall.create(device=device, nonce=nonce, assessor=assessor_of_owner(device, owner))
    note_down(device, "ask_for_help", by=None, by_words=device.label)
    return call


@writes
def settle_help_call(call: HelpCall, *, by: User) -> None:
    """Somebody went there; doing it twice keeps who was first."""
    if HelpCall.get_by_id(call.id).settled_at is None:
        call.change(settled_at=clock.now(), settled_by=by)
        note_down(call.device, "settle_help_call", by=by)
