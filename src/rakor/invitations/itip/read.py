"""What comes back by mail, read into values: answers of calendars, bounces, words for a human.

RFC 6047 and the habits of real programs. Nothing here raises: `problem` says what went wrong.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from email.errors import MessageError
from email.message import Message
from enum import StrEnum

from rakor.invitations.itip import lines, mime
from rakor.invitations.itip.bounces import Bounce, read_bounces
from rakor.invitations.rules import Answer, Reply

MAX_CALENDAR = 1_000_000
MAX_EVENTS = 100
MAX_ATTENDEES = 500
MAX_TEXT = 2_000
MAX_NAME = 200
MAX_REFERENCES = 30

_OUT_OF_OFFICE = re.compile(
    r"\s*(automatic reply|auto(matic)?[- ]?reply|out of (the )?office|balasan otomatis"
    r"|jawaban otomatis|tidak di kantor)\b",
    re.I,
)


class Problem(StrEnum):
    """Why nothing could be taken from a message, as a sentence for the secretariat (msgids)."""

    TOO_LARGE = "Pesan ini terlalu besar untuk dibaca."
    TOO_DEEP = "Pesan ini tersusun dari terlalu banyak bagian."
    UNREADABLE = "Pesan ini tidak dapat dibaca."
    METHOD_MISMATCH = "Amplop dan isi kalender saling bertentangan."
    NO_METHOD = "Kalender terlampir tidak menyebut maksudnya."
    NO_EVENT = "Kalender terlampir tidak memuat rapat."
    TNEF = "Balasan terkirim dalam format Outlook (winmail.dat) yang perlu dibaca orang."
    NO_CALENDAR = "Pesan ini tidak memuat jawaban kalender."


@dataclass(frozen=True, slots=True)
class InboundMail:
    """A message as far as Rakor understands it.

    `from_address` is "" unless exactly one sender is named. `to_addresses` begins with the
    envelope's. `references` are the messages it answers, the nearest first. `authentication` is
    what mail servers on the way say about the sender, the last of them first; whoever wrote the
    message may have written some of it. A report is a machine's word on a letter of ours. With a
    `problem` there are no replies; with bounces neither.
    """

    message_id: str = ""
    from_address: str = ""
    to_addresses: tuple[str, ...] = ()
    subject: str = ""
    replies: tuple[Reply, ...] = ()
    method: str | None = None
    bounces: tuple[Bounce, ...] = ()
    is_auto_reply: bool = False
    is_report: bool = False
    references: tuple[str, ...] = ()
    authentication: tuple[str, ...] = ()
    text: str = ""
    problem: Problem | None = None


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def read(raw: bytes, *, recipients: Sequence[str] = ()) -> InboundMail:
    """Read a raw message (RFC 5322); `recipients` are those of the envelope, if known."""
    try:
        return _read(mime.parse(raw), recipients)
    except mime.TooLarge:
        problem = Problem.TOO_LARGE
    except mime.TooDeep:
        problem = Problem.TOO_DEEP
    except (ValueError, LookupError, TypeError, AttributeError, MessageError):
        # The library stumbles over some inputs no mail program makes.
        problem = Problem.UNREADABLE
    return replace(_read_headers(mime.headers_of(raw), recipients), problem=problem)


def _read(message: Message, recipients: Sequence[str]) -> InboundMail:
    mail = _read_headers(message, recipients)
    parts = list(mime.parts_of(message))
    mail = replace(mail, text=_first_text(parts))
    bounces = read_bounces(message, parts)
    if bounces:
        return replace(mail, bounces=bounces, is_auto_reply=True)
    if mime.is_report(message, parts):
        # A report may carry our own REQUEST back; it is never read as one.
        return replace(mail, is_auto_reply=True, is_report=True, problem=Problem.NO_CALENDAR)
    try:
        replies = _read_calendars(parts)
    except _Refused as refusal:
        return replace(mail, problem=refusal.problem)
    return replace(mail, replies=replies, method=replies[0].method)


def _read_headers(message: Message, recipients: Sequence[str]) -> InboundMail:
    senders = [a for value in mime.values(message, "From") for a in mime.addresses(value)]
    received_by = [lines.address(recipient) for recipient in recipients]
    for name in ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc"):
        for value in mime.values(message, name):
            received_by += mime.addresses(value)
    subject = mime.decoded(mime.first(message, "Subject"))
    return InboundMail(
        message_id=mime.message_id(mime.first(message, "Message-ID")),
        from_address=senders[0] if len(senders) == 1 else "",
        to_addresses=tuple(dict.fromkeys(filter(None, received_by)))[:100],
        subject=lines.plain(subject, 500),
        is_auto_reply=_is_automatic(message, subject),
        references=_references(message),
        authentication=tuple(mime.values(message, "Authentication-Results")),
    )


def _is_automatic(message: Message, subject: str) -> bool:
    """RFC 3834, and what programs did before it; Outlook says it in the subject at least."""
    automatic = mime.first(message, "Auto-Submitted").split(";")[0].strip().lower()
    precedence = mime.first(message, "Precedence").strip().lower()
    return (
        automatic not in {"", "no"}
        or precedence in {"bulk", "junk", "auto_reply"}
        or bool(mime.first(message, "X-Autoreply") or mime.first(message, "X-Autorespond"))
        or _OUT_OF_OFFICE.match(subject) is not None
    )


def _references(message: Message) -> tuple[str, ...]:
    """RFC 5322 section 3.6.4: In-Reply-To first, then the thread from its end."""
    nearest = mime.message_ids(mime.first(message, "In-Reply-To"))
    thread = mime.message_ids(mime.first(message, "References"))
    return tuple(dict.fromkeys([*nearest, *reversed(thread)]))[:MAX_REFERENCES]


def _first_text(parts: Iterable[Message]) -> str:
    for part in parts:
        if part.get_content_type() == "text/plain" and not mime.filename(part):
            return lines.paragraphs(
                mime.text(mime.tidy(mime.body(part)), mime.charset(part)), MAX_TEXT
            )
    return ""


def _read_calendars(parts: Sequence[Message]) -> tuple[Reply, ...]:
    """Every answer in every calendar part, each once (Google sends the same object twice)."""
    calendars = [part for part in parts if mime.is_calendar(part)]
    if not calendars:
        tnef = any(mime.is_tnef(part) for part in parts)
        raise _Refused(Problem.TNEF if tnef else Problem.NO_CALENDAR)
    replies: dict[tuple[object, ...], Reply] = {}
    problem = Problem.NO_EVENT
    for part in calendars:
        try:
            found = _read_calendar(part)
        except _Refused as refusal:
            if refusal.problem is Problem.METHOD_MISMATCH:
                raise
            problem = refusal.problem
            continue
        for reply in found:
            replies.setdefault(_identity(reply), reply)
    if not replies:
        raise _Refused(problem)
    return tuple(replies.values())[:MAX_EVENTS]


def _identity(reply: Reply) -> tuple[object, ...]:
    answers = tuple((answer.address, answer.partstat) for answer in reply.attendees)
    what = (reply.method, reply.uid, reply.recurrence_id)
    return (*what, answers, reply.sequence, reply.dtstamp)


def _read_calendar(part: Message) -> list[Reply]:
    raw = mime.body(part)
    if len(raw) > MAX_CALENDAR:
        raise _Refused(Problem.TOO_LARGE)
    content = lines.unfold(mime.text(mime.tidy(raw), mime.charset(part), folded=True))
    if not any(line.strip().upper() == "BEGIN:VCALENDAR" for line in content):
        raise _Refused(Problem.UNREADABLE)
    named = {lines.parse(line).value for line in content if line[:6].upper() == "METHOD"}
    methods = {lines.plain(name, 30).upper() for name in named} - {""}
    # Apple leaves the method out of the MIME type; the calendar's own then counts. Two that differ
    # are how one program reads an answer and another a cancellation.
    in_type = mime.parameter(part, "method").upper()
    if len(methods | ({in_type} - {""})) > 1:
        raise _Refused(Problem.METHOD_MISMATCH)
    if not methods:
        raise _Refused(Problem.NO_METHOD)
    method = methods.pop()
    zones = lines.defined_zones(content)
    return [_read_event(event, method, zones) for event in lines.events(content)[:MAX_EVENTS]]


def _read_event(event: Sequence[str], method: str, zones: lines.Zones) -> Reply:
    found: dict[str, list[lines.Line]] = {}
    for line in map(lines.parse, event):
        found.setdefault(line.name, []).append(line)
    first = {name: several[0] for name, several in found.items()}
    dtstamp, start, end = first.get("DTSTAMP"), first.get("DTSTART"), first.get("DTEND")
    starts_at = lines.moment(start, zones) if start else None
    ends_at = lines.moment(end, zones) if end else None
    if starts_at and ends_at is None and "DURATION" in first:
        span = lines.duration(first["DURATION"].value)
        ends_at = starts_at + span if span is not None else None
    recurrence = first.get("RECURRENCE-ID")
    comments = [lines.unescape(line.value) for line in found.get("COMMENT", [])[:20]]
    return Reply(
        method=method,
        uid=lines.plain(lines.unescape(first["UID"].value), 255) if "UID" in first else "",
        recurrence_id=_recurrence_id(recurrence, zones) if recurrence else None,
        # Outlook counts in its own property what it sends to others (MS-OXCICAL 2.1.3.1.1.20.10).
        sequence=_sequence(
            first.get("X-MICROSOFT-CDO-APPT-SEQUENCE"), _sequence(first.get("SEQUENCE"))
        ),
        dtstamp=lines.moment(dtstamp, zones, naive=UTC) if dtstamp else None,
        organizer=_calendar_address(first["ORGANIZER"]) if "ORGANIZER" in first else "",
        attendees=_answers(found.get("ATTENDEE", [])),
        comment=lines.paragraphs("\n".join(comments), MAX_TEXT),
        starts_at=starts_at,
        ends_at=ends_at,
        this_and_future=recurrence is not None
        and ("THISANDFUTURE" in recurrence.params or recurrence.param("RANGE") != ""),
        original_start=lines.moment(first["X-MS-OLK-ORIGINALSTART"], zones)
        if "X-MS-OLK-ORIGINALSTART" in first
        else None,
        status_codes=tuple(
            lines.plain(line.value.partition(";")[0], 20)
            for line in found.get("REQUEST-STATUS", [])[:5]
        ),
    )


def _recurrence_id(line: lines.Line, zones: lines.Zones) -> str:
    """The original start as an instant, so that every client's spelling is the same occurrence."""
    instant = lines.moment(line, zones)
    return instant.strftime("%Y%m%dT%H%M%SZ") if instant else lines.plain(line.value, 40)


