"""Pages of templates: which there are, making a meeting from one, and keeping them."""

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory.queries import groups_visible_to, person_meant, today
from rakor.meetings import queries as meetings
from rakor.meetings.pages.forms import choices, room_lists, typed_facts
from rakor.meetings.rules import DELEGATIONS, PARTS, Part
from rakor.preparing import operations, queries
from rakor.preparing.models import MeetingTemplate, TemplateSeat
from rakor.preparing.operations import (
    AS_INVITED,
    AS_OFFICER,
    Begun,
    SavedAs,
    SeatFacts,
    TemplateChanges,
    TemplateFacts,
)
from rakor.preparing.pages.following import after, meeting_id
from rakor.preparing.queries import Pattern
from rakor.preparing.rules import OFFERED, STARTERS, Take
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import body_of, checked, query_of, read
from rakor.web.shapes import Line, Shape
from rakor.words import _

HERE = "/meeting-templates"
ONE = f"{HERE}/{{template:uuid}}"
BLANK_ITEMS = 4
LENGTHS = (30, 60, 90, 120, 150, 180, 240, 300, 360, 480)


class Shown(Shape):
    """Whether the archived templates are looked at."""

    archived: bool = False


class Added(Shape):
    """Somebody who is added to a template: a person by name or address, or a group by its line."""

    person: Annotated[Line, Field(max_length=400)] = ""
    group: Annotated[Line, Field(max_length=300)] = ""
    part: Part = Part.PARTICIPANT
    revision: Annotated[int, Field(ge=1)]


class Removed(Shape):
    """The revision of the template that was seen."""

    revision: Annotated[int, Field(ge=1)]


def key(request: Request) -> UUID:
    found: UUID = request.path_params["template"]
    return found


async def listed(request: Request) -> Response:
    archived = query_of(request, Shown).archived
    return show(
        request,
        "preparing/templates.html",
        templates=await queries.offered(request.user, archived=archived),
        starters=[] if archived else STARTERS,
        archived=archived,
    )


async def new(request: Request) -> Response:
    queries.check_prepares(request.user)
    return show(request, "preparing/template_new.html", **_choices(120))


async def add(request: Request) -> Response:
    facts = checked(TemplateFacts, _plain(await body_of(request)))
    made = await operations.add_template(facts, by=request.user)
    return see(f"{HERE}/{made.id}", _("Templat tersimpan. Lengkapi agenda dan daftarnya."))


async def adopt(request: Request) -> Response:
    pattern = await queries.pattern(request.path_params["key"], to=request.user)
    made = await operations.adopt_starter(pattern, by=request.user)
    return see(f"{HERE}/{made.id}", _("Templat kini milik instansi Anda. Sesuaikan di sini."))


async def one(request: Request) -> Response:
    template = await queries.find_template(key(request), to=request.user)
    saved = await groups_visible_to(request.user) if request.user.sees_directory else []
    seats = await queries.seats_of(template)
    rows = queries.named(seats, {str(group.id): group.name for group in saved})
    agenda = queries.agenda_in(template)
    return show(
        request,
        "preparing/template.html",
        one=template,
        agenda=[*agenda, *[None] * BLANK_ITEMS],
        minutes=sum(item.minutes or 0 for item in agenda),
        officers=[row for row in rows if row.seat.officer],
        invited=[row for row in rows if not row.seat.officer],
        quotas=await queries.quotas_of(template),
        saved=[(str(group.id), group.name) for group in saved],
        officer_parts=_parts(AS_OFFICER),
        invited_parts=_parts(AS_INVITED),
        **_choices(template.minutes),
    )


def _parts(parts: frozenset[Part]) -> list[tuple[str, str]]:
    return [(part.value, _(word)) for part, word in PARTS.items() if part in parts]


def _choices(minutes: int) -> dict[str, Any]:
    """What may be chosen in the form of a template."""
    return {
        **choices(),
        "delegations": [(each.value, _(word)) for each, word in DELEGATIONS.items()],
        "lengths": [(n, _("{n} menit").format(n=n)) for n in sorted({*LENGTHS, minutes})],
    }


async def change(request: Request) -> Response:
    given = _plain(await body_of(request))
    revision = checked(Removed, {"revision": given.pop("revision", None)}).revision
    await operations.change_template(
        key(request), checked(TemplateChanges, given), revision=revision, by=request.user
    )
    return see(f"{HERE}/{key(request)}", _("Templat tersimpan."))


def _plain(body: Any) -> dict[str, Any]:
    """What the form holds as facts: rows without a title are none, empty numbers are not said."""
    given: dict[str, Any] = dict(body) if isinstance(body, dict) else {}
    for name in ("answer_days", "agency"):
        if given.get(name) == "":
            given[name] = None
    rows = given.get("agenda")
    if isinstance(rows, dict):
        ordered = [rows[at] for at in sorted(rows, key=lambda at: (len(at), at))]
        given["agenda"] = [
            {**row, "minutes": row.get("minutes") or 0}
            for row in ordered
            if isinstance(row, dict) and row.get("title")
        ]
    return given


async def add_officer(request: Request) -> Response:
    return await _add(request, "officers")


