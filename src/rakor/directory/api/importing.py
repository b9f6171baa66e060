"""Files of the directory for programs: sent whole, answered row by row."""

from typing import Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.directory import operations
from rakor.directory.rules.importing import FileKind, Result, RowReport
from rakor.documents.sheets import XLSX
from rakor.errors import FieldError, Invalid
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of
from rakor.web.shapes import Answer, Shape, Written
from rakor.web.uploads import read_upload
from rakor.words import _

RAW = ("text/csv", XLSX, "application/octet-stream")


class ImportForm(Shape):
    """A CSV or XLSX file; a workbook may hold a sheet for each kind."""

    file: bytes


class ImportQuestion(Shape):
    """What the rows are, unless sheets or headings say it; a dry run stores nothing."""

    kind: FileKind | None = None
    dry_run: bool = False


class ChangeAnswer(Answer):
    """A field that changes; a NIP is masked on both sides."""

    field: str
    old: str
    new: str


class ErrorAnswer(Answer):
    """A field that cannot be, "" for the whole row."""

    field: str
    message: str


class RowAnswer(Answer):
    """What becomes of one row; `line` is its number in the spreadsheet, the heading being 1."""

    kind: FileKind
    line: int
    name: str
    result: Result
    errors: list[ErrorAnswer]
    changes: list[ChangeAnswer]


class ImportAnswer(Written):
    """Every row with what became of it, counts by result, and whether all of it is stored now."""

    rows: list[RowAnswer]
    counts: dict[str, int] = Field(description="Rows by result: new, changed, same, refused")
    notes: list[str]
    applied: bool


async def import_file(request: Request) -> Response:
    asked = query_of(request, ImportQuestion)
    upload = await read_upload(request, raw=RAW)
    plan, applied = await operations.import_file(
        upload.content, upload.filename, asked.kind, dry_run=asked.dry_run, by=request.user
    )
    told: dict[str, Any] = {
        "rows": [_row(row) for row in plan.rows],
        "counts": plan.counts,
        "notes": plan.notes,
        "applied": applied,
    }
    if plan.refused and not asked.dry_run:
        sentence = _("{n} baris ditolak, tidak ada yang disimpan.").format(
            n=plan.counts[Result.REFUSED.value]
        )
        raise Invalid(sentence, errors=_errors(plan.rows), **told)
    return answer(told)


def _row(row: RowReport) -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "line": row.line,
        "name": row.name,
        "result": row.result.value,
        "errors": row.errors,
        "changes": [
            {"field": each.field, "old": each.old, "new": each.new} for each in row.changes
        ],
    }


def _errors(rows: list[RowReport]) -> list[FieldError]:
    """Each refused field by sheet, row and field: `people.12.nip`."""
    return [
        {
            "field": ".".join(filter(None, (row.kind.value, str(row.line), error["field"]))),
            "message": error["message"],
        }
        for row in rows
        for error in row.errors
    ]


endpoints = [
    Endpoint(
        "POST",
        "/directory/import",
        import_file,
        "Import agencies, offices, people, holders, regions or holidays: all rows or none",
        takes=ImportForm,
        takes_media="multipart/form-data",
        also_takes=RAW,
        asks=ImportQuestion,
        gives=ImportAnswer,
        refuses=(409,),
    )
]