def _sequence(line: lines.Line | None, otherwise: int = 0) -> int:
    """RFC 5545 section 3.8.7.4: absent means 0; beyond a signed 32-bit number it is no number."""
    if line is None or not re.fullmatch(r"[0-9]{1,10}", line.value):
        return otherwise
    return min(int(line.value), 2**31 - 1)


def _answers(attendees: Sequence[lines.Line]) -> tuple[Answer, ...]:
    answers = [
        Answer(
            address=_calendar_address(line),
            partstat=lines.plain(line.param("PARTSTAT"), 40).upper(),
            name=lines.plain(line.param("CN"), MAX_NAME),
            delegated_to=_addresses(line, "DELEGATED-TO"),
            delegated_from=_addresses(line, "DELEGATED-FROM"),
            sent_by=lines.address(line.param("SENT-BY")),
            member=_addresses(line, "MEMBER"),
        )
        for line in attendees[:MAX_ATTENDEES]
    ]
    return tuple(answer for answer in answers if answer.address)


def _calendar_address(line: lines.Line) -> str:
    """Some name a person by urn: or path, and put the address into EMAIL."""
    return lines.address(line.value) or lines.address(line.param("EMAIL"))


def _addresses(line: lines.Line, key: str) -> tuple[str, ...]:
    return tuple(filter(None, map(lines.address, line.params.get(key, ())[:20])))
