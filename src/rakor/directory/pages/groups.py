"""Groups for people: those that are kept, whom each means on a day, and the form of one."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, field_validator
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor import journal
from rakor.directory import operations, queries, rules
from rakor.directory.models import SavedGroup
from rakor.directory.pages.ground import ONE, Filled, key_of
from rakor.directory.rules import (
    AGENCY_KINDS,
    GROUP_KINDS,
    AgencyKind,
    Group,
    GroupChanges,
    GroupFacts,
    GroupTerm,
)
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape
from rakor.words import _


class GroupQuestion(Shape):
    """What people type to see whom it means, and as of which day."""

    line: Annotated[Line, Field(max_length=rules.LONGEST)] = ""
    on: date | None = None

    @field_validator("on", mode="before")
    @classmethod
    def _today(cls, day: Any) -> Any:
        return day or None


class GroupForm(Filled):
    """The form of a group: regions by their names; `preview` only shows whom it means."""

    name: Annotated[Line, Field(max_length=160)] = ""
    office_kind: Annotated[Line, Field(min_length=1, max_length=40)]
    regions: Annotated[Line, Field(min_length=1, max_length=10_000)]
    agency_kinds: list[AgencyKind] = []
    common: bool = False
    on: date | None = None
    preview: bool = False


class Removal(Filled):
    """The revision that was looked at when the button was pressed."""


async def groups(request: Request) -> Response:
    found = await queries.groups_visible_to(request.user).select_related("office_kind", "agency")
    everything = await queries.all_regions()
    return show(
        request,
        "directory/groups.html",
        groups=sorted(found, key=lambda group: (group.agency_id is not None, group.name)),
        regions={group.id: rules.region_words(group.regions, everything) for group in found},
        words=AGENCY_KINDS,
        example=rules.EXAMPLE,
        today=queries.today(),
    )


async def group(request: Request) -> Response:
    asked = query_of(request, GroupQuestion)
    found = await queries.find_group(key_of(request), to=request.user)
    return show(
        request,
        "directory/group.html",
        group=found,
        regions=rules.region_words(found.regions, await queries.all_regions()),
        words=AGENCY_KINDS,
        may_keep=rules.may_keep_group(request.user, found.agency_id),
        **await _expanded(request, queries.meaning_of(found), asked.on),
    )


async def _expanded(request: Request, group: Group, on: date | None) -> dict[str, Any]:
    """Whom a group means on a day, for a page; that somebody looked is in the journal."""
    expansion = await queries.expand(group, on or queries.today(), to=request.user)
    await journal.looked(
        "group.expanded",
        by=request.user,
        group=group.text,
        on=expansion.day.isoformat(),
        offices=len(expansion.seats),
    )
    return {"expansion": expansion, "gaps": rules.GAPS, "prefixes": rules.HOLDING_PREFIX}


async def _group_form(
    request: Request,
    saved: SavedGroup | None,
    values: dict[str, Any],
    meant: Group | None = None,
    on: date | None = None,
) -> Response:
    may_keep_common = rules.may_keep_group(request.user, None)
    rules.check_may_keep_group(request.user, saved.agency_id if saved else request.user.agency_id)
    seen = await _expanded(request, meant, on) if meant else {"expansion": None}
    return show(
        request,
        "directory/group_form.html",
        saved=saved,
        values=values,
        day=on or queries.today(),
        kinds=[(kind.code, kind.name) for kind in await queries.office_kinds()],
        agency_kinds=[(kind.value, _(AGENCY_KINDS[kind])) for kind in GROUP_KINDS],
        may_keep_common=may_keep_common,
        **seen,
    )


async def new_group(request: Request) -> Response:
    asked = query_of(request, GroupQuestion)
    if not asked.line or getattr(request.state, "refusal", None):
        return await _group_form(request, None, {"line": asked.line}, None, asked.on)
    meant, refusal = await queries.understood(asked.line, to=request.user)
    if meant is None:
        request.state.refusal = refusal
        return await _group_form(request, None, {"line": asked.line}, None, asked.on)
    first = meant.terms[0]
    values = {
        "line": asked.line,
        "name": asked.line[:1].upper() + asked.line[1:160],
        "office_kind": first.kind,
        "regions": ", ".join(rules.region_words(meant.regions, await queries.all_regions())),
        "agency_kinds": [kind.value for kind in first.agency_kinds],
        "terms": len(meant.terms),
    }
    return await _group_form(request, None, values, meant, asked.on)


def _values(said: GroupForm) -> dict[str, Any]:
    values = said.model_dump(mode="json", exclude={"revision", "preview", "on"})
    return {**values, "line": "", "terms": 1}


async def _meaning(said: GroupForm) -> tuple[str, ...]:
    return rules.read_regions(said.regions, await queries.all_regions())


async def _preview(request: Request, saved: SavedGroup | None, said: GroupForm) -> Response:
    """Whom the form as it stands would mean; nothing is kept."""
    await queries.kind_by_code(said.office_kind)
    term = GroupTerm(said.office_kind, frozenset(said.agency_kinds))
    meant = Group((term,), await _meaning(said), said.name)
    return await _group_form(request, saved, _values(said), meant, said.on)


async def save_group(request: Request) -> Response:
    said = await read(request, GroupForm)
    if said.preview:
        return await _preview(request, None, said)
    facts = GroupFacts(
        name=said.name or said.office_kind,
        office_kind=said.office_kind,
        regions=list(await _meaning(said)),
        agency_kinds=said.agency_kinds,
        common=said.common,
    )
    group = await operations.save_group(facts, by=request.user)
    return see(f"/directory/groups/{group.id}", _("Kelompok disimpan."))


async def edit_group(request: Request) -> Response:
    saved = await queries.find_group(key_of(request), to=request.user)
    words = rules.region_words(saved.regions, await queries.all_regions())
    values = {
        "line": "",
        "name": saved.name,
        "office_kind": saved.office_kind.code,
        "regions": ", ".join(words),
        "agency_kinds": saved.agency_kinds,
        "terms": 1,
    }
    return await _group_form(request, saved, values)


async def change_group(request: Request) -> Response:
    said = await read(request, GroupForm)
    saved = await queries.find_group(key_of(request), to=request.user)
    if said.preview:
        return await _preview(request, saved, said)
    changes = GroupChanges(
        name=said.name or saved.name,
        office_kind=said.office_kind,
        regions=list(await _meaning(said)),
        agency_kinds=said.agency_kinds,
    )
    group = await operations.change_group(
        saved.id, changes, revision=said.revision, by=request.user
    )
    return see(f"/directory/groups/{group.id}", _("Perubahan disimpan."))


async def remove_group(request: Request) -> Response:
    said = await read(request, Removal)
    group = await operations.remove_group(key_of(request), revision=said.revision, by=request.user)
    return see("/directory/groups", _("Kelompok “{name}” dihapus.").format(name=group.name))


routes: list[BaseRoute] = [
    page("/directory/groups", groups),
    *form("/directory/groups/new", new_group, save_group),
    page("/directory/groups" + ONE, group),
    *form(f"/directory/groups{ONE}/edit", edit_group, change_group),
    act(f"/directory/groups{ONE}/remove", remove_group),
]
