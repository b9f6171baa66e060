"""Which parts a notula has, their headings, and the wording all formats share."""

from collections.abc import Sequence

from rakor.minutes.export.values import (
    AgendaNotes,
    Attendee,
    FollowUp,
    MinutesDocument,
    Presentation,
)

TITLE = "NOTULA"
NOT_APPROVED = "DRAF"
MATRIX = (
    "No",
    "Uraian",
    "Penanggung jawab",
    "Pendukung",
    "Target waktu",
    "Indikator",
    "Sumber dana",
)
ATTENDANCE = ("No", "Nama", "Jabatan", "Mewakili", "Kehadiran")

_ROMAN = ("I", "II", "III", "IV", "V", "VI")
HEADINGS = {
    "opening": "Pembukaan",
    "presentations": "Paparan",
    "discussion": "Pembahasan",
    "decisions": "Keputusan",
    "follow_ups": "Tindak lanjut",
    "closing": "Penutup",
}


def headings(document: MinutesDocument) -> dict[str, str]:
    """The headings of the parts that have something in them, numbered in Roman figures."""
    present = [name for name in HEADINGS if getattr(document, name)]
    return {
        name: f"{roman}. {HEADINGS[name]}" for roman, name in zip(_ROMAN, present, strict=False)
    }


def spoken(item: AgendaNotes) -> str:
    """Who spoke on an item, in the order in which they began; nothing where no turns were kept."""
    return f"Pembicara: {'; '.join(item.speakers)}" if item.speakers else ""


def edition(document: MinutesDocument) -> str:
    """Which state of the text this is: `Versi 3, Disetujui`."""
    return f"Versi {document.version}, {document.status}"


def matrix_row(follow_up: FollowUp) -> tuple[str, ...]:
    """A follow-up in the columns of MATRIX; the horizon stands with the date."""
    return (
        str(follow_up.number),
        follow_up.text,
        ", ".join(follow_up.owners),
        ", ".join(follow_up.supporting) or "–",
        "\n".join(filter(None, (follow_up.due, follow_up.horizon))) or "–",
        follow_up.indicator or "–",
        ", ".join(follow_up.funding) or "–",
    )


def attendance_row(number: int, attendee: Attendee) -> tuple[str, ...]:
    """A head in the columns of ATTENDANCE."""
    mode = ", ".join(filter(None, (attendee.mode, attendee.remark)))
    return (
        str(number),
        attendee.name,
        attendee.position or "–",
        attendee.representing or "–",
        mode or "–",
    )


def attendance_rows(document: MinutesDocument) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Every agency with its rows, numbered through the whole list."""
    number, groups = 0, []
    for delegation in document.attendance:
        rows = []
        for attendee in delegation.attendees:
            number += 1
            rows.append(attendance_row(number, attendee))
        groups.append((f"{delegation.agency} ({len(rows)} orang)", rows))
    return groups


def summary(document: MinutesDocument) -> str:
    """What the attendance list adds up to."""
    return f"{document.heads} orang dari {len(document.attendance)} instansi"


def presented(presentation: Presentation) -> str:
    """A paper and who presented it."""
    return f"{presentation.title} ({presentation.speaker})"


def verification_line(document: MinutesDocument) -> str:
    """What a reader does to see whether the paper was issued here; nothing if it has no code."""
    if document.verification is None:
        return ""
    return (
        f"Kode verifikasi dokumen {document.verification.code}. "
        f"Keaslian dokumen ini dapat diperiksa di {document.verification.url}"
    )


def joined(lines: Sequence[str]) -> str:
    """Several lines as one, for formats that have only one."""
    return "; ".join(lines)
