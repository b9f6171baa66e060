"""Files of the directory for people: sent, read as a report, stored; and downloaded."""

from typing import Annotated

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from rakor import journal
from rakor.directory import export, operations, queries, rules
from rakor.directory.models import ImportJob
from rakor.directory.pages.ground import ONE, choices, key_of
from rakor.directory.rules.importing import RESULTS, SHEETS, FileKind, ImportState, Result
from rakor.documents import sheets
from rakor.documents.sheets import XLSX, Table
from rakor.errors import NotFound
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import checked, query_of
from rakor.web.shapes import Shape
from rakor.web.uploads import read_upload
from rakor.words import N_, _
from rakor.words.dates import number

HERE = "/directory/import"
PAGE = 100
ONGOING = frozenset({ImportState.UPLOADED, ImportState.CHECKING, ImportState.APPLYING})
Empty = BeforeValidator(lambda value: value or None)

# The word, tone and symbol of each state.
STATES = {
    ImportState.UPLOADED: (N_("Menunggu pemeriksaan"), "n", "clock"),
    ImportState.CHECKING: (N_("Sedang diperiksa"), "n", "hourglass"),
    ImportState.READY: (N_("Siap diterapkan"), "w", "eye"),
    ImportState.REFUSED: (N_("Perlu perbaikan"), "r", "undo-2"),
    ImportState.APPLYING: (N_("Sedang disimpan"), "n", "hourglass"),
    ImportState.DONE: (N_("Sudah diterapkan"), "g", "check"),
    ImportState.FAILED: (N_("Tidak selesai"), "r", "x"),
}


class ImportForm(Shape):
    """What the rows of the file are; empty when sheets or headings say it."""

    kind: Annotated[FileKind | None, Empty] = None


class ReportQuestion(Shape):
    """Which rows of a report are looked at, and which page of them."""

    result: Annotated[Result | None, Empty] = None
    page: Annotated[int, Field(ge=1, le=1000)] = 1

    def at(self, number: int) -> str:
        said = f"result={self.result.value}&" if self.result else ""
        return f"{said}page={number}"


async def new_import(request: Request) -> Response:
    rules.check_may_keep(request.user)
    return show(
        request,
        "directory/import.html",
        kinds=choices(SHEETS),
        jobs=await queries.imports_of(request.user),
        states=STATES,
    )


async def send_file(request: Request) -> Response:
    upload = await read_upload(request)
    request.state.typed = upload.fields
    asked = checked(ImportForm, upload.fields)
    job = await operations.start_import(
        upload.content, upload.filename, asked.kind, by=request.user
    )
    return see(f"{HERE}/{job.id}")


async def show_import(request: Request) -> Response:
    asked = query_of(request, ReportQuestion)
    job = await queries.find_import(key_of(request), to=request.user)
    rows, notes = ([], []) if job.state in ONGOING else await queries.report_of(job.id)
    chosen = [row for row in rows if asked.result in (None, row.result)]
    begin = (asked.page - 1) * PAGE
    return show(
        request,
        "directory/import_report.html",
        job=job,
        ongoing=job.state in ONGOING,
        sentence=_sentence(job),
        state=STATES[job.state],
        rows=chosen[begin : begin + PAGE],
        has_report=bool(rows),
        notes=notes,
        asked=asked,
        pages=max(1, -(-len(chosen) // PAGE)),
        sheets=SHEETS,
        results=RESULTS,
        headings={kind: export.headings(kind) for kind in FileKind},
    )


async def progress(request: Request) -> Response:
    """How far the worker is, for the bar on the page."""
    job = await queries.find_import(key_of(request), to=request.user)
    state = "running" if job.state in ONGOING else "done"
    told = {"state": state, "done": job.done, "total": job.total, "message": _sentence(job)}
    return JSONResponse(told)


async def confirm(request: Request) -> Response:
    key = key_of(request)
    await operations.confirm_import(key, by=request.user)
    return see(f"{HERE}/{key}")


async def discard(request: Request) -> Response:
    await operations.discard_import(key_of(request), by=request.user)
    return see(HERE, _("Berkas itu dibuang."))


async def download_report(request: Request) -> Response:
    job = await queries.find_import(key_of(request), to=request.user)
    rows, _notes = await queries.report_of(job.id)
    if not rows:
        raise NotFound(_("Laporan ini sudah dihapus."))
    return await _file([export.report(rows)], "laporan-impor", _ending(request))


async def download_template(request: Request) -> Response:
    kinds = _kinds(request)
    tables = [export.template(kind) for kind in kinds]
    if _ending(request) == "xlsx":
        tables.append(export.instructions(kinds))
    return await _file(tables, f"templat-{_word(request)}", _ending(request))


async def show_export(request: Request) -> Response:
    return show(request, "directory/export.html", kinds=choices(SHEETS))


async def download_directory(request: Request) -> Response:
    kinds = _kinds(request)
    found = {kind: await queries.exported(kind, request.user) for kind in kinds}
    counts = {kind.value: len(rows) for kind, rows in found.items()}
    await journal.looked("directory.exported", by=request.user, counts=counts)
    tables = [export.table_of(kind, rows) for kind, rows in found.items()]
    name = f"direktori-{_word(request)}-{queries.today().isoformat()}"
    return await _file(tables, name, _ending(request))


def _word(request: Request) -> str:
    what = str(request.path_params["what"])
    return "semua" if what == "all" else what


def _kinds(request: Request) -> list[FileKind]:
    """The kinds that an address names: one of them, or all in one workbook."""
    what = request.path_params["what"]
    if what == "all" and _ending(request) == "xlsx":
        return list(FileKind)
    if what not in list(FileKind):
        raise NotFound(_("Berkas ini tidak ada."))
    return [FileKind(what)]


def _ending(request: Request) -> str:
    ending: str = request.path_params["ending"]
    if ending not in ("csv", "xlsx"):
        raise NotFound(_("Berkas ini tidak ada."))
    return ending


async def _file(tables: list[Table], name: str, ending: str) -> Response:
    body = await (sheets.csv(tables[0]) if ending == "csv" else sheets.xlsx(tables))
    media = "text/csv; charset=utf-8" if ending == "csv" else XLSX
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(body, 200, headers, media)


def _sentence(job: ImportJob) -> str:
    """What the worker is doing, with how many rows it has behind it."""
    if job.state is ImportState.UPLOADED or not job.total:
        return _("Berkas sedang dibaca.")
    sentence = (
        _("{done} dari {total} baris disimpan.")
        if job.state is ImportState.APPLYING
        else _("{done} dari {total} baris diperiksa.")
    )
    return sentence.format(done=number(job.done), total=number(job.total))


routes: list[BaseRoute] = [
    *form(HERE, new_import, send_file),
    page(HERE + "/template/{what}.{ending}", download_template),
    page(HERE + ONE, show_import),
    page(HERE + ONE + "/progress", progress),
    page(HERE + ONE + "/report.{ending}", download_report),
    act(HERE + ONE + "/confirm", confirm),
    act(HERE + ONE + "/discard", discard),
    page("/directory/export", show_export),
    page("/directory/export/{what}.{ending}", download_directory),
]
