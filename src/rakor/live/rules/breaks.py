"""Breaks: when a session may stand still, and until when."""

from datetime import datetime, timedelta

from rakor.errors import Conflict, Invalid
from rakor.meetings.rules import STATES, State
from rakor.words import _

LONGEST_BREAK = timedelta(hours=24)


def check_can_pause(state: State) -> None:
    """Refuses (Conflict) a break of a meeting that is not being held."""
    if state is not State.IN_PROGRESS:
        raise Conflict(
            _("Istirahat diberikan selama rapat berlangsung; rapat ini {state}.").format(
                state=_(STATES[state]).lower()
            ),
            state=state.value,
        )


def check_until(until: datetime, now: datetime) -> None:
    """Refuses (Invalid) a break that is over already, or that lasts longer than a day."""
    if until <= now:
        raise Invalid.field("until", _("Waktu lanjut harus sesudah sekarang."))
    if until - now > LONGEST_BREAK:
        raise Invalid.field("until", _("Satu istirahat paling lama 24 jam."))


def check_goes_on(*, paused: bool) -> None:
    """Refuses (Conflict) to give the floor while the room is on a break."""
    if paused:
        raise Conflict(_("Sidang sedang istirahat. Lanjutkan sidang dahulu."), paused=True)
