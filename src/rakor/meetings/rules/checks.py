"""What a secretariat looks at before a meeting goes out: one list, each with where it is mended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rakor.meetings.rules.states import State
from rakor.words import _


class Severity(StrEnum):
    """Whether something is needed before people can be invited, or only worth a second look."""

    NEEDED = "needed"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to mend or to know: `says` the reason, `mend` the address, `verb` its button."""

    code: str
    severity: Severity
    says: str
    mend: str
    verb: str


# Whoever is still preparing looks at these; later they are history.
CHECKED = frozenset({State.DRAFT, State.SCHEDULED, State.POSTPONED})


def warning(code: str, says: str, mend: str, verb: str) -> Check:
    return Check(code, Severity.WARNING, says, mend, verb)


def agenda_check(here: str, items: int, minutes: int, length: int) -> list[Check]:
    """Whether there is an agenda, and whether it fits (`length` in minutes)."""
    address, verb = f"{here}/agenda", _("Susun agenda")
    if not items:
        return [warning("no_agenda", _("Belum ada pokok agenda."), address, verb)]
    if minutes > length:
        sentence = _("Susunan acara {minutes} menit, sedangkan rapat {length} menit.")
        says = sentence.format(minutes=minutes, length=length)
        return [warning("agenda_too_long", says, address, verb)]
    return []


def time_checks(
    here: str, state: State, starts_at: datetime, answer_by: datetime | None, now: datetime
) -> list[Check]:
    """Whether the meeting and the last day for answers are still to come."""
    address, verb = f"{here}/edit", _("Ubah jadwal")
    if starts_at <= now:
        if state is State.SCHEDULED:
            return []
        return [warning("starts_in_the_past", _("Waktu mulai rapat sudah lewat."), address, verb)]
    if answer_by is not None and answer_by <= now:
        says = _("Batas jawaban undangan sudah lewat.")
        return [warning("answers_past", says, address, _("Ubah batas jawaban"))]
    return []
