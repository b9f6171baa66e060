"""How agencies name people for their seats: rows of a list, the order in line, the deadline."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from rakor.errors import Conflict, FieldError, Invalid
from rakor.meetings.rules import STATES, State
from rakor.words import N_, _


class NomineeState(StrEnum):
    """Where somebody stands whom an agency named."""

    NOMINATED = "nominated"
    WAITLISTED = "waitlisted"
    INVITED = "invited"
    WITHDRAWN = "withdrawn"


NOMINEE_STATES = {
    NomineeState.NOMINATED: N_("Mendapat kursi"),
    NomineeState.WAITLISTED: N_("Daftar tunggu"),
    NomineeState.INVITED: N_("Sudah diundang"),
    NomineeState.WITHDRAWN: N_("Ditarik"),
}

# A line this much longer than the seats is a mistake.
WAITING_FOR_EACH_SEAT, WAITING_ANYWAY = 2, 20
MOST_ROWS = 300


@dataclass(frozen=True, slots=True)
class Named:
    """One row of a list of people; `line` is where it stands, as people count."""

    line: int
    name: str = ""
    email: str = ""
    prefix_titles: str = ""
    suffix_titles: str = ""
    office_title: str = ""

    @property
    def full_name(self) -> str:
        front = f"{self.prefix_titles} {self.name}".strip()
        return f"{front}, {self.suffix_titles}" if self.suffix_titles else front


LONGEST = {
    "name": 200,
    "email": 254,
    "prefix_titles": 100,
    "suffix_titles": 100,
    "office_title": 250,
}
# What the columns of a sheet are called; the first of each is what the template says.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": (N_("Nama"), "nama lengkap", "name", "full name"),
    "prefix_titles": (N_("Gelar depan"), "prefix", "prefix titles", "title before"),
    "suffix_titles": (N_("Gelar belakang"), "suffix", "suffix titles", "title after"),
    "email": (N_("Surel"), "email", "e-mail", "alamat surel", "alamat email"),
    "office_title": (N_("Jabatan"), "office", "position", "jabatan terakhir"),
}
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z][A-Za-z0-9-]{1,62}"
)


def columns_of(heads: Sequence[str]) -> dict[str, int]:
    """In which column of a sheet each member stands. Refuses (Invalid) one without names."""
    known = {
        _plain(word): name for name, words in HEADINGS.items() for word in (*words, _(words[0]))
    }
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        if name := known.get(_plain(head)):
            found.setdefault(name, at)
    missing = [_(HEADINGS[name][0]) for name in ("name", "email") if name not in found]
    if missing:
        said = _("Baris pertama harus memuat kolom {names}. Gunakan templat.")
        raise Invalid.field("file", said.format(names=", ".join(missing)))
    return found


def rows_of(sheet: Sequence[Sequence[str]]) -> list[Named]:
    """The people of a sheet, whose first row names the columns; empty rows are left out.

    Refuses (Invalid) a sheet without people, and more than can be looked over.
    """
    if not sheet:
        raise Invalid.field("file", _("Berkas ini kosong."))
    columns = columns_of(sheet[0])
    found = []
    for line, row in enumerate(sheet[1:], start=2):
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        if any(cell.strip() for cell in cells.values()):
            found.append(Named(line, **{name: _tidy(cell) for name, cell in cells.items()}))
    if not found:
        raise Invalid.field("file", _("Berkas ini tidak memuat nama."))
    if len(found) > MOST_ROWS:
        said = _("Paling banyak {limit} orang sekaligus.")
        raise Invalid.field("file", said.format(limit=MOST_ROWS))
    return found


def tidied(rows: Iterable[Named]) -> list[Named]:
    """Rows as they are kept: one space between words, addresses in small letters."""
    return [
        Named(
            row.line,
            name=_tidy(row.name),
            email=_tidy(row.email).lower(),
            prefix_titles=_tidy(row.prefix_titles),
            suffix_titles=_tidy(row.suffix_titles),
            office_title=_tidy(row.office_title),
        )
        for row in rows
    ]


def wrong_in(rows: Sequence[Named], own: set[str], others: set[str]) -> dict[int, list[FieldError]]:
    """What is wrong, by line: missing names, addresses that are none, and doubles.

    `own` are the addresses the agency named before, `others` those that another one did; whose
    that was is not told.
    """
    wrong: dict[int, list[FieldError]] = {}
    first: dict[str, int] = {}
    for row in rows:
        errors = _wrong_alone(row)
        before = first.setdefault(row.email, row.line) if row.email else row.line
        if before != row.line:
            said = _("Alamat ini sudah ada pada baris {first}.").format(first=before)
            errors.append({"field": "email", "message": said})
        elif row.email in own:
            errors.append({"field": "email", "message": _("Orang ini sudah diusulkan.")})
        elif row.email in others:
            said = _("Orang ini sudah diusulkan instansi lain.")
            errors.append({"field": "email", "message": said})
        if errors:
            wrong[row.line] = errors
    return wrong


def _wrong_alone(row: Named) -> list[FieldError]:
    errors: list[FieldError] = []
    if not row.name:
        errors.append({"field": "name", "message": _("Tulis nama orang ini.")})
    if not row.email:
        said = _("Tulis alamat surel; undangan dikirim ke sana.")
        errors.append({"field": "email", "message": said})
    elif not _ADDRESS.fullmatch(row.email) or ".." in row.email:
        said = _("Tulis alamat surel seperti nama@instansi.go.id.")
        errors.append({"field": "email", "message": said})
    for name, most in LONGEST.items():
        if len(getattr(row, name)) > most:
            said = _("Paling panjang {max_length} huruf.").format(max_length=most)
            errors.append({"field": name, "message": said})
        elif any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in getattr(row, name)):
            said = _("Teks memuat tanda kendali yang tidak dapat disimpan.")
            errors.append({"field": name, "message": said})
    return errors


K = TypeVar("K")


def line_up(seats: int, line: Sequence[tuple[K, NomineeState]]) -> dict[K, NomineeState]:
    """Who has a seat and who waits: invited people keep theirs, the others in the order of naming.

    Withdrawn ones are left as they are.
    """
    free = seats - sum(1 for _key, state in line if state is NomineeState.INVITED)
    found: dict[K, NomineeState] = {}
    for key, state in line:
        if state in (NomineeState.INVITED, NomineeState.WITHDRAWN):
            found[key] = state
        elif free > 0:
            found[key], free = NomineeState.NOMINATED, free - 1
        else:
            found[key] = NomineeState.WAITLISTED
    return found


def check_length(seats: int, named: int) -> None:
    """Refuses (Invalid) a line that is much longer than the seats there are."""
    most = seats * (1 + WAITING_FOR_EACH_SEAT) + WAITING_ANYWAY
    if named > most:
        said = _("Instansi ini mempunyai {seats} kursi; daftar tunggu tidak lebih dari {most}.")
        raise Invalid.field("people", said.format(seats=seats, most=most - seats))


def why_closed_to_naming(
    state: State, starts_at: datetime, until: datetime | None, now: datetime
) -> str:
    """Why an agency names nobody (any more), as a sentence; "" while it may."""
    if state in (State.CANCELLED, State.FINISHED, State.IN_PROGRESS):
        return _("Rapat ini {state}.").format(state=_(STATES[state]).lower())
    if now > (until or starts_at):
        return _("Batas waktu pengusulan sudah lewat.")
    return ""


def check_naming(state: State, starts_at: datetime, until: datetime | None, now: datetime) -> None:
    """Refuses (Conflict) names after the deadline, or for a meeting that has begun."""
    if why := why_closed_to_naming(state, starts_at, until, now):
        raise Conflict(why, state=state.value)


def _plain(text: str) -> str:
    return " ".join(text.replace("*", " ").replace("_", " ").casefold().split())


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
