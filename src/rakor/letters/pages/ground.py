"""What several pages of letters show: choices in words, states with tone, pictures to look at."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rakor.letters.rules import ApprovalState, BundleState, LetterState, NumberState
from rakor.words import N_, _

# The tone and symbol of each state.
TONES = {
    LetterState.DRAFT: ("n", "pencil-line"),
    LetterState.IN_REVIEW: ("w", "hourglass"),
    LetterState.APPROVED: ("t", "file-check"),
    LetterState.ISSUED: ("g", "badge-check"),
    LetterState.VOID: ("r", "ban"),
    ApprovalState.WAITING: ("n", "circle"),
    ApprovalState.APPROVED: ("g", "check"),
    ApprovalState.RETURNED: ("r", "undo-2"),
    NumberState.RESERVED: ("w", "clock"),
    NumberState.ISSUED: ("g", "check"),
    NumberState.VOID: ("r", "ban"),
}
BUNDLES = {
    BundleState.WAITING: N_("Menunggu giliran"),
    BundleState.WORKING: N_("Sedang dibuat"),
    BundleState.READY: N_("Siap diunduh"),
    BundleState.FAILED: N_("Tidak selesai"),
}
ONGOING = frozenset({BundleState.WAITING, BundleState.WORKING})


def choices(words: Mapping[Any, str]) -> list[tuple[str, str]]:
    """What a field offers: the value, and the word for it in the reader's language."""
    return [(str(key), _(word)) for key, word in words.items()]


def inline(pictures: Iterable[bytes]) -> list[str]:
    """Pictures as addresses that hold them (RFC 2397), so that nothing is kept to be fetched."""
    return [f"data:image/png;base64,{base64.b64encode(each).decode()}" for each in pictures]


def lines(values: Sequence[str]) -> str:
    """A list as a field of several lines."""
    return "\n".join(values)
