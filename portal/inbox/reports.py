"""Delivery reports: which mail of ours, which address, and what became of it (RFC 3464, RFC 3463)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser

from portal.inbox.parts import content_type, header, headers, one_line, text_of
from portal.rules.inbox import ReportAction

_TOKEN = "[0-9a-f]{32}"
_CODE = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
# Where mail servers write to whom a mail came, in the order in which we believe them.
_RECIPIENT_HEADERS = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "To")
_ACTIONS = {
    "failed": ReportAction.FAILED,
    "delayed": ReportAction.DELAYED,
    "delivered": ReportAction.ARRIVED,
    "relayed": ReportAction.ARRIVED,
    "expanded": ReportAction.ARRIVED,
}


@dataclass(frozen=True)
class Report:
    """What a mail server says: `recipients` in small letters."""

    action: ReportAction
    code: str
    detail: str
    recipients: frozenset[str]


def bounce_token(message: Message, domain: str) -> str:
    """The token of the mail that this one came back for, from the address it was sent to; "" without one."""
    pattern = re.compile(rf"bounce\+({_TOKEN})@{re.escape(domain)}(?![\w.-])", re.IGNORECASE)
    for name in _RECIPIENT_HEADERS:
        for value in headers(message, name):
            if found := pattern.search(value):
                return found[1].lower()
    return ""


def answered_token(message: Message, domain: str) -> str:
    """The token of the mail of ours that this one answers, by In-Reply-To or References; "" without one."""
    return _message_token(f"{header(message, 'In-Reply-To')} {header(message, 'References')}", domain)


def returned_token(message: Message, domain: str) -> str:
    """The token of the mail of ours that travels back inside a report; "" without one."""
    for part in _children(message):
        if content_type(part) == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            text = header(inner, "Message-ID") if isinstance(inner, Message) else ""
        elif content_type(part) in ("text/rfc822-headers", "message/global-headers"):
            text = header(Parser().parsestr(text_of(part), headersonly=True), "Message-ID")
        else:
            continue
        if token := _message_token(text, domain):
            return token
    return ""


def read_report(message: Message) -> Report | None:
    """What a delivery report says; None when it is none, or says nothing about anybody."""
    if content_type(message) != "multipart/report":
        return None
    fields = [one for part in _children(message) for one in _about_recipients(part)]
    actions = {_ACTIONS[word] for one in fields if (word := header(one, "Action").lower()) in _ACTIONS}
    if len(actions) != 1:
        return None
    first = fields[0]
    detail = header(first, "Diagnostic-Code")
    detail = detail.partition(";")[2].strip() or detail
    return Report(
        action=actions.pop(),
        code=_code(header(first, "Status"), detail),
        detail=one_line(detail, 500),
        recipients=frozenset(
            address
            for one in fields
            for name in ("Original-Recipient", "Final-Recipient")
            if (address := _address(header(one, name)))
        ),
    )


def _code(status: str, diagnostic: str) -> str:
    """The status; the diagnostic's own where the status is only "5.0.0", as some servers write for everything."""
    found = _CODE.search(status)
    told = _CODE.search(diagnostic)
    if told and (not found or found[0].endswith(".0.0")) and (not found or told[0][0] == found[0][0]):
        return told[0]
    return found[0] if found else ""


def _children(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _about_recipients(part: Message) -> Iterator[Message]:
    """The groups of fields that name a recipient; the library reads them as parts, but not when they are encoded."""
    if content_type(part) not in ("message/delivery-status", "message/global-delivery-status"):
        return
    groups = _children(part)
    if len(groups) < 2:
        plain = Message()
        plain["Content-Transfer-Encoding"] = header(part, "Content-Transfer-Encoding") or "7bit"
        plain.set_payload("\n\n".join(str(one.get_payload()) for one in groups))
        text = text_of(plain)
        groups = [Parser().parsestr(group, headersonly=True) for group in re.split(r"\r?\n[ \t]*\r?\n", text)[:50]]
    for group in groups:
        if "Final-Recipient" in group or "Original-Recipient" in group:
            yield group


def _address(value: str) -> str:
    kind, mark, address = value.rpartition(";")
    return address.strip().strip("<>").lower() if not mark or kind.strip().lower() in ("rfc822", "utf-8") else ""


def _message_token(text: str, domain: str) -> str:
    found = re.search(rf"<({_TOKEN})@{re.escape(domain)}>", text, re.IGNORECASE)
    return found[1].lower() if found else ""
