"""What is held about somebody as a deputy, or as the one who sent one."""

from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.directory.models import Person
from rakor.invitations.models import DelegationStep
from rakor.invitations.rules.delegation import DELEGATION_STATES
from rakor.privacy.rules.held import Row, Section
from rakor.words import _


def as_deputy(person: Person, addresses: set[str]) -> QuerySet[DelegationStep]:
    """The steps by which somebody was sent, found by the person or by any of their addresses."""
    return DelegationStep.filter(Q(person_id=person.id) | Q(email__in=sorted(addresses)))


async def delegations(person: Person, addresses: set[str], most: int | None) -> Section:
    """Who was sent for whom; the letter itself is named, whoever handed it in has it."""
    sent = Q(person_id=person.id) | Q(email__in=sorted(addresses))
    rows = (
        DelegationStep.filter(sent | Q(invitation__person_id=person.id))
        .order_by("-created_at", "id")
        .select_related("invitation__meeting")
    )
    total = await rows.count()
    found = await (rows.limit(most) if most else rows)
    return Section("delegations", [_row(row) for row in found], total)


def _row(row: DelegationStep) -> Row:
    letter: list[Any] = [row.letter_number, row.letter_date, row.letter_signer, row.letter_filename]
    return {
        "meeting": row.invitation.meeting.title,
        "representing": row.invitation.office_title or row.invitation.name,
        "name": row.name,
        "email": row.email,
        "office": row.office_title,
        "state": _(DELEGATION_STATES[row.state]),
        "reason": _(row.reason) if row.reason else "",
        "comment": row.note,
        "letter": ", ".join(str(each) for each in letter if each),
        "created_at": row.created_at,
    }
