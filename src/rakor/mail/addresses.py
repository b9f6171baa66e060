"""Addresses that letters came back from for good, marked until a person says that they work."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from rakor.mail.delivery import Outcome
from rakor.mail.models import DeadAddress

# RFC 3463: the mailbox, its system or its name does not exist (X.1.x), whoever says so.
_UNKNOWN = re.compile(r"5\d\d[ -]5\.1\.\d{1,3}\b")
_CODE = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


def is_unknown(outcome: Outcome) -> bool:
    """Whether the server said that there is no such address, and not merely no to the letter."""
    return outcome.for_good and bool(_UNKNOWN.match(outcome.detail))


async def mark_dead(address: str, *, detail: str, code: str = "") -> None:
    """Letters to this address come back for good; what was said first is kept."""
    found = _CODE.search(detail)
    await DeadAddress.bulk_create(
        [
            DeadAddress(
                address=address.strip().lower()[:254],
                code=(code or (found[1] if found else ""))[:20],
                detail=detail[:1000],
                since=datetime.now(UTC),
            )
        ],
        ignore_conflicts=True,
    )


async def dead_among(addresses: Iterable[str]) -> dict[str, DeadAddress]:
    """Which of these addresses are marked, by the address in small letters; one query."""
    wanted = {address.strip().lower() for address in addresses if address}
    if not wanted:
        return {}
    return {row.address: row for row in await DeadAddress.filter(address__in=sorted(wanted))}


async def forget_dead(address: str) -> bool:
    """A person says that the address works now; tells whether it was marked."""
    return bool(await DeadAddress.filter(address=address.strip().lower()).delete())
