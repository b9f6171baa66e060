"""CSV and XLSX → rows of text, whatever spreadsheets made of them on the way.

What a file is is read from its bytes; a name that says otherwise is refused. Nothing in a file
makes more work than its size allows: members of a workbook are unpacked and measured first.
"""

import asyncio
import csv
import datetime as dt
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile, ZipInfo

import python_calamine

from rakor.documents.sheets import FORMULA
from rakor.errors import Invalid, TooLarge
from rakor.words import _

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 60
MOST_SHEETS = 10
MOST_UNPACKED = 200 * 1024 * 1024
MOST_CHARACTERS = 2_000  # in one cell
_MEMBERS = 500
_CHUNK = 1 << 18  # small, because other threads wait while one is searched

_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+?\d{2,}")
_EXACT = 10**15  # from here on Excel keeps 15 digits and fills up with zeros
_TAG = re.compile(rb"""<(?:\w+:)?(c|row)\b((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{0,3})([0-9]{1,9})\s*["']""")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.I)


class Rounded(str):
    """A long number of which the spreadsheet has lost the last digits."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title ("" in a CSV file) and its rows; the first one is row 1."""

    title: str
    rows: list[list[str]]


async def sheets_of(content: bytes, filename: str = "") -> list[Sheet]:
    """The sheets of a CSV or XLSX file, read off the event loop.

    Refuses (Invalid, naming `file`) what is neither, and (TooLarge) what is beyond all reason.
    """
    return await asyncio.to_thread(read_sheets, content, filename)


