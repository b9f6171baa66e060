"""People who are more than a row of the directory: their address lets them in somewhere.

Features above the directory say whose; to change such an address, or the agency whose keepers keep
the person, is to decide who comes in.
"""

from collections.abc import Awaitable, Callable
from uuid import UUID

from tortoise.queryset import QuerySet

from rakor.directory.models import Person
from rakor.directory.rules import Keeper, Reader
from rakor.errors import Forbidden
from rakor.words import _

# Those among some people whose ways in somebody does not keep, with their agencies.
Guarded = dict[UUID, UUID | None]
Guard = Callable[[QuerySet[Person], Reader], Awaitable[Guarded]]
_guards: list[Guard] = []


def guard(asked: Guard) -> Guard:
    """Ask this function too before an address or an agency changes."""
    _guards.append(asked)
    return asked


async def guarded(people: QuerySet[Person], by: Keeper) -> Guarded:
    """Those among these people whose address and agency somebody may not change."""
    found: Guarded = {}
    if by is None or by.is_admin:
        return found
    for asked in _guards:
        found |= await asked(people, by)
    return found


def refusal() -> Forbidden:
    return Forbidden(
        _("Alamat dan instansi orang yang punya akun hanya diubah pengelola akunnya atau admin.")
    )


async def check_may_lead(people: QuerySet[Person], by: Keeper) -> None:
    """Refuses (Forbidden) to change where letters to these people go, or who keeps them."""
    if await guarded(people, by):
        raise refusal()
