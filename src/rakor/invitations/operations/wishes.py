"""Lines of a list to invite; a group among them becomes the offices it means on the day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from rakor.accounts.models import User
from rakor.directory.queries import Expansion, Seat, expand, group_said, understood
from rakor.directory.rules import GAPS, Group
from rakor.errors import Conflict, FieldError, Invalid
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Part
from rakor.words import _
from rakor.words.dates import zone


@dataclass(frozen=True, slots=True)
class Wish:
    """One line of a list to invite: an address with a name, or a person, an office, or a group.

    A group is the key of a saved one, or one line ("kepala BKPSDM kab/kota se-Kaltim"). All of it
    is invited or nobody; `reachable_only` leaves out who cannot be written to, and `only` are the
    offices that somebody chose of it. `is_group` is an address behind which there are several
    people.
    """

    email: str = ""
    name: str = ""
    agency: str = ""
    role: Part = Part.PARTICIPANT
    person: UUID | None = None
    office: UUID | None = None
    group: str | None = None
    reachable_only: bool = False
    only: frozenset[UUID] | None = None
    is_group: bool = False


# A line and its place on the list that was sent, by which refusals name it.
Lines = list[tuple[int, Wish]]


def day_of(meeting: Meeting) -> date:
    """The day on which a meeting begins, where it is held: groups and holders are those of it."""
    return meeting.starts_at.astimezone(zone(meeting.timezone)).date()


async def group_of(meeting: Meeting, said: str, *, by: User) -> Expansion:
    """Whom a group means on the day of a meeting, and who of them is invited already.

    Refuses (Invalid) a line that is not understood.
    """
    return await _on_the_day(meeting, await group_said(said, to=by), by=by)


async def try_group(
    meeting: Meeting, said: str, *, by: User
) -> tuple[Expansion | None, Invalid | None]:
    """The same for a page, which shows why a line is not understood beside the line."""
    group, refusal = await understood(said, to=by)
    return (await _on_the_day(meeting, group, by=by) if group else None), refusal


async def _on_the_day(meeting: Meeting, group: Group, *, by: User) -> Expansion:
    rows = Invitation.filter(meeting_id=meeting.id).exclude(status=RsvpStatus.WITHDRAWN)
    invited = await rows.values_list("office_id", "email")
    return await expand(
        group,
        day_of(meeting),
        to=by,
        invited={key for key, _email in invited if key},
        addresses={email for _key, email in invited},
    )


async def spread(
    meeting: Meeting, wishes: Sequence[Wish], *, by: User
) -> tuple[Lines, list[dict[str, Any]]]:
    """The lines with each group replaced by its offices, and how each group came to them.

    Refuses (Invalid) a group that is not understood, and one with members who cannot be reached,
    each of them named.
    """
    lines: Lines = []
    told: list[dict[str, Any]] = []
    errors: list[FieldError] = []
    for n, wish in enumerate(wishes):
        if wish.group is None:
            lines.append((n, wish))
            continue
        try:
            found, seats = await _chosen(meeting, wish, by=by)
        except Invalid as refusal:
            errors += [{**each, "field": f"to.{n}.group"} for each in refusal.errors]
            continue
        lines += [(n, replace(_alone(wish), office=seat.office.id)) for seat in seats]
        told.append(_told(found, seats))
    if errors:
        raise Invalid(errors[0]["message"], errors=errors[:100])
    return lines, told


def _alone(wish: Wish) -> Wish:
    return replace(wish, group=None, reachable_only=False, only=None)


async def _chosen(meeting: Meeting, wish: Wish, *, by: User) -> tuple[Expansion, list[Seat]]:
    """The offices of a group that are invited."""
    if wish.email or wish.person or wish.office or wish.group is None:
        raise Invalid.field("group", _("Sebut satu saja: alamat surel, orang, atau jabatan."))
    if wish.only is not None and not wish.only:
        raise Invalid.field("group", _("Centang sekurang-kurangnya satu jabatan."))
    found = await group_of(meeting, wish.group, by=by)
    seats = found.seats
    if wish.only is not None:
        seats = [seat for seat in seats if seat.office.id in wish.only]
        if len(seats) != len(wish.only):
            raise Conflict(_("Kelompok ini berubah sejak pratinjaunya dibuka. Periksa lagi."))
    if wish.reachable_only:
        seats = [seat for seat in seats if seat.reachable]
    else:
        _check_reachable(found, seats, whole=wish.only is None)
    if not seats:
        raise Invalid.field("group", _("Tidak ada jabatan dari kelompok ini yang dapat diundang."))
    return found, seats


def _check_reachable(found: Expansion, seats: Sequence[Seat], *, whole: bool) -> None:
    """Refuses (Invalid) a group of which somebody would not get a letter, by name."""
    errors: list[FieldError] = []
    chosen = {seat.office.id for seat in seats}
    for place in found.places:
        lacking = [(place.kind.name, place.gap)] if whole else []
        lacking += [(s.office.title, s.gap) for s in place.seats if s.office.id in chosen]
        for title, gap in lacking:
            if gap is not None:
                words = _("{region}, {office}: {gap}.")
                said = words.format(region=place.region.name, office=title, gap=_(GAPS[gap]))
                errors.append({"field": "group", "message": said})
    if errors:
        raise Invalid(errors[0]["message"], errors=errors)


def _told(found: Expansion, seats: Sequence[Seat]) -> dict[str, Any]:
    """How a list came about: what was said, as of which day, and what that meant."""
    return {
        "text": found.group.text,
        "on": found.day.isoformat(),
        "kinds": [kind.code for kind in found.kinds],
        "regions": [region.code for region in found.regions],
        "offices": [str(seat.office.id) for seat in seats],
        "places": len(found.places),
        "without_office": [place.region.code for place in found.places if place.gap],
    }
