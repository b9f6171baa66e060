"""The attendance list of a meeting in every form in which it is handed out, read back."""

import io
import shutil
import subprocess
from dataclasses import dataclass

import pytest
from docx import Document

from rakor.accounts.models import Account, User
from rakor.documents.reading_sheets import read_sheets
from rakor.meetings.models import Meeting
from tests.scenarios.doors import door

Rows = list[list[str]]
FORMS = ("pdf", "docx", "xlsx", "csv")


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of the PDF, the tables of the Word file, the sheets of the workbook, the CSV."""

    pdf: str
    tables: list[Rows]
    book: dict[str, Rows]
    csv: Rows

    def by_agency(self) -> dict[str, tuple[str, ...]]:
        """What the workbook says of each agency: seats, invited, in the room, online, came."""
        head, *rows = self.book["Per instansi"]
        wanted = ("Kursi", "Diundang", "Di ruang", "Daring", "Orang hadir")
        at = [head.index(name) for name in wanted]
        return {row[0]: tuple(row[n] for n in at) for row in rows}

    def numbers(self, column: str) -> list[str]:
        """How the people are numbered in the Word tables that have such a column."""
        tables = [rows for rows in self.tables if column in rows[0]]
        return [row[0] for rows in tables for row in rows[1:] if row[0].isdigit()]

    def names(self, title: str) -> list[str]:
        """Who stands on a sheet of the workbook, in its order."""
        head, *rows = self.book[title]
        return [row[head.index("Nama")] for row in rows]


async def printed(meeting: Meeting, *, by: str) -> Printed:
    """The four files as somebody downloads them; it must be one whom `by` begins the name of."""
    account = await Account.get(person__name__startswith=by).select_related("person__agency")
    files = {}
    async with door(User.of(account)) as client:
        for form in FORMS:
            answer = await client.get(f"/api/v1/meetings/{meeting.id}/attendance.{form}")
            assert answer.status_code == 200, answer.text
            files[form] = answer.content
    word = Document(io.BytesIO(files["docx"]))
    return Printed(
        words_of(files["pdf"]),
        [[_cells(row) for row in table.rows] for table in word.tables],
        {sheet.title: sheet.rows for sheet in read_sheets(files["xlsx"])},
        read_sheets(files["csv"], "list.csv")[0].rows,
    )


def _cells(row: object) -> list[str]:
    return [cell.text for cell in row.cells]  # type: ignore[attr-defined]


def words_of(pdf: bytes) -> str:
    """The words of a PDF, with single spaces between them."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True, timeout=60
    )
    return " ".join(done.stdout.decode().split())
