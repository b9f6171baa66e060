"""Files of the directory: which kinds there are, and what becomes of each of their rows."""

from dataclasses import dataclass, field
from enum import StrEnum

from rakor.errors import FieldError
from rakor.words import N_

CLEARED = "-"  # a cell that empties what is recorded; an empty cell leaves it


class FileKind(StrEnum):
    """What the rows of a sheet are, in the order in which sheets are imported."""

    AGENCIES = "agencies"
    OFFICES = "offices"
    PEOPLE = "people"
    HOLDERS = "holders"
    REGIONS = "regions"
    HOLIDAYS = "holidays"


class ImportState(StrEnum):
    """How far a file is. `ready` waits for a person; nothing is stored before `done`."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    READY = "ready"
    REFUSED = "refused"
    APPLYING = "applying"
    DONE = "done"
    FAILED = "failed"


class Result(StrEnum):
    """What becomes of one row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


# Sheets are named so, and files downloaded too.
SHEETS = {
    FileKind.AGENCIES: N_("Instansi"),
    FileKind.OFFICES: N_("Jabatan"),
    FileKind.PEOPLE: N_("Orang"),
    FileKind.HOLDERS: N_("Pemangku"),
    FileKind.REGIONS: N_("Wilayah"),
    FileKind.HOLIDAYS: N_("Hari libur"),
}
RESULTS = {
    Result.NEW: N_("baru"),
    Result.CHANGED: N_("diubah"),
    Result.SAME: N_("sama"),
    Result.REFUSED: N_("ditolak"),
}
INSTRUCTIONS = N_("Petunjuk")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it fills, its heading, what it is for, and an example."""

    field: str
    heading: str
    says: str
    example: str = ""
    needed: bool = False
    also: tuple[str, ...] = ()
    width: int = 18


@dataclass(frozen=True, slots=True)
class Change:
    """What a row changes: the field, and what it was and will be, as far as it may be shown."""

    field: str
    old: str
    new: str


@dataclass(slots=True)
class RowReport:
    """What becomes of one row of a sheet, `line` being its number in the spreadsheet."""

    kind: FileKind
    line: int
    name: str = ""
    result: Result = Result.SAME
    errors: list[FieldError] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def becomes(self, result: Result) -> None:
        """What becomes of the row, unless it is refused already."""
        if not self.errors:
            self.result = result

    def refuse(self, errors: list[FieldError]) -> None:
        self.result = Result.REFUSED
        self.errors += errors


def counts_of(rows: list[RowReport]) -> dict[str, int]:
    """How many rows have which result."""
    found = {result.value: 0 for result in Result}
    for row in rows:
        found[row.result.value] += 1
    return found
