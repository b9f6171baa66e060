"""What a meeting may decide beforehand about attendance."""

from collections.abc import Iterable

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