async def add_invited(request: Request) -> Response:
    return await _add(request, "invited")


async def _add(request: Request, name: str) -> Response:
    wish = await read(request, Added)
    template = await queries.find_template(key(request), to=request.user)
    seat: dict[str, Any] = {"part": wish.part}
    if wish.group:
        saved = await groups_visible_to(request.user).filter(name=wish.group).first()
        seat["group"] = str(saved.id) if saved else wish.group
    else:
        seat["person"] = (await person_meant(request.user, wish.person)).id
    seats = [*await _seats(template, name), SeatFacts.model_validate(seat)]
    return await _replace(request, template, name, seats, wish.revision)


async def _seats(template: MeetingTemplate, name: str, but: UUID | None = None) -> list[SeatFacts]:
    """The seats of one list as facts, without one of them."""
    rows = [row for row in await queries.seats_of(template) if row.officer == (name == "officers")]
    return [_facts(row) for row in rows if row.id != but]


def _facts(row: TemplateSeat) -> SeatFacts:
    return SeatFacts(
        part=row.part, office=row.office_id, person=row.person_id, group=row.group_said
    )


async def _replace(
    request: Request, template: MeetingTemplate, name: str, seats: list[SeatFacts], revision: int
) -> Response:
    changes = checked(TemplateChanges, {name: [seat.model_dump() for seat in seats]})
    await operations.change_template(template.id, changes, revision=revision, by=request.user)
    return see(f"{HERE}/{template.id}#h-{name}", _("Templat tersimpan."))


async def remove(request: Request) -> Response:
    wish = await read(request, Removed)
    template = await queries.find_template(key(request), to=request.user)
    seat = request.path_params["seat"]
    rows = await queries.seats_of(template)
    officer = any(row.officer for row in rows if row.id == seat)
    name = "officers" if officer else "invited"
    kept = await _seats(template, name, but=seat)
    return await _replace(request, template, name, kept, wish.revision)


async def archive(request: Request) -> Response:
    await operations.archive_template(key(request), by=request.user)
    return see(HERE, _("Templat diarsipkan. Rapat yang dibuat darinya tetap."))


async def restore(request: Request) -> Response:
    template = await operations.restore_template(key(request), by=request.user)
    return see(f"{HERE}/{template.id}", _("Templat dipakai lagi."))


async def show_use(request: Request) -> Response:
    pattern = await queries.pattern(request.path_params["key"], to=request.user)
    people = await operations.template_people(pattern, frozenset(Take), to=request.user)
    return show(
        request,
        "preparing/use.html",
        pattern=pattern,
        people=people,
        groups=groups(pattern),
        marked=_marked(request),
        earliest=(today() + timedelta(days=1)).isoformat(),
        **choices(),
        **await room_lists(request.user, ""),
    )


def groups(pattern: Pattern) -> list[tuple[Take, str]]:
    """What there is to take from a template, with its word."""
    there = {
        Take.TEXTS: any(pattern.facts.get(name) for name in ("theme", "purpose")),
        Take.AGENDA: bool(pattern.agenda),
        Take.PARTS: any(each.officer for each in pattern.wanted),
        Take.PARTICIPANTS: any(not each.officer for each in pattern.wanted),
        Take.QUOTAS: bool(pattern.quotas),
    }
    return [(take, _(OFFERED[take])) for take, some in there.items() if some]


def _marked(request: Request) -> set[str]:
    typed = getattr(request.state, "typed", None)
    said = typed.get("take") if typed is not None else [take.value for take in Take]
    return {str(each) for each in said} if isinstance(said, list) else set()


async def use(request: Request) -> Response:
    pattern = await queries.pattern(request.path_params["key"], to=request.user)
    given, _revision = await typed_facts(request, request.user.timezone)
    search = given.pop("then", "") == "times"
    given.setdefault("take", [])
    made = await operations.make_from_template(pattern.key, checked(Begun, given), by=request.user)
    return after(made, search=search)


async def show_save(request: Request) -> Response:
    queries.check_prepares(request.user)
    meeting = await queries.keepable(meeting_id(request), by=request.user)
    return show(
        request,
        "preparing/save.html",
        meeting=meeting,
        parts=await meetings.parts_of(request.user, meeting),
        earlier=await queries.look_back(meeting.id, to=request.user),
    )


async def save(request: Request) -> Response:
    said = await read(request, SavedAs)
    made = await operations.save_as_template(meeting_id(request), said.name, by=request.user)
    return see(f"{HERE}/{made.id}", _("Rapat ini kini juga templat. Periksa isinya."))


routes: list[BaseRoute] = [
    page(HERE, listed),
    *form(f"{HERE}/new", new, add),
    act(f"{HERE}/starters/{{key}}", adopt),
    *form(ONE, one, change),
    *form(f"{ONE}/officers", one, add_officer),
    *form(f"{ONE}/invited", one, add_invited),
    act(f"{ONE}/seats/{{seat:uuid}}/remove", remove),
    act(f"{ONE}/archive", archive),
    act(f"{ONE}/restore", restore),
    *form("/meetings/new/template/{key}", show_use, use),
    *form("/meetings/{meeting:uuid}/template", show_save, save),
]
