"""Finding invitations and mail: by a secret, or as far as somebody may see them."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.database import row_where, rows_among
from rakor.errors import NotFound
from rakor.invitations.models import Invitation
from rakor.invitations.queries.secrets import digest, plain_code, reply_token
from rakor.meetings.queries import prepared_by
from rakor.meetings.rules import State
from rakor.settings import settings
from rakor.words import _


async def is_ours(address: str) -> bool:
    """Whether mail to this address is taken: the mailbox itself, or a valid reply address."""
    if address.strip().lower() == settings().mail_reply.lower():
        return True
    token = reply_token(address)
    return bool(token) and await Invitation.exists(mail_digest=digest(token))


async def by_token(token: str, *, of_drafts: bool = False) -> Invitation:
    """The invitation behind a personal link; NotFound when there is none or it was revoked.

    Of a draft nothing is shown, but for what its people are asked before it is published.
    """
    found = None
    if re.fullmatch(r"[a-z2-7]{26}", token):
        found = (
            await Invitation.filter(token_digest=digest(token))
            .select_related("meeting__organizer", "person", "agency")
            .first()
        )
    if found is None or (found.meeting.state is State.DRAFT and not of_drafts):
        raise NotFound(
            _("Tautan undangan ini tidak berlaku. Mintalah yang baru kepada penyelenggara.")
        )
    return found


async def by_code(meeting_id: UUID, code: str) -> Invitation | None:
    """The invitation of a meeting whose check-in code this is."""
    return (await by_codes(meeting_id, [code])).get(code)


async def by_codes(meeting_id: UUID, codes: Iterable[str]) -> dict[str, Invitation]:
    """The invitations of a meeting whose check-in codes these are; codes of no one are left out."""
    digests = {code: digest(plain_code(code)) for code in codes}
    # By the codes alone: asked for the meeting too, SQLite looks through all whom it invites.
    rows = await rows_among(Invitation, "code_digest", digests.values())
    found = {row.code_digest: row for row in rows if row.meeting_id == meeting_id}
    return {code: found[digests[code]] for code in digests if digests[code] in found}


async def by_mail_tokens(addresses: Iterable[str]) -> Invitation | None:
    """The invitation whose own reply address is among these, locked in a transaction."""
    digests = [digest(token) for token in map(reply_token, addresses) if token]
    if not digests:
        return None
    if len(digests) == 1:
        return await row_where(Invitation, "mail_digest", digests[0], locked=True)
    return await Invitation.filter(mail_digest__in=digests).select_for_update().first()


def visible_to(user: User) -> QuerySet[Invitation]:
    """The invitations that somebody may see: their own, and all of the meetings they prepare."""
    seen = Q(person_id=user.id) & ~Q(meeting__state=State.DRAFT)
    return Invitation.filter(seen | Q(meeting_id__in=Subquery(prepared_by(user).values("id"))))


async def find(invitation_id: UUID, *, to: User) -> Invitation:
    """An invitation with its meeting; NotFound for whoever may not see it."""
    found = (
        await visible_to(to)
        .select_related("meeting__organizer", "person")
        .get_or_none(id=invitation_id)
    )
    if found is None:
        raise NotFound(_("Undangan ini tidak ada."))
    return found


def mail_visible_to(user: User) -> Q:
    """Which stored mail somebody may read: that of the meetings they prepare.

    An admin also reads what belongs to no meeting that is known.
    """
    seen = Q(meeting_id__in=Subquery(prepared_by(user).values("id")))
    return seen | Q(meeting_id=None) if user.is_admin else seen


def about(text: str, *columns: str) -> Q:
    """Rows in one of whose columns the text occurs."""
    return Q(*(Q(**{f"{column}__icontains": text}) for column in columns), join_type=Q.OR)


async def counted(rows: QuerySet[Any], column: str) -> dict[str, int]:
    """How many rows there are of each value of a column; one query."""
    found = await rows.annotate(rows=Count("id")).group_by(column).values_list(column, "rows")
    return {str(getattr(value, "value", value)): int(n) for value, n in found}
