"""Who may come instead of whom: policies, ranks, chains, and what an assignment letter is.

Sentences are msgids: whoever shows them to a person passes them through the catalogue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rakor.directory.rules import OfficeLevel
from rakor.invitations.rules.states import DelegationState
from rakor.meetings.rules import Delegation
from rakor.words import N_

# A to B to C and so on: deputies of one seat, one after another.
LONGEST_CHAIN = 5
LETTER_LIMIT = 5 * 1024 * 1024
OPEN_STATES = frozenset({DelegationState.PROPOSED, DelegationState.ACCEPTED})
# Steps by which somebody stands for somebody else.
STANDING_STATES = frozenset({DelegationState.ACCEPTED, DelegationState.COMPLETED})

DELEGATION_STATES = {
    DelegationState.PROPOSED: N_("Menunggu keputusan"),
    DelegationState.ACCEPTED: N_("Diterima"),
    DelegationState.REJECTED: N_("Ditolak"),
    DelegationState.REVOKED: N_("Ditarik kembali"),
    DelegationState.COMPLETED: N_("Selesai"),
}

# Those of UU 20/2023 article 13 and the political offices stand above one another; functional and
# executing officials stand beside them and cannot be compared by rule.
_LADDER = (
    OfficeLevel.POLITICAL,
    OfficeLevel.JPT_UTAMA,
    OfficeLevel.JPT_MADYA,
    OfficeLevel.JPT_PRATAMA,
    OfficeLevel.ADMINISTRATOR,
    OfficeLevel.PENGAWAS,
)


class Waits(StrEnum):
    """Why a deputy waits for the secretariat (Indonesian msgids)."""

    LETTER = "Surat tugas belum disampaikan."
    BELOW = "Pejabat yang mewakili di bawah jenjang yang diundang."
    RANK_UNKNOWN = "Jenjang jabatan pejabat yang mewakili belum diketahui."
    CONFIDENTIAL = "Rapat ini tertutup; sekretariat perlu menyetujui siapa yang mewakili."


class Refusal(StrEnum):
    """Why nobody can be sent, or not this person (Indonesian msgids)."""

    NOT_ALLOWED = "Undangan ini tidak dapat diwakilkan."
    ONESELF = "Pejabat yang mewakili haruslah orang lain."
    CYCLE = "Orang ini sudah ada dalam rantai perwakilan yang sama."
    TOO_LONG = "Perwakilan sudah diteruskan terlalu panjang; mohon hubungi sekretariat."
    ALREADY = "Undangan ini sudah diwakilkan; tarik dahulu sebelum menunjuk orang lain."
    COMES_NOT = "Orang ini menjawab berhalangan hadir."
    SENDS_OTHER = "Orang ini sendiri mewakilkan undangannya kepada orang lain."
    IS_GROUP = "Alamat ini milik banyak orang; wakilkan kepada satu orang."
    ARRIVED = "Yang bersangkutan sudah tercatat hadir."


# Why a step ended that nobody of the secretariat decided.
DEPUTY_DECLINED = N_("Pejabat yang mewakili menjawab berhalangan hadir.")
FORBIDDEN_BY_POLICY = Refusal.NOT_ALLOWED.value


@dataclass(frozen=True, slots=True)
class Case:
    """What is known when somebody names a deputy.

    `links` are the steps that already led to this seat. `by_staff` says that the secretariat
    itself names the deputy, which is its approval.
    """

    policy: Delegation
    asked_level: OfficeLevel | None
    deputy_level: OfficeLevel | None
    has_letter: bool = False
    confidential: bool = False
    by_staff: bool = False
    links: int = 0


@dataclass(frozen=True, slots=True)
class Ruling:
    """A deputy is taken at once (`waits` is None), or waits for the secretariat and why."""

    waits: Waits | None = None

    @property
    def state(self) -> DelegationState:
        return DelegationState.PROPOSED if self.waits else DelegationState.ACCEPTED


def rule(case: Case) -> Ruling | Refusal:
    """What a policy says to a deputy: taken, waiting for the secretariat, or refused.

    Nobody sends a deputy where the invitation says so, and no chain goes on for ever; everything
    else the secretariat may allow.
    """
    if case.policy is Delegation.NOT_ALLOWED:
        return Refusal.NOT_ALLOWED
    if case.links >= LONGEST_CHAIN:
        return Refusal.TOO_LONG
    if case.by_staff:
        return Ruling()
    if case.confidential:
        return Ruling(Waits.CONFIDENTIAL)
    if case.policy is Delegation.ALLOWED_WITH_LETTER and not case.has_letter:
        return Ruling(Waits.LETTER)
    if case.policy is Delegation.SAME_RANK:
        return Ruling(_rank_gap(case.asked_level, case.deputy_level))
    return Ruling()


def _rank_gap(asked: OfficeLevel | None, deputy: OfficeLevel | None) -> Waits | None:
    """Why a deputy's rank is not enough; None for one of the same step or above."""
    if asked is not None and asked is deputy:
        return None
    if asked not in _LADDER or deputy not in _LADDER:
        return Waits.RANK_UNKNOWN
    return Waits.BELOW if _LADDER.index(deputy) > _LADDER.index(asked) else None


def highest(levels: Sequence[OfficeLevel | None]) -> OfficeLevel | None:
    """Of several offices that somebody holds, the level that counts; managerial ones go first."""
    known = [level for level in levels if level is not None]
    return min(known, key=list(OfficeLevel).index) if known else None


_BEGINS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}


def letter_type(content: bytes) -> str | None:
    """What an uploaded assignment letter is, by its content; None for what is not taken."""
    return next((kind for begin, kind in _BEGINS.items() if content.startswith(begin)), None)


def represents(title: str, name: str) -> str:
    """Whom a deputy comes for, as it stands beside their name: the office, else the name."""
    return title or name
