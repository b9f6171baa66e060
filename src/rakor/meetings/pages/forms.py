"""What the form of a meeting holds, and how it becomes facts."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, time
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field
from starlette.requests import Request

from rakor.accounts.models import User
from rakor.meetings import queries
from rakor.meetings.models import Meeting
from rakor.meetings.queries import makers
from rakor.meetings.rules import (
    CONVENERS,
    KINDS,
    MODES,
    SECURITY_CLASSES,
    SERVICES,
    MadeBy,
    Series,
    rule_of,
)
from rakor.rooms.queries import find_room, room_choices
from rakor.rooms.rules import SEATINGS
from rakor.settings import settings
from rakor.web.reading import body_of, checked
from rakor.web.shapes import Shape
from rakor.words import _

ZONE_CHOICES = [
    ("Asia/Jakarta", "WIB (Jakarta)"),
    ("Asia/Makassar", "WITA (Makassar)"),
    ("Asia/Jayapura", "WIT (Jayapura)"),
]
OPTIONAL = ("total_quota", "follow_up_of", "answer_by", "register_room", "seating")
# What the form calls a rhythm, and the rule that it is.
RHYTHMS = {"weekly": "FREQ=WEEKLY", "monthly": "FREQ=MONTHLY"}
END_OF_DAY = time(23, 59, 59)
REPEATING = ("repeat", "repeat_until", "repeat_count")
BLANK_ROWS = 3
# `2026-12-01T09:00`, as a date field holds it.
WallTime = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$")]


async def typed_facts(request: Request, zone: str) -> tuple[dict[str, Any], int | None]:
    """What was typed, as members of the API, and the revision it was typed against."""
    body = await body_of(request)
    given: dict[str, Any] = deepcopy(body) if isinstance(body, dict) else {}
    revision = str(given.pop("revision", ""))
    zone = str(given.get("timezone") or zone)
    for name in ("starts_at", "ends_at"):
        given[name] = _with_zone(given.get(name, ""), zone)
    if given.get("answer_by"):
        given["answer_by"] = _with_zone(given["answer_by"], zone)
    _put_rule(given)
    for name in (*OPTIONAL, "organizer", "timezone", "starts_at", "ends_at"):
        if given.get(name) == "":
            given.pop(name)
            if name in OPTIONAL:
                given[name] = None
    if isinstance(given.get("online"), dict):
        _put_online(given["online"])
    if isinstance(given.get("quotas"), dict):
        given["quotas"] = _rows(given["quotas"])
    known = revision.isascii() and revision.isdigit() and len(revision) < 10
    return given, int(revision) if known else None


def _put_online(online: dict[str, Any]) -> None:
    """What stands in the fields of a link counts where nobody else makes it."""
    if online.get("seats") == "":
        online["seats"] = None
    if online.get("made_by") in {each.value for each in SERVICES}:
        for name in ("provider", "join_url", "meeting_number", "passcode"):
            online.pop(name, None)


def _put_rule(given: dict[str, Any]) -> None:
    """What was chosen about repeating, as a rule; a chosen rule that is empty is refused later."""
    how, until, count = (str(given.pop(name, "")) for name in REPEATING)
    if not how:
        return
    rule = RHYTHMS.get(how, str(given.get("recurrence", "")) or "-")
    rule += f";UNTIL={until.replace('-', '')}" if until else ""
    rule += f";COUNT={count}" if count else ""
    given["recurrence"] = None if how == "none" else rule


def repeating(series: Series) -> dict[str, str]:
    """How the form shows a rule: a rhythm with its end, or the rule as it is written."""
    shown = {"repeat": "none", "repeat_until": "", "repeat_count": "", "recurrence": ""}
    if not series.recurrence:
        return shown
    rule = rule_of(series)
    plain = str(replace(rule, count=None, until=None))
    last = rule.until.astimezone(ZoneInfo(series.timezone)) if rule.until else None
    how = next((name for name, text in RHYTHMS.items() if text == plain), "")
    if not how or (last is not None and last.time() != END_OF_DAY):
        return {**shown, "repeat": "custom", "recurrence": series.recurrence}
    until = last.date().isoformat() if last else ""
    return {**shown, "repeat": how, "repeat_until": until, "repeat_count": str(rule.count or "")}


def _with_zone(said: Any, zone: str) -> Any:
    """`2026-12-01T09:00` of a date field, as the hour of that zone."""
    try:
        at = datetime.fromisoformat(said)
        return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))
    except (TypeError, ValueError, KeyError, OSError):
        return said


def _rows(numbered: dict[str, Any]) -> list[Any]:
    """`{"0": {...}, "1": {...}}` as a list, without the blank rows at the end."""
    rows = [numbered[key] for key in sorted(numbered, key=lambda key: (len(key), key))]
    while rows and isinstance(rows[-1], dict) and not any(rows[-1].values()):
        rows.pop()
    return rows


def local(at: datetime, zone: str) -> str:
    """A moment as a date field shows it."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


