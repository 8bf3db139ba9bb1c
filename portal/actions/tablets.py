"""Tablets: added, paired, revoked; and the sheets that they bring (tablet page: custody first)."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from peewee import fn

from portal import clock
from portal.actions.looking import record_looks_of_tablet
from portal.actions.moving import note_down
from portal.actions.once import made_before, named
from portal.actions.speeddates import make_sheets
from portal.config import setting
from portal.models.accounts import Look, User
from portal.models.database import writes
from portal.models.selection_days import SelectionDay
from portal.models.speeddates import Device, Sheet, SheetEntry
from portal.queries.links import hash_of
from portal.queries.speeddates import criteria_of, part_of, scorer_id_of
from portal.queries.tablets import device_of_code, observable_tours, scorable_dates, standing_of_device
from portal.rules.refusals import Refused
from portal.rules.scoring import (
    FLAGGED,
    Arrival,
    SheetNow,
    Standing,
    digest_of,
    is_odd,
    same_body,
    standing_of,
)
from portal.rules.tablets import (
    CODE_MINUTES,
    MOST_WRONG_PINS,
    hash_of_pin,
    pairing_words,
    shows_names_on,
    tidy_code,
    token_for,
)
from portal.rules.words import N_


@writes
def add_tablet(day: SelectionDay, label: str, *, by: User, public_id: str | None = None) -> tuple[Device, str, str]:
    """A tablet that can be paired for half an hour, its code and its PIN: the only time that they can be read.

    Asking again with the same `public_id` (a double click) gives the same tablet with the same code and PIN, while it
    is not paired. Refused when the day is closed, or when that tablet is already paired or revoked.
    """
    campaign = day.campaign
    if day.state == "closed" or campaign.state != "running":
        raise Refused(N_("Deze dag is afgesloten. Er kunnen geen tablets meer bij."))
    device = made_before(Device, public_id, selection_day_id=day.id)
    if device is None:
        device = Device(selection_day=day, employer=campaign.employer_id, label=label.strip(), **named(public_id))
        code, pin = pairing_words(setting("SECRET_KEY"), device.public_id)
        device = Device.create(
            public_id=device.public_id,
            selection_day=day,
            employer=campaign.employer_id,
            label=device.label,
            code_hash=hash_of(code),
            pin_hash=hash_of_pin(pin, device.public_id),
            code_expires_at=clock.now() + timedelta(minutes=CODE_MINUTES),
        )
        note_down(device, "add", by=by, note=device.label)
    if device.token_hash or device.revoked_at or device.code_expires_at <= clock.now():
        raise Refused(N_("Deze code is al gebruikt of verlopen. Voeg de tablet opnieuw toe."))
    return device, *pairing_words(setting("SECRET_KEY"), device.public_id)


@writes
def revoke_tablet(device: Device, *, by: User) -> None:
    """From now on this tablet opens nothing. What it holds, it keeps and sends after it was paired again."""
    if device.revoked_at is None:
        device.change(revoked_at=clock.now())
        note_down(device, "revoke", by=by, note=device.label)


@writes
def lock_tablet(device: Device) -> None:
    """Five wrong PINs on a tablet that lay idle: it opens nothing any more; what it holds, it keeps."""
    if device.revoked_at is None:
        device.change(revoked_at=clock.now(), wrong_pins=MOST_WRONG_PINS)
        note_down(device, "lock", by=None, by_words=device.label, note=device.label)


@dataclass(frozen=True)
class Pairing:
    """What came of pairing. `standing`: paired, wrong_pin, revoked (just now, or before), or gone."""

    standing: str
    device: Device | None = None
    token: str = ""
    tries_left: int = 0


@writes
def pair_tablet(code: str, pin: str, nonce: str) -> Pairing:
    """Exchange a code and its PIN for a token. Nothing is raised: a wrong PIN has to be counted.

    Repeated with the same `nonce` (the answer was lost) it gives the same token; another tablet finds the code used.
    """
    code = tidy_code(code)
    device = device_of_code(code)
    if device is None:
        return Pairing("gone")
    if device.revoked_at is not None:
        return Pairing("revoked")
    token = token_for(setting("SECRET_KEY"), code, nonce)
    if device.code_expires_at <= clock.now() or standing_of_device(device, clock.now()) != "open":
        return Pairing("gone")
    if device.token_hash is not None and device.token_hash != hash_of(token):
        return Pairing("gone")
    if not hmac.compare_digest(device.pin_hash, hash_of_pin(pin, device.public_id)):
        return _count_wrong_pin(device)
    if device.token_hash is None:
        device.change(token_hash=hash_of(token), paired_at=clock.now(), last_seen_at=clock.now(), wrong_pins=0)
        note_down(device, "pair", by=None, by_words=device.label)
    return Pairing("paired", device, token)


def _count_wrong_pin(device: Device) -> Pairing:
    wrong = device.wrong_pins + 1
    device.change(wrong_pins=wrong)
    if wrong < MOST_WRONG_PINS:
        return Pairing("wrong_pin", tries_left=MOST_WRONG_PINS - wrong)
    device.change(revoked_at=clock.now())
    note_down(device, "revoke", by=None, by_words=device.label, note=device.label)
    return Pairing("revoked")


@writes
def hear_from(device: Device, pending: int | None) -> None:
    """The tablet was there; `pending` sheets are still to be sent, None when it did not say."""
    said = {} if pending is None else {"pending": pending}
    device.change(last_seen_at=clock.now(), **said)


@writes
def open_day(device: Device) -> None:
    """The tablet reads its day: every sheet has an id by then, and its first look at each candidate is on record."""
    hear_from(device, None)
    day = device.selection_day
    if not shows_names_on(day.on, clock.now(), day.campaign.site.zone):
        return
    make_sheets(day)
    at_what = f"tablet:{device.public_id}"
    seen = {row.candidate_id for row in Look.select(Look.candidate).where(Look.at_what == at_what)}
    shown = {one.candidate.id for one in scorable_dates(day)}
    shown = (shown | {one.nomination.candidate_id for one in observable_tours(day)}) - seen
    record_looks_of_tablet(device, shown, at_what)


@dataclass(frozen=True)
class Receipt:
    """What the tablet may rely on: this revision of this sheet is kept, and how it stands."""

    sheet_id: str
    rev: int
    version: int
    standing: Standing
    is_repeat: bool


@writes
def keep_sheet(
    sheet: Sheet,
    device: Device,
    body: Mapping[str, Any],
    *,
    rev: int,
    base: int,
    owner: str,
    client_time: str = "",
    pending: int | None = None,
) -> Receipt:
    """Keep what a tablet brings, whatever it is (req 001-23). The same again is the same entry, however often.

    It becomes the sheet, or it is kept beside it and flagged for the lead: see `portal.rules.scoring.standing_of`.
    """
    hear_from(device, pending)
    return keep_arrival(sheet, device, body, rev=rev, base=base, owner=owner, client_time=client_time)


@writes
def keep_arrival(
    sheet: Sheet, device: Device, body: Mapping[str, Any], *, rev: int, base: int, owner: str, client_time: str
) -> Receipt:
    """The one door for what was written on a tablet, whichever way it came; see `keep_sheet`."""
    digest = digest_of(body)
    before = SheetEntry.get_or_none(
        SheetEntry.sheet == sheet,
        SheetEntry.device == device,
        SheetEntry.rev == rev,
        SheetEntry.digest == digest,
    )
    if before is not None:
        return Receipt(sheet.public_id, rev, before.version, Standing(before.standing), is_repeat=True)
    now = Sheet.get_by_id(sheet.id)
    criteria = [one.public_id for one in criteria_of(device.selection_day.campaign, part_of(sheet))]
    odd = is_odd(body, criteria) or owner not in ("", scorer_id_of(sheet))
    standing = standing_of(Arrival(rev, base, body, odd), _as_it_stands(now, device, owner))
    changes = standing is Standing.ACCEPTED and not (now.version and same_body(now.body, body))
    version = now.version + 1 if changes else now.version
    SheetEntry.create(
        sheet=sheet,
        device=device,
        rev=rev,
        base=base,
        body=body,
        digest=digest,
        owner=owner,
        client_time=client_time,
        standing=standing,
        version=version,
    )
    if changes:
        sheet.change(body=body, version=version, updated_at=clock.now())
    elif standing in FLAGGED:
        sheet.change(is_conflicted=True, updated_at=clock.now())
    return Receipt(sheet.public_id, rev, version, standing, is_repeat=False)


def _as_it_stands(now: Sheet, device: Device, owner: str) -> SheetNow:
    accepted = SheetEntry.select().where(SheetEntry.sheet == now, SheetEntry.standing == Standing.ACCEPTED)
    last = accepted.order_by(SheetEntry.id.desc()).first()
    newest = (
        SheetEntry.select(fn.MAX(SheetEntry.rev))
        .where(SheetEntry.sheet == now, SheetEntry.device == device, SheetEntry.standing == Standing.ACCEPTED)
        .scalar()
    )
    return SheetNow(
        version=now.version,
        body=now.body,
        by_same=last is not None and last.device_id == device.id and last.owner == owner,
        newest_rev=newest or 0,
    )
