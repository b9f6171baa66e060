"""When an agency is written to because of what it owes, and when the office above it is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from rakor.errors import FieldError, Invalid
from rakor.followups.rules.states import CLOSED, FollowUpState
from rakor.words import N_, _


class Notice(StrEnum):
    """Why a letter goes: it is due soon, it is overdue, or the office above has to know."""

    SOON = "soon"
    LATE = "late"
    ABOVE = "above"


NOTICES = {
    Notice.SOON: N_("Mendekati target waktu"),
    Notice.LATE: N_("Melewati target waktu"),
    Notice.ABOVE: N_("Diteruskan kepada atasan"),
}
LONGEST = 90  # days


@dataclass(frozen=True, slots=True)
class Plan:
    """What was agreed for a meeting: how many days before the date, and how long after it.

    `tells`: the links go to the agencies by themselves when the minutes are distributed.
    `reminds`: letters before and after the date go by themselves.
    """

    tells: bool = True
    reminds: bool = True
    days_before: int = 7
    days_above: int = 14


def check_plan(plan: Plan) -> None:
    """Refuses (Invalid, naming the field) less than one day and more than ninety."""
    errors: list[FieldError] = [
        {"field": name, "message": _("Pilih 1 sampai 90 hari.")}
        for name in ("days_before", "days_above")
        if not 1 <= getattr(plan, name) <= LONGEST
    ]
    if errors:
        raise Invalid(errors[0]["message"], errors=errors)


def notices_due(
    due: date | None, state: FollowUpState, today: date, plan: Plan, sent: Collection[Notice]
) -> list[Notice]:
    """The letters that have to go today and have not gone; none for what is closed.

    Whoever is overdue is not told any more that the date comes near.
    """
    if due is None or state in CLOSED or not plan.reminds:
        return []
    if today <= due:
        wished = [Notice.SOON] if due - timedelta(days=plan.days_before) <= today else []
    else:
        wished = [Notice.LATE]
        if today >= due + timedelta(days=plan.days_above):
            wished.append(Notice.ABOVE)
    return [notice for notice in wished if notice not in sent]


def sum_of(text: str, due: date | None, indicator: str) -> str:
    """What an agency was told of a promise, short: it is told again when this is another."""
    told = "\n".join((text, due.isoformat() if due else "", indicator))
    return sha256(told.encode()).hexdigest()[:16]
