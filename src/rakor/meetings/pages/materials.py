"""Documents of a meeting as a page: read by all, laid before it by those who run it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.meetings import operations, queries, rules
from rakor.meetings.models import AgendaItem
from rakor.meetings.operations import MaterialChanges, MaterialFacts
from rakor.meetings.pages.planning import meeting_id
from rakor.meetings.rules import Action, may
from rakor.web.answers import see, show
from rakor.web.pages import act, form
from rakor.web.reading import checked, read
from rakor.web.uploads import read_upload
from rakor.words import _

Listed = list[tuple[str, list[dict[str, Any]]]]


async def show_materials(request: Request) -> Response:
    meeting = await queries.find(meeting_id(request), to=request.user)
    parts = await queries.parts_of(request.user, meeting)
    agenda = await queries.agenda_of(meeting, parts)
    found = [_dated(each) for each in await queries.materials_seen(meeting, parts)]
    standing = [each for each in found if each["removed_at"] is None]
    return show(
        request,
        "meetings/materials.html",
        meeting=meeting,
        parts=parts,
        agenda=agenda,
        groups=_by_item(standing, agenda),
        removed=[each for each in found if each["removed_at"] is not None],
        counts={"materials": len(standing)},
        editing=_editing(request),
        writes=may(Action.RUN, parts) and meeting.state in rules.CHANGEABLE,
    )


def _dated(told: dict[str, Any]) -> dict[str, Any]:
    """A document with points of time, as pages write them, in place of their texts."""
    rows = [{**row, "at": datetime.fromisoformat(row["at"])} for row in told["versions"]]
    gone = told["removed_at"] and datetime.fromisoformat(told["removed_at"])
    return {**told, "at": rows[0]["at"], "versions": rows, "removed_at": gone}


def _by_item(found: Sequence[dict[str, Any]], agenda: Sequence[AgendaItem]) -> Listed:
    """The documents under their headings: the whole meeting first, then the agenda in order."""
    places = [(None, _("Untuk seluruh rapat")), *((str(row.id), row.title) for row in agenda)]
    groups = [(title, [each for each in found if each["item"] == key]) for key, title in places]
    return [(title, rows) for title, rows in groups if rows]


def _editing(request: Request) -> str:
    key: UUID | None = request.path_params.get("material")
    return str(key) if key else ""


async def add(request: Request) -> Response:
    upload = await read_upload(request)
    # A form that comes back holds what was typed; a file has to be chosen again.
    request.state.typed = upload.fields
    facts = checked(MaterialFacts, upload.fields)
    told = await operations.add_material(
        meeting_id(request), upload.content, upload.filename, facts, by=request.user
    )
    return _back(request, told["id"], _("Bahan rapat ditambahkan."))


async def replace(request: Request) -> Response:
    upload = await read_upload(request)
    key = request.path_params["material"]
    await operations.replace_material(
        meeting_id(request), key, upload.content, upload.filename, by=request.user
    )
    return _back(request, key, _("Versi baru tersimpan. Versi sebelumnya tetap dapat dibaca."))


async def change(request: Request) -> Response:
    changes = await read(request, MaterialChanges)
    key = request.path_params["material"]
    await operations.change_material(meeting_id(request), key, changes, by=request.user)
    return _back(request, key, _("Perubahan disimpan."))


async def remove(request: Request) -> Response:
    key = request.path_params["material"]
    await operations.remove_material(meeting_id(request), key, by=request.user)
    return see(f"/meetings/{meeting_id(request)}/materials", _("Bahan rapat dihapus."))


def _back(request: Request, key: UUID | str, notice: str) -> Response:
    return see(f"/meetings/{meeting_id(request)}/materials#material-{key}", notice)


ALL = "/meetings/{meeting:uuid}/materials"
ONE = ALL + "/{material:uuid}"

routes: list[BaseRoute] = [
    *form(ALL, show_materials, add),
    *form(ONE, show_materials, change),
    *form(ONE + "/versions", show_materials, replace),
    act(ONE + "/remove", remove),
]
