"""What somebody may answer on their page."""

import unicodedata

from rakor.errors import FieldError, Invalid
from rakor.invitations.rules.states import RsvpStatus

COMMENT_LIMIT = 2_000
PERSONAL_ANSWERS = frozenset({RsvpStatus.ACCEPTED, RsvpStatus.DECLINED, RsvpStatus.TENTATIVE})
MODES_OF_MEETING = {
    "in_person": frozenset({"", "room"}),
    "online": frozenset({"", "online"}),
    "hybrid": frozenset({"", "room", "online"}),
}
# Embeddings, overrides and isolates turn the rest of a page around; marks inside a word do not.
_TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def check_answer(status: str, mode: str, meeting_mode: str, comment: str) -> None:
    """Hold a person's own answer against the meeting; "" as mode says that it is left open.

    Refuses (Invalid, with the fields) anything but yes, no or maybe, a way of attending that the
    meeting does not offer, and a comment that is too long or carries control characters.
    """
    errors: list[FieldError] = []
    if status not in PERSONAL_ANSWERS:
        errors.append({"field": "status", "message": "Pilih hadir, tidak hadir, atau ragu-ragu."})
    if mode not in MODES_OF_MEETING[meeting_mode]:
        errors.append(
            {"field": "mode", "message": "Rapat ini tidak menyediakan cara hadir tersebut."}
        )
    if len(comment) > COMMENT_LIMIT:
        errors.append({"field": "comment", "message": "Catatan paling banyak 2.000 karakter."})
    elif not _is_readable(comment):
        errors.append(
            {"field": "comment", "message": "Catatan memuat karakter yang tidak dapat ditampilkan."}
        )
    if errors:
        raise Invalid("Periksa kembali jawaban Anda.", errors=errors)


def _is_readable(text: str) -> bool:
    return not any(
        character in _TURNS_TEXT
        or (unicodedata.category(character) in {"Cc", "Cs"} and character not in "\r\n\t")
        for character in text
    )
