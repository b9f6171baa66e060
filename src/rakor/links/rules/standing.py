"""Whether a meeting wants a link from a service, and how its standing is said."""

from datetime import datetime
from enum import StrEnum

from rakor.links.rules.kinds import TROUBLES, Trouble
from rakor.meetings.rules import SERVICES, MadeBy, Mode, State
from rakor.words import _, clock, short_date, zone_name


class Want(StrEnum):
    """`make` a link and keep it up to date, `keep` what there is, or want `none`."""

    MAKE = "make"
    KEEP = "keep"
    NONE = "none"


def wanted(made_by: MadeBy, state: State, mode: Mode, *, is_over: bool) -> Want:
    """What a meeting wants of its service.

    A meeting that is postponed or held in a room for now keeps its link: it may need it again.
    """
    if made_by not in SERVICES or state in (State.CANCELLED, State.DRAFT):
        return Want.NONE
    if mode is Mode.IN_PERSON or is_over or state in (State.FINISHED, State.POSTPONED):
        return Want.KEEP
    return Want.MAKE


def said(
    service: str,
    trouble: Trouble,
    *,
    again: datetime | None,
    has_link: bool,
    zone: str,
    now: datetime,
) -> str:
    """What is wrong, what it means for the meeting, and when it is tried again, in one sentence."""
    says = _(TROUBLES[trouble]).format(service=service)
    if has_link:
        says = _("{why}; tautan rapat tetap, perubahan belum sampai").format(why=says)
    if again is None:
        return says + "."
    far = short_date(again, zone) != short_date(now, zone)
    when = f"{clock(again, zone)} {zone_name(zone)}"
    when = f"{short_date(again, zone)} {when}" if far else when
    return _("{why}; dicoba lagi {when}.").format(why=says, when=when)
