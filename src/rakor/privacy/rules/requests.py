"""What people may ask about their own data, and the 3×24 hours in which they are answered."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from rakor.directory.rules import check_nip
from rakor.errors import Conflict, Forbidden, Invalid
from rakor.web.shapes import Line, Shape, Text
from rakor.words import N_, _

CLOCK = timedelta(hours=72)  # 3×24 hours (UU 27/2022 articles 30, 32, 40, 46)
SOON = timedelta(hours=24)


class RequestKind(StrEnum):
    """Rights of the person whose data it is."""

    CORRECTION = "correction"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    OBJECTION = "objection"


REQUEST_KINDS = {
    RequestKind.CORRECTION: N_("Perbaikan data"),
    RequestKind.ERASURE: N_("Penghapusan data"),
    RequestKind.RESTRICTION: N_("Pembatasan pemrosesan"),
    RequestKind.OBJECTION: N_("Keberatan atas pemrosesan"),
}


class RequestState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"


REQUEST_STATES = {
    RequestState.OPEN: N_("Menunggu jawaban"),
    RequestState.DONE: N_("Dipenuhi"),
    RequestState.REFUSED: N_("Ditolak"),
}

# What a correction may be about, by the names of the directory.
CORRECTABLE = {
    "prefix_titles": N_("Gelar di depan"),
    "name": N_("Nama tanpa gelar"),
    "suffix_titles": N_("Gelar di belakang"),
    "email": N_("Surel untuk undangan"),
    "phone": N_("Telepon"),
    "nip": N_("NIP"),
}


class Clock(StrEnum):
    """How urgent something with a deadline is."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"


class RequestWish(Shape):
    """What somebody asks; a correction fills in what is to be written instead."""

    kind: RequestKind
    reason: Annotated[Text, Field(min_length=5, max_length=2000)]
    prefix_titles: Annotated[Line, Field(max_length=80)] = ""
    name: Annotated[Line, Field(max_length=200)] = ""
    suffix_titles: Annotated[Line, Field(max_length=120)] = ""
    email: Annotated[Line, Field(max_length=254)] = ""
    phone: Annotated[Line, Field(max_length=40)] = ""
    nip: Annotated[Line, Field(max_length=40)] = ""

    def changes(self) -> dict[str, str]:
        """What is to be written instead, only what was filled in."""
        return {name: value for name in CORRECTABLE if (value := getattr(self, name))}


class Reply(Shape):
    """What is said to whoever asked."""

    answer: Annotated[Text, Field(max_length=2000)] = ""


def check_wish(wish: RequestWish) -> None:
    """Refuses (Invalid) a correction of nothing, or to something that cannot be."""
    if wish.kind is not RequestKind.CORRECTION:
        return
    said = wish.changes()
    if not said:
        raise Invalid.field("name", _("Isi sekurang-kurangnya satu data yang benar."))
    check_nip(wish.nip)


def check_open(state: RequestState) -> None:
    """Refuses (Conflict) to answer what was answered."""
    if state is not RequestState.OPEN:
        raise Conflict(_("Permintaan ini sudah dijawab."), state=state.value)


def check_not_own(person: UUID, by: UUID) -> None:
    """Refuses (Forbidden) to answer one's own request."""
    if person == by:
        raise Forbidden(_("Permintaan Anda sendiri dijawab oleh petugas yang lain."))


def check_says_why(answer: str) -> None:
    """Refuses (Invalid) a refusal without a reason: it is told to the person."""
    if len(answer.strip()) < 5:
        raise Invalid.field("answer", _("Tulis alasan; alasan ini dikirim kepada pemohon."))


def urgency(due: datetime, now: datetime) -> Clock:
    """How urgent a deadline is: less than a day left is soon."""
    if now > due:
        return Clock.LATE
    return Clock.SOON if due - now < SOON else Clock.CALM


def hours_left(due: datetime, now: datetime) -> int:
    """Whole hours until a deadline, or negative since it passed."""
    return int((due - now).total_seconds() / 3600)
