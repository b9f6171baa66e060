"""Follow-ups as sheets: one row for each, and the counts of each agency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rakor.documents.sheets import Cell, Column, Kind, Table
from rakor.followups.rules import FOLLOW_UP_STATES, FollowUpState
from rakor.live.rules import FUNDING, HORIZONS, Funding, Horizon
from rakor.words import N_, _

COLUMNS = (
    (N_("No"), 6, Kind.WHOLE),
    (N_("Rapat"), 30, Kind.TEXT),
    (N_("Uraian"), 60, Kind.TEXT),
    (N_("Penanggung jawab"), 30, Kind.TEXT),
    (N_("Kode instansi"), 14, Kind.TEXT),
    (N_("Pendukung"), 30, Kind.TEXT),
    (N_("Indikator"), 30, Kind.TEXT),
    (N_("Jangka"), 18, Kind.TEXT),
    (N_("Sumber dana"), 18, Kind.TEXT),
    (N_("Target waktu"), 12, Kind.DATE),
    (N_("Keadaan"), 20, Kind.TEXT),
    (N_("Persen"), 8, Kind.WHOLE),
    (N_("Hari terlambat"), 10, Kind.WHOLE),
    (N_("Catatan terakhir"), 50, Kind.TEXT),
    (N_("Bukti dukung"), 10, Kind.WHOLE),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One follow-up as its row says it; `files` counts the evidence handed in."""

    number: int
    meeting: str
    text: str
    owner: str
    agency: str
    supporting: Sequence[str]
    indicator: str
    horizon: Horizon | None
    funding: Sequence[str]
    due: date | None
    state: FollowUpState
    percent: int
    late: int
    note: str = ""
    files: int = 0


def table(lines: Iterable[Line]) -> Table:
    """The whole list, one row for each."""
    columns = [Column(_(name), width, kind) for name, width, kind in COLUMNS]
    return Table(_("Tindak lanjut"), columns, [_row(line) for line in lines])


def _row(line: Line) -> list[Cell]:
    return [
        line.number,
        line.meeting,
        line.text,
        line.owner,
        line.agency,
        ", ".join(line.supporting),
        line.indicator,
        _(HORIZONS[line.horizon]) if line.horizon else "",
        ", ".join(_(FUNDING[Funding(source)]) for source in line.funding),
        line.due,
        _(FOLLOW_UP_STATES[line.state]),
        line.percent,
        line.late,
        line.note,
        line.files,
    ]


def by_agency(lines: Iterable[Line]) -> Table:
    """How far each agency is, in the order of the list."""
    counts: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        if line.state in (FollowUpState.REASSIGNED, FollowUpState.CANCELLED):
            continue
        row = counts.setdefault((line.agency, line.owner), [0, 0, 0, 0])
        row[0] += 1
        row[1] += line.state is FollowUpState.DONE
        row[2] += line.state is FollowUpState.PENDING_VERIFICATION
        row[3] += line.late > 0
    columns = [
        Column(_("Kode instansi"), 14),
        Column(_("Penanggung jawab"), 40),
        Column(_("Jumlah"), 10, Kind.WHOLE),
        Column(_("Selesai"), 10, Kind.WHOLE),
        Column(_("Menunggu verifikasi"), 14, Kind.WHOLE),
        Column(_("Terlambat"), 10, Kind.WHOLE),
    ]
    rows: list[list[Cell]] = [[code, name, *row] for (code, name), row in counts.items()]
    return Table(_("Per instansi"), columns, rows)
