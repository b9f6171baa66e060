"""Which parts a notula has, their headings, and the wording all formats share."""

from collections.abc import Sequence

from rakor.minutes.export.values import (
    AgendaNotes,
    Amendment,
    Attendee,
    FollowUp,
    MinutesDocument,
    Presentation,
    Question,
)

TITLE = "NOTULA"
NOT_APPROVED = "DRAF"
PHOTOS = "Lampiran: Foto"
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

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
HEADINGS = {
    "amendment": "Perubahan",
    "previous": "Notula rapat sebelumnya",
    "carried": "Perkembangan tindak lanjut rapat sebelumnya",
    "opening": "Pembukaan",
    "presentations": "Paparan",
    "discussion": "Pembahasan",
    "qa": "Tanya jawab",
    "breaks": "Skors sidang",
    "decisions": "Keputusan",
    "follow_ups": "Tindak lanjut",
    "next_meeting": "Rapat berikutnya",
    "closing": "Penutup",
}
# Parts that every format prints as a list of lines.
LISTED = ("amendment", "previous", "carried", "qa", "breaks", "next_meeting")


def photos(document: MinutesDocument) -> list[str]:
    """What stands below each photo, and what can be seen on it."""
    return [
        f"{photo.caption} – {photo.alternative}" if photo.caption else photo.alternative
        for photo in document.photos
    ]


def headings(document: MinutesDocument) -> dict[str, str]:
    """The headings of the parts that have something in them, numbered in Roman figures."""
    named = dict(HEADINGS)
    if document.amendment is not None:
        named["amendment"] = f"Perubahan terhadap versi {document.amendment.version}"
    present = [name for name in named if getattr(document, name)]
    return {name: f"{roman}. {named[name]}" for roman, name in zip(_ROMAN, present, strict=False)}


def listed(document: MinutesDocument, name: str) -> list[str]:
    """A part of LISTED as lines; a line may hold several, one below the other."""
    match name:
        case "amendment":
            return _amended(document.amendment) if document.amendment else []
        case "qa":
            return [asked(each) for each in document.qa]
        case "next_meeting":
            return [document.next_meeting] if document.next_meeting else []
        case _:
            return list(getattr(document, name))


def _amended(amendment: Amendment) -> list[str]:
    said = [f"Alasan: {amendment.reason}"] if amendment.reason else []
    for change in amendment.changes:
        lines = [f"{change.section}:"]
        lines += [f"dihapus: {line}" for line in change.removed]
        lines += [f"ditambahkan: {line}" for line in change.added]
        said.append("\n".join(lines))
    return said


def asked(each: Question) -> str:
    """A question with its answer below it."""
    lines = [": ".join(filter(None, (each.who, each.question)))]
    if each.answer or each.answered_by:
        who = f"Jawaban {each.answered_by}" if each.answered_by else "Jawaban"
        lines.append(f"{who}: {each.answer or 'disampaikan secara lisan'}")
    return "\n".join(lines)


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
        str(number) if attendee.present else "–",
        attendee.name,
        attendee.position or "–",
        attendee.representing or "–",
        mode or "–",
    )


def attendance_rows(document: MinutesDocument) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Every agency with its rows; those who came are numbered through the whole list."""
    number, groups = 0, []
    for delegation in document.attendance:
        rows = []
        for attendee in delegation.attendees:
            number += attendee.present
            rows.append(attendance_row(number, attendee))
        came = f"{delegation.heads} orang" if delegation.heads else "tidak hadir"
        groups.append((f"{delegation.agency} ({came})", rows))
    return groups


def summary(document: MinutesDocument) -> str:
    """What the attendance list adds up to."""
    came = sum(bool(delegation.heads) for delegation in document.attendance)
    absent = sum(len(each.attendees) - each.heads for each in document.attendance)
    also = f"; {absent} undangan tidak hadir sendiri" if absent else ""
    return f"{document.heads} orang dari {came} instansi{also}"


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
