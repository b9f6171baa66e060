"""What a meeting may decide beforehand about attendance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rakor.attendance.rules.quorums import QuorumPlan
from rakor.attendance.rules.scans import WalkInPolicy
from rakor.errors import Conflict, FieldError, Invalid
from rakor.meetings.rules import STATES, State
from rakor.words import N_, _

WALK_INS = {
    WalkInPolicy.ADMIT: N_("Diterima dan langsung dihitung"),
    WalkInPolicy.HOLD: N_("Ditahan sampai sekretariat memutuskan"),
    WalkInPolicy.REFUSE: N_("Ditolak di meja registrasi"),
}


def check_planned(state: State) -> None:
    """Refuses (Conflict) to plan the attendance of a meeting that will not be held."""
    if state is State.CANCELLED:
        raise Conflict(
            _("Rapat yang {now} tidak dapat diubah lagi.").format(now=_(STATES[state]).lower()),
            state=state.value,
        )


def check_quorum(plan: QuorumPlan) -> None:
    """Refuses (Invalid) more than the whole, and weights that nobody could reach together."""
    if plan.numerator > plan.denominator:
        raise Invalid.field(
            "quorum.numerator", _("Kuorum paling banyak seluruhnya, misalnya 2 dari 3.")
        )


def check_weights(codes: Iterable[str], known: Iterable[str]) -> None:
    """Refuses (Invalid, naming the row) an agency that is unknown or stands there twice."""
    known, seen = set(known), set[str]()
    errors: list[FieldError] = []
    for n, code in enumerate(codes):
        if code not in known:
            message = _("Tidak ada instansi dengan kode {code}.").format(code=code)
            errors.append({"field": f"quorum.weights.{n}.agency", "message": message})
        elif code in seen:
            message = _("Instansi {code} disebut dua kali.").format(code=code)
            errors.append({"field": f"quorum.weights.{n}.agency", "message": message})
        seen.add(code)
    if errors:
        raise Invalid(errors[0]["message"], errors=errors)


@dataclass(frozen=True, slots=True)
class Timing:
    """Whether somebody came late or left early, and how long they were there in all."""

    late: bool
    early: bool
    stayed: timedelta


def timing(
    first_at: datetime,
    last_out_at: datetime | None,
    span: tuple[datetime, datetime],
    minutes: tuple[int, int],
    *,
    until: datetime,
) -> Timing:
    """How the times of somebody are to the planned `span` of a meeting.

    `minutes` are those after its beginning that are late, and before its end that are early.
    Somebody whose leaving was not recorded stayed `until` then.
    """
    starts, ends = span
    late, early = (timedelta(minutes=n) for n in minutes)
    left = last_out_at or until
    return Timing(
        late=first_at > starts + late,
        early=last_out_at is not None and last_out_at < ends - early,
        stayed=max(left - first_at, timedelta()),
    )
