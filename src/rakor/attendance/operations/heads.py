"""Whose head a scan is about: of somebody invited, or of a guest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from tortoise.expressions import Q

from rakor.attendance import rules
from rakor.attendance.models import Head
from rakor.attendance.rules import Admission, Tally, WalkIn, WalkInPolicy
from rakor.database import drafted, rows_among
from rakor.directory.models import Agency, Office
from rakor.invitations.models import Invitation
from rakor.invitations.queries import represented_by_each, titles
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Part

M = TypeVar("M", Office, Agency)

# Who an invited person is in a meeting. It is kept as it was when they came.
IDENTITY = (
    "invitation_id",
    "agency_id",
    "name",
    "office_title",
    "agency_name",
    "representing",
    "precedence",
    "companion",
)


@dataclass(frozen=True, slots=True)
class Found:
    """The head a scan is about; one that is new has no row yet, and no lines in the ledger."""

    head: Head
    is_new: bool = True


async def head_of(meeting: Meeting, invitation: Invitation) -> Found:
    """The head of an invited person: the one already counted, else one that is not stored yet."""
    return (await heads_of(meeting, [invitation]))[invitation.id]


async def heads_of(meeting: Meeting, invitations: Sequence[Invitation]) -> dict[UUID, Found]:
    """The heads of several invited people, by their invitation; at most five queries.

    Whoever does not count (any more) comes as who they are now: another may have sent them since.
    """
    keys = {invitation.id: key_of(invitation) for invitation in invitations}
    rows = await rows_among(Head, "key", keys.values(), meeting_id=meeting.id)
    found = {head.key: Found(head, is_new=False) for head in rows}
    here = {head.key for head in rows if head.tally is not Tally.NONE}
    strangers = [each for each in invitations if keys[each.id] not in here]
    if strangers:
        for head in await _new_heads(meeting, strangers):
            known = found.setdefault(head.key, Found(head)).head
            if known is not head:
                dress(known, head)
    return {invitation.id: found[keys[invitation.id]] for invitation in invitations}


async def name_again(meeting: Meeting, heads: Sequence[Head]) -> None:
    """Somebody else sent these people, who are here already: they come for those too."""
    rows = await Invitation.filter(id__in=[head.invitation_id for head in heads])
    now = {each.invitation_id: each for each in await _new_heads(meeting, rows)}
    for head in heads:
        dress(head, now[head.invitation_id])
        await head.save(update_fields=IDENTITY)


def dress(head: Head, now: Head) -> None:
    """Make a head who that person is now."""
    for name in IDENTITY:
        setattr(head, name, getattr(now, name))


def key_of(invitation: Invitation) -> str:
    """Who somebody is in a meeting: the person, or the seat where no person is known."""
    person = invitation.person_id
    return f"person:{person}" if person else f"invitation:{invitation.id}"


async def _new_heads(meeting: Meeting, invitations: Sequence[Invitation]) -> list[Head]:
    offices = await _by_id(Office, (each.office_id for each in invitations))
    seats = await represented_by_each(meeting.id, [each.id for each in invitations])
    # Whoever was sent counts for the agency that was asked, whichever their own is.
    counted_for = {
        each.id: seats[each.id][0].agency_id
        if each.delegated_from_id is not None and seats[each.id]
        else each.agency_id
        for each in invitations
    }
    agencies = await _by_id(Agency, counted_for.values())
    return [
        _new_head(
            each,
            offices.get(each.office_id or each.id),
            agencies.get(counted_for[each.id] or each.id),
            titles(seats[each.id]),
        )
        for each in invitations
    ]


def _new_head(
    invitation: Invitation, office: Office | None, agency: Agency | None, represents: str
) -> Head:
    title = office.title if office else invitation.office_title
    return drafted(
        Head,
        meeting_id=invitation.meeting_id,
        key=key_of(invitation),
        invitation_id=invitation.id,
        person_id=invitation.person_id,
        agency_id=agency.id if agency else None,
        name=invitation.name or title,
        office_title=title,
        agency_name=agency.name if agency else invitation.agency_name,
        representing=represents[:400],
        precedence=invitation.precedence,
        companion=invitation.part is Part.AIDE,
    )


async def _by_id(model: type[M], keys: Iterable[UUID | None]) -> dict[UUID, M]:
    wanted = (key for key in keys if key is not None)
    return {row.id: row for row in await rows_among(model, "id", wanted)}


async def guest_of(meeting: Meeting, walk_in: WalkIn, policy: WalkInPolicy) -> Found:
    """The head of a guest. An agency that the directory knows by code or name counts as present.

    A companion of somebody who came is let in with them, whatever the policy.
    """
    with_whom = await _accompanied(meeting, walk_in)
    agency = None
    if with_whom is not None and not walk_in.agency:
        walk_in = replace(walk_in, agency=with_whom.agency_name)
    if walk_in.agency:
        named = Q(code__iexact=walk_in.agency) | Q(name__iexact=walk_in.agency)
        named |= Q(short_name__iexact=walk_in.agency)
        row = await Agency.filter(named).order_by("code").select_related("merged_into").first()
        agency = (row.merged_into or row) if row else None
    name = agency.name if agency else walk_in.agency
    key = rules.guest_key(replace(walk_in, agency=name))
    if head := await Head.get_or_none(meeting_id=meeting.id, key=key):
        return Found(head, is_new=False)
    return Found(
        Head(
            meeting_id=meeting.id,
            key=key,
            agency_id=agency.id if agency else None,
            name=walk_in.name,
            office_title=walk_in.office,
            agency_name=name,
            walk_in=True,
            companion=walk_in.companion,
            companion_of_id=with_whom.id if with_whom else None,
            admission=Admission.HELD
            if policy is WalkInPolicy.HOLD and with_whom is None
            else Admission.ADMITTED,
        )
    )


async def _accompanied(meeting: Meeting, walk_in: WalkIn) -> Head | None:
    """Whom a companion came with, if that is somebody of this meeting."""
    if not walk_in.companion or walk_in.companion_of is None:
        return None
    return await Head.get_or_none(meeting_id=meeting.id, id=walk_in.companion_of)