def read_sheets(content: bytes, filename: str = "") -> list[Sheet]:
    """What `sheets_of` does, in the calling thread."""
    if len(content) > MOST_BYTES:
        raise TooLarge(_("Paling besar {limit} MB.").format(limit=MOST_BYTES // 1024 // 1024))
    if not content.strip():
        raise _wrong(_("Berkas ini kosong."))
    ending = filename.lower().rpartition(".")[2] if "." in filename else ""
    if content.startswith(b"PK\x03\x04"):
        if ending in ("csv", "txt", "tsv"):
            raise _wrong(_("Namanya CSV, tetapi isinya berkas lain. Simpan ulang sebagai CSV."))
        found = _workbook(content)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _wrong(_("Ini berkas Excel lama atau bersandi. Simpan sebagai .xlsx tanpa sandi."))
    elif ending in ("xlsx", "xlsm", "xls", "ods"):
        raise _wrong(_("Namanya XLSX, tetapi isinya berkas lain. Simpan ulang sebagai .xlsx."))
    else:
        found = [Sheet("", list(_csv_rows(_text_of(content))))]
    if sum(len(sheet.rows) for sheet in found) > MOST_ROWS + len(found):
        raise _wrong(
            _("Paling banyak {limit} baris. Bagi menjadi beberapa berkas.").format(limit=MOST_ROWS)
        )
    return found


def _wrong(message: str) -> Invalid:
    return Invalid.field("file", message)


def _text_of(content: bytes) -> str:
    """The text of a CSV file: UTF-8, UTF-16 with its mark, or what old Excel writes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        codes = ["utf-16"]
    else:
        codes = ["utf-8-sig", "cp1252"]
    for code in codes:
        try:
            text = content.decode(code)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            break
        return text
    raise _wrong(_("Ini bukan berkas CSV atau XLSX. Simpan sebagai salah satunya."))


def _csv_rows(text: str) -> Iterator[list[str]]:
    if said := _SEPARATOR.match(text):
        text, delimiter = text[said.end() :], said[1]
    else:
        delimiter = _delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    count = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            raise _wrong(_("Baris {n} tidak dapat dibaca.").format(n=rows.line_num)) from None
        count += 1
        if count > MOST_ROWS + 1:
            raise _wrong(
                _("Paling banyak {limit} baris. Bagi menjadi beberapa berkas.").format(
                    limit=MOST_ROWS
                )
            )
        yield _measured([_csv_cell(cell) for cell in row], count)


def _delimiter(text: str) -> str:
    """Comma, semicolon or tab: whichever the first line has most of, outside of quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(",;\t", key=bare.count)


def _csv_cell(cell: str) -> str:
    """A cell as it was before it was kept from being taken for a formula."""
    cell = cell.strip()
    if cell.startswith("'") and cell[1:].startswith(FORMULA):
        cell = cell[1:]
    return Rounded(cell) if _SCIENTIFIC.fullmatch(cell) else cell


def _measured(row: list[str], line: int) -> list[str]:
    while row and not row[-1]:
        row.pop()
    if len(row) > MOST_COLUMNS:
        raise _wrong(_("Paling banyak {limit} kolom.").format(limit=MOST_COLUMNS))
    if any(len(cell) > MOST_CHARACTERS for cell in row):
        raise _wrong(
            _("Sel pada baris {n} terlalu panjang: paling banyak {limit} huruf.").format(
                n=line, limit=MOST_CHARACTERS
            )
        )
    return row


def _workbook(content: bytes) -> list[Sheet]:
    _check_members(content)
    try:
        with python_calamine.load_workbook(io.BytesIO(content)) as book:
            titles = [
                each.name
                for each in book.sheets_metadata
                if each.typ is python_calamine.SheetTypeEnum.WorkSheet
            ]
            if len(titles) > MOST_SHEETS:
                raise _wrong(_("Paling banyak {limit} lembar.").format(limit=MOST_SHEETS))
            return [Sheet(title, _sheet_rows(book, title)) for title in titles]
    except Invalid:
        raise
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the library's own panics are no Exception
        raise _wrong(_("Berkas XLSX ini rusak. Buka di Excel, lalu simpan ulang.")) from error


def _sheet_rows(book: python_calamine.CalamineWorkbook, title: str) -> list[list[str]]:
    sheet = book.get_sheet_by_name(title)
    rows = enumerate(sheet.iter_rows(), 1)
    found = [_measured([_cell(cell) for cell in row], n) for n, row in rows]
    while found and not found[-1]:
        found.pop()
    return found


def _cell(value: object) -> str:
    """A cell as text; days as ISO 8601, numbers without what Excel adds to them."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        if abs(value) >= _EXACT:
            return Rounded(f"{value:.0f}")
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return str(value)
    text = str(value).strip()
    return Rounded(text) if _SCIENTIFIC.fullmatch(text) else text


def _check_members(content: bytes) -> None:
    """Refuses what unpacks to more than its share, before anything is made of it."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (BadZipFile, ValueError, OSError):
        raise _wrong(_("Berkas XLSX ini rusak. Buka di Excel, lalu simpan ulang.")) from None
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise _wrong(_("Ini arsip lain, bukan berkas XLSX."))
    packings = {member.compress_type for member in members}
    if len(members) > _MEMBERS or len(names) != len(members) or not packings <= {0, 8}:
        raise _wrong(_("Berkas XLSX ini tidak wajar."))
    left = MOST_UNPACKED
    for member in members:
        seen = _Seen()
        for chunk in _unpacked(content, member):
            left -= len(chunk)
            if left < 0:
                raise TooLarge(_("Berkas XLSX ini mengembang melampaui batas."))
            seen.read(chunk)


def _unpacked(content: bytes, member: ZipInfo) -> Iterator[bytes]:
    """What a member really holds, whatever the archive says about its size."""
    at = member.header_offset
    name, extra = (int.from_bytes(content[at + n : at + n + 2], "little") for n in (26, 28))
    begin = at + 30 + name + extra
    packed = content[begin : begin + member.compress_size]
    if member.compress_type == 0:
        yield packed
        return
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed and not unpacking.eof:
            yield unpacking.decompress(packed, _CHUNK)
            packed = unpacking.unconsumed_tail
    except zlib.error:
        raise _wrong(_("Berkas XLSX ini rusak. Buka di Excel, lalu simpan ulang.")) from None


class _Seen:
    """The cells that a member names: one far away makes a reader reserve room for all between."""

    def __init__(self) -> None:
        self.rest = b""
        self.far_row = False
        self.nameless = False

    def read(self, chunk: bytes) -> None:
        text = self.rest + chunk
        for kind, attributes in _TAG.findall(text):
            if not attributes.endswith(b"/"):
                self._take(kind, _REFERENCE.search(attributes))
        if self.far_row and self.nameless:
            raise _too_far()
        # A tag that the chunk cut in two is read with the next one.
        self.rest = text[max(text.rfind(b"<"), 0) :]
        if len(self.rest) > 4 * _CHUNK:
            self.rest = b""

    def _take(self, kind: bytes, reference: "re.Match[bytes] | None") -> None:
        column = 0
        for letter in reference[1].upper() if reference else b"":
            column = column * 26 + letter - 64
        far = reference is not None and int(reference[2]) > MOST_ROWS + 1
        if kind == b"row":
            # LibreOffice ends a sheet with an empty last row; only its cells would count.
            self.far_row |= far
        elif reference is None:
            self.nameless = True
        elif far or column > MOST_COLUMNS:
            raise _too_far()


def _too_far() -> Invalid:
    return _wrong(
        _("Paling banyak {rows} baris dan {columns} kolom.").format(
            rows=MOST_ROWS, columns=MOST_COLUMNS
        )
    )