async def values_of(meeting: Meeting) -> dict[str, Any]:
    """What the form shows of a meeting before anybody types."""
    seats = [(each.agency.code, each.seats) for each in await queries.seats_of(meeting)]
    return {
        "title": meeting.title,
        "theme": meeting.theme,
        "purpose": meeting.purpose,
        "kind": meeting.kind,
        "mode": meeting.mode,
        "starts_at": local(meeting.starts_at, meeting.timezone),
        "ends_at": local(meeting.ends_at, meeting.timezone),
        "timezone": meeting.timezone,
        "organizer": meeting.organizer.code,
        "venue": {
            "name": meeting.venue_name,
            "address": meeting.venue_address,
            "region": meeting.venue_region,
        },
        "room": meeting.room,
        "register_room": meeting.register_room_id or "",
        "seating": meeting.seating.value if meeting.seating else "",
        "online": _online_of(meeting),
        "letter_number": meeting.letter_number,
        "security_class": meeting.security_class,
        "total_quota": meeting.total_quota,
        "follow_up_of": meeting.follow_up_of_id or "",
        "answer_by": local(meeting.answer_by, meeting.timezone) if meeting.answer_by else "",
        "called_by": meeting.called_by,
        "shows_roster": str(meeting.shows_roster).lower(),
        **repeating(meeting.series),
        "seats": seats + [("", "")] * BLANK_ROWS,
    }


def _online_of(meeting: Meeting) -> dict[str, Any]:
    """How people join; what a service made is not shown as if it had been typed."""
    typed = meeting.online_made_by is MadeBy.MANUAL
    return {
        "made_by": meeting.online_made_by,
        "provider": meeting.online_provider if typed else "",
        "join_url": meeting.join_url if typed else "",
        "meeting_number": meeting.meeting_number if typed else "",
        "passcode": meeting.passcode if typed else "",
        "seats": meeting.online_seats or "",
    }


def empty_values(zone: str) -> dict[str, Any]:
    """What the form shows of a meeting that is new."""
    return {
        **dict.fromkeys(
            ("title", "theme", "purpose", "starts_at", "ends_at", "room", "letter_number"), ""
        ),
        "kind": "coordination",
        "mode": "hybrid",
        "timezone": zone or settings().timezone,
        "organizer": "",
        "venue": {"name": "", "address": "", "region": ""},
        "register_room": "",
        "seating": "",
        "online": {
            "made_by": "manual",
            "provider": "",
            "join_url": "",
            "meeting_number": "",
            "passcode": "",
            "seats": "",
        },
        "security_class": "public",
        "total_quota": "",
        "follow_up_of": "",
        "answer_by": "",
        "called_by": "agency",
        "shows_roster": "false",
        "repeat": "none",
        "repeat_until": "",
        "repeat_count": "",
        "recurrence": "",
        "seats": [("", "")] * BLANK_ROWS,
    }


class Begun(Shape):
    """Where and when a new meeting is meant, as a free hour of the calendar says it."""

    register_room: UUID | None = None
    starts_at: WallTime = ""
    ends_at: WallTime = ""


async def begun_values(request: Request) -> dict[str, Any]:
    """What the address of the form of a new meeting fills in; hours are those of the room's house.

    Refuses (NotFound) a room that is not in the register.
    """
    said = {name: request.query_params.get(name, "") for name in Begun.model_fields}
    begun = checked(Begun, {name: value for name, value in said.items() if value})
    found: dict[str, Any] = begun.model_dump(exclude_defaults=True)
    if begun.register_room is not None:
        found["timezone"] = (await find_room(begun.register_room)).building.timezone
    return found


def _said(phrases: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(key.value), _(phrase)) for key, phrase in phrases.items()]


def choices() -> dict[str, Any]:
    """What may be chosen in the form."""
    return {
        "kinds": _said(KINDS),
        "modes": _said(MODES),
        "security_classes": _said(SECURITY_CLASSES),
        "conveners": _said(CONVENERS),
        "makers": [
            ("manual", _("Diketik sendiri")),
            *((each.value, name) for each, name in SERVICES.items() if each in makers()),
        ],
        "rhythms": [
            ("none", _("Tidak berulang")),
            ("weekly", _("Setiap minggu")),
            ("monthly", _("Setiap bulan")),
            ("custom", _("Aturan sendiri")),
        ],
        "zone_choices": ZONE_CHOICES,
    }


async def room_lists(user: User, chosen: Any) -> dict[str, Any]:
    """The rooms of the register for the form, and how their seats may stand."""
    now = UUID(str(chosen)) if chosen else None
    return {"room_choices": await room_choices(user, now), "seatings": _said(SEATINGS)}
