"""What the charts of follow-ups count: how far each agency is, and how it went week by week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tortoise.queryset import QuerySet

from rakor.followups.queries.history import weeks
from rakor.followups.queries.owed import LOADED, Promise, promises
from rakor.followups.rules import UNDER_WAY, FollowUpState, Week
from rakor.live.models import Commitment

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Share:
    """How far an agency is: what is done, waits, is overdue, goes on, and has not begun."""

    code: str
    name: str
    done: int
    waiting: int
    late: int
    going: int
    ahead: int

    @property
    def total(self) -> int:
        return self.done + self.waiting + self.late + self.going + self.ahead


async def figures_of(
    query: QuerySet[Commitment], today: date, zone: str
) -> tuple[list[Share], list[Week]]:
    """How far each agency is with these, and the counts of each week; four queries."""
    rows = await query.select_related(*LOADED).order_by("-id").limit(MOST)
    found = await promises(rows, today=today)
    return shares(found), await weeks(found, today, zone)


def shares(found: Sequence[Promise]) -> list[Share]:
    """One line an agency, those who owe most first; each promise counts in one place."""
    by_agency: dict[tuple[str, str], list[Promise]] = {}
    for promise in found:
        if promise.state not in (FollowUpState.CANCELLED, FollowUpState.REASSIGNED):
            agency = promise.commitment.agency
            by_agency.setdefault((agency.name, agency.code), []).append(promise)
    made = [_share(code, name, owed) for (name, code), owed in by_agency.items()]
    return sorted(made, key=lambda share: (share.done - share.total, share.name))


def _share(code: str, name: str, owed: Sequence[Promise]) -> Share:
    done = sum(each.state is FollowUpState.DONE for each in owed)
    late = sum(each.late > 0 for each in owed)
    on_time = [each for each in owed if not each.late]
    waiting = sum(each.state is FollowUpState.PENDING_VERIFICATION for each in on_time)
    going = sum(each.state in UNDER_WAY for each in on_time)
    ahead = len(owed) - done - late - waiting - going
    return Share(code, name, done, waiting, late, going, ahead)
