"""The register of decisions as a sheet: one row for each decision, with how far its owners are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rakor.documents.sheets import Cell, Column, Kind, Table
from rakor.followups.rules import FOLLOW_UP_STATES, FollowUpState
from rakor.followups.rules.register import STANDINGS, Standing
from rakor.live.rules import FUNDING, HORIZONS, Funding, Horizon
from rakor.meetings.rules import KINDS
from rakor.meetings.rules import Kind as KindOfMeeting
from rakor.words import N_, _

COLUMNS = (
    (N_("Rapat"), 36, Kind.TEXT),
    (N_("Jenis rapat"), 20, Kind.TEXT),
    (N_("Tanggal rapat"), 12, Kind.DATE),
    (N_("Penyelenggara"), 28, Kind.TEXT),
    (N_("No"), 6, Kind.WHOLE),
    (N_("Keputusan"), 60, Kind.TEXT),
    (N_("Penanggung jawab"), 36, Kind.TEXT),
    (N_("Pendukung"), 30, Kind.TEXT),
    (N_("Target waktu"), 12, Kind.DATE),
    (N_("Jangka"), 18, Kind.TEXT),
    (N_("Sumber dana"), 24, Kind.TEXT),
    (N_("Indikator"), 36, Kind.TEXT),
    (N_("Keadaan"), 12, Kind.TEXT),
    (N_("Alasan"), 24, Kind.TEXT),
    (N_("Tindak lanjut"), 40, Kind.TEXT),
    (N_("Dicatat"), 16, Kind.MOMENT),
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One decision as its row says it; `steps` are its owners' codes with how far each is."""

    meeting: str
    kind: KindOfMeeting
    held: date
    organizer: str
    number: int
    text: str
    owners: Sequence[str]
    supporting: Sequence[str]
    due: date | None
    horizon: Horizon | None
    funding: Sequence[str]
    indicator: str
    standing: Standing
    reason: str
    steps: Sequence[tuple[str, FollowUpState]]
    recorded_at: datetime


def register_table(lines: Iterable[Recorded]) -> Table:
    """The whole register as it was asked for, one row for each decision."""
    columns = [Column(_(name), width, kind) for name, width, kind in COLUMNS]
    return Table(_("Register keputusan"), columns, [_row(line) for line in lines])


def _row(line: Recorded) -> list[Cell]:
    return [
        line.meeting,
        _(KINDS[line.kind]),
        line.held,
        line.organizer,
        line.number,
        line.text,
        ", ".join(line.owners),
        ", ".join(line.supporting),
        line.due,
        _(HORIZONS[line.horizon]) if line.horizon else "",
        ", ".join(_(FUNDING[Funding(source)]) for source in line.funding),
        line.indicator,
        _(STANDINGS[line.standing]),
        line.reason,
        ", ".join(f"{code}: {_(FOLLOW_UP_STATES[state])}" for code, state in line.steps),
        line.recorded_at,
    ]
