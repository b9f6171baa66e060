"""Which meetings an agency wants approved, by whom, and what an approval stands for."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from rakor.errors import Conflict, Invalid
from rakor.meetings.rules import Kind
from rakor.web.shapes import Line, Shape, Text
from rakor.words import N_, _

MOST_OFFICES = 5


class ApprovalState(StrEnum):
    """Where a request to publish a meeting stands."""

    ASKED = "asked"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


APPROVAL_STATES = {
    ApprovalState.ASKED: N_("Menunggu persetujuan"),
    ApprovalState.APPROVED: N_("Disetujui"),
    ApprovalState.RETURNED: N_("Dikembalikan"),
    ApprovalState.WITHDRAWN: N_("Ditarik"),
}
APPROVAL_STEPS: dict[ApprovalState, frozenset[ApprovalState]] = {
    ApprovalState.ASKED: frozenset(
        {ApprovalState.APPROVED, ApprovalState.RETURNED, ApprovalState.WITHDRAWN}
    ),
    ApprovalState.APPROVED: frozenset({ApprovalState.WITHDRAWN}),
    ApprovalState.RETURNED: frozenset(),
    ApprovalState.WITHDRAWN: frozenset(),
}


class StepState(StrEnum):
    """What one of the offices has said."""

    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"


STEP_STATES = {
    StepState.WAITING: N_("Belum memutuskan"),
    StepState.APPROVED: N_("Menyetujui"),
    StepState.RETURNED: N_("Mengembalikan"),
}


class Then(StrEnum):
    """What happens by itself once the last office has approved."""

    WAIT = "wait"
    PUBLISH = "publish"
    INVITE = "invite"


THENS = {
    Then.WAIT: N_("Tidak ada; rapat diterbitkan dengan tangan"),
    Then.PUBLISH: N_("Terbitkan begitu disetujui"),
    Then.INVITE: N_("Terbitkan dan kirim undangan begitu disetujui"),
}


class ApprovingOffice(Shape):
    """An office that approves, and the one that may do it in its name (a.n.)."""

    office: UUID
    deputy: UUID | None = None


class PolicyFacts(Shape):
    """Which meetings of an agency need approval, and by which offices, in this order.

    A meeting needs it when it is of one of these `kinds`, when `with_others` and agencies outside
    of the own line are invited, or when more than `above` seats are asked; with none of the three
    every meeting does.
    """

    offices: Annotated[list[ApprovingOffice], Field(min_length=1, max_length=MOST_OFFICES)]
    kinds: Annotated[list[Kind], Field(max_length=len(Kind))] = []
    with_others: bool = False
    above: Annotated[int | None, Field(ge=0, le=100_000)] = None


class AskFacts(Shape):
    """How approval is asked for: a word to the offices, and what follows once it is given."""

    note: Annotated[Text, Field(max_length=2000)] = ""
    then: Then = Then.WAIT


class Approve(Shape):
    """Yes; `step` is the place in the order that was on the page, so that no other is meant."""

    step: UUID | None = None
    remark: Annotated[Text, Field(max_length=2000)] = ""


class Return(Shape):
    """Not like this, and why."""

    step: UUID | None = None
    reason: Annotated[Text, Field(max_length=2000)] = ""


class Decision(Shape):
    """What the form of an office says: one of two buttons, beside one text."""

    answer: Annotated[Line, Field(pattern="^(approve|return)$")]
    step: UUID | None = None
    reason: Annotated[Text, Field(max_length=2000)] = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """When an agency wants approval, as its setting says."""

    kinds: frozenset[str] = frozenset()
    with_others: bool = False
    above: int | None = None

    def wants(self, kind: str, others: int, seats: int) -> bool:
        """Whether a meeting of that kind is meant, with `others` of its `seats` from outside."""
        if not (self.kinds or self.with_others or self.above is not None):
            return True
        return (
            kind in self.kinds
            or (self.with_others and others > 0)
            or (self.above is not None and seats > self.above)
        )


# The substance of a meeting: what is approved, and what undoes an approval when it changes. All
# else may be mended after it: purpose and theme, numbers and links, who presents and for how long.
SUBSTANCE = {
    "title": N_("Judul"),
    "kind": N_("Jenis dan sifat rapat"),
    "called_by": N_("Penyelenggara"),
    "time": N_("Waktu"),
    "days": N_("Hari yang berbeda"),
    "place": N_("Tempat dan cara hadir"),
    "agenda": N_("Agenda"),
    "invited": N_("Yang diundang"),
}
# Each part as (what it is, how people read it), in order.
Substance = Mapping[str, Sequence[Sequence[str]]]
# How an entry of a part is told to people.
Reads = Callable[[str, Sequence[str]], str]


@dataclass(frozen=True, slots=True)
class Changed:
    """What is different in one part of the substance: what went, what came."""

    part: str
    gone: list[str]
    come: list[str]

    @property
    def word(self) -> str:
        return SUBSTANCE[self.part]


def digest_of(substance: Substance) -> str:
    """The hash (SHA-256) of what is approved; how it reads does not count."""
    keys = {part: [entry[0] for entry in substance.get(part, [])] for part in SUBSTANCE}
    return hashlib.sha256(json.dumps(keys, sort_keys=True).encode()).hexdigest()


def differences(before: Substance, now: Substance, read: Reads) -> list[Changed]:
    """What changed since, in words; a mere change of order is told by both orders whole."""
    found = []
    for part in SUBSTANCE:
        was, now_is = before.get(part, []), now.get(part, [])
        if [entry[0] for entry in was] == [entry[0] for entry in now_is]:
            continue
        old, new = {entry[0] for entry in was}, {entry[0] for entry in now_is}
        gone = [entry for entry in was if entry[0] not in new]
        come = [entry for entry in now_is if entry[0] not in old]
        if not gone and not come:
            gone, come = list(was), list(now_is)
        found.append(
            Changed(part, [read(part, each) for each in gone], [read(part, each) for each in come])
        )
    return found


def check_approval_step(now: ApprovalState, to: ApprovalState) -> None:
    """Refuses (Conflict) a step that a request for approval cannot take."""
    if to not in APPROVAL_STEPS[now]:
        raise Conflict(
            _("Permintaan persetujuan rapat ini sudah selesai: {state}.").format(
                state=_(APPROVAL_STATES[now]).lower()
            ),
            state=now.value,
        )


def check_askable(now: ApprovalState | None, *, same: bool) -> None:
    """Refuses (Conflict) to ask again for what is being looked at, or was agreed to as it is."""
    if not same:
        return
    if now is ApprovalState.ASKED:
        raise Conflict(_("Persetujuan rapat ini sedang ditunggu."), state=now.value)
    if now is ApprovalState.APPROVED:
        raise Conflict(_("Rapat ini sudah disetujui sebagaimana adanya."), state=now.value)


def check_reason(reason: str) -> None:
    """Refuses (Invalid) to send a meeting back without a word why."""
    if not reason.strip():
        raise Invalid.field("reason", _("Tulis apa yang perlu diperbaiki."))


def check_offices(offices: Sequence[ApprovingOffice]) -> None:
    """Refuses (Invalid) an office that would approve twice, and a deputy of itself."""
    named = [each.office for each in offices]
    for at, each in enumerate(offices):
        if each.office in named[:at]:
            raise Invalid.field(f"offices.{at}.office", _("Jabatan ini sudah disebut."))
        if each.deputy == each.office:
            raise Invalid.field(
                f"offices.{at}.deputy", _("Pilih jabatan lain sebagai penggantinya.")
            )
