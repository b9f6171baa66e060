"""What may be handed in as evidence: documents as they lie before meetings, but smaller."""

from collections.abc import Sequence

from rakor.errors import Conflict, Invalid, TooLarge
from rakor.meetings.rules import MaterialKind, check_material, plain_name
from rakor.words import _

LARGEST = 10 * 1024 * 1024
MOST_FILES = 5  # of one report
MOST_OF_ALL = 200  # of one promise, so that nobody fills the disk by a link


def check_evidence(files: Sequence[tuple[bytes, str]]) -> list[tuple[str, MaterialKind]]:
    """The names under which these files are kept, with what they are.

    Refuses (Invalid) more than five, an empty one and what is no document; (TooLarge) one above
    10 MB.
    """
    if len(files) > MOST_FILES:
        message = _("Satu laporan memuat paling banyak {n} berkas.").format(n=MOST_FILES)
        raise Invalid.field("files", message)
    found = []
    for content, filename in files:
        if len(content) > LARGEST:
            raise TooLarge(_("Berkas bukti paling besar 10 MB."))
        try:
            kind = check_material(content, filename)
        except Invalid as refusal:
            raise Invalid.field("files", refusal.errors[0]["message"]) from None
        found.append((plain_name(filename, kind), kind))
    return found


def check_room(known: int, more: int) -> None:
    """Refuses (Conflict) more files than one promise has room for."""
    if known + more > MOST_OF_ALL:
        raise Conflict(
            _("Satu tindak lanjut memuat paling banyak {n} berkas bukti.").format(n=MOST_OF_ALL)
        )
