"""Templates of meetings for programs."""

from datetime import datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.meetings.operations import ItemFacts, Seating
from rakor.meetings.rules import Convener, Delegation, Kind, Mode, Part, SecurityClass
from rakor.preparing import operations, queries
from rakor.preparing.models import MeetingTemplate, TemplateSeat
from rakor.preparing.operations import SavedAs, TemplateChanges, TemplateFacts
from rakor.preparing.rules import STARTERS
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Answer, Items, Written
from rakor.words import _


class TemplateRow(Answer):
    """A template in a list."""

    id: UUID
    revision: int
    agency: str
    name: str
    kind: Kind
    mode: Mode
    minutes: int


class StarterRow(Answer):
    """A template that everybody has; `key` stands where others have their id."""

    key: str
    name: str
    about: str
    kind: Kind
    mode: Mode
    minutes: int


class TemplateItems(Items):
    """The templates of one's agency that are in use, and those that everybody has."""

    items: list[TemplateRow]
    starters: list[StarterRow]


class SeatAnswer(Answer):
    """Whom a template names."""

    part: Part
    office: UUID | None
    person: UUID | None
    group: str


class TemplateAnswer(TemplateRow, Written):
    """A template, whole. `revision` grows with each change; the journal tells what it was."""

    security_class: SecurityClass
    title: str
    theme: str
    purpose: str
    called_by: Convener
    shows_roster: bool
    answer_days: int | None
    delegation: Delegation
    total_quota: int | None
    quotas: list[Seating]
    agenda: list[ItemFacts]
    officers: list[SeatAnswer]
    invited: list[SeatAnswer]
    archived_at: datetime | None


def _seat(row: TemplateSeat) -> SeatAnswer:
    return SeatAnswer(
        part=row.part, office=row.office_id, person=row.person_id, group=row.group_said
    )


def _row(template: MeetingTemplate) -> dict[str, object]:
    own = ("id", "revision", "name", "kind", "mode", "minutes")
    return {**{name: getattr(template, name) for name in own}, "agency": template.agency.code}


async def whole(template: MeetingTemplate) -> TemplateAnswer:
    """A template as programs read it."""
    seats = await queries.seats_of(template)
    own = set(TemplateAnswer.model_fields) & set(template._meta.fields_map)
    return TemplateAnswer.model_validate(
        {
            **{name: getattr(template, name) for name in own - {"quotas", "agency", "agenda"}},
            **_row(template),
            "agenda": queries.agenda_in(template),
            "quotas": [
                {"agency": code, "seats": n} for code, n in await queries.quotas_of(template)
            ],
            "officers": [_seat(row) for row in seats if row.officer],
            "invited": [_seat(row) for row in seats if not row.officer],
        }
    )


def key(request: Request) -> UUID:
    found: UUID = request.path_params["template"]
    return found


async def listed(request: Request) -> Response:
    rows = await queries.offered(request.user)
    told = TemplateItems(
        items=[TemplateRow.model_validate(_row(row)) for row in rows],
        starters=[
            StarterRow(
                key=each.key,
                name=_(each.name),
                about=_(each.about),
                kind=each.kind,
                mode=each.mode,
                minutes=each.minutes,
            )
            for each in STARTERS
        ],
    )
    return answer(told)


async def add(request: Request) -> Response:
    facts = await read(request, TemplateFacts)
    return answer(await whole(await operations.add_template(facts, by=request.user)), 201)


async def one(request: Request) -> Response:
    return answer(await whole(await queries.find_template(key(request), to=request.user)))


async def change(request: Request) -> Response:
    changes = await read(request, TemplateChanges)
    template = await operations.change_template(
        key(request), changes, revision=expected_revision(request), by=request.user
    )
    return answer(await whole(template))


async def archive(request: Request) -> Response:
    return answer(await whole(await operations.archive_template(key(request), by=request.user)))


async def restore(request: Request) -> Response:
    return answer(await whole(await operations.restore_template(key(request), by=request.user)))


async def save_as(request: Request) -> Response:
    said = await read(request, SavedAs)
    meeting = request.path_params["meeting"]
    template = await operations.save_as_template(meeting, said.name, by=request.user)
    return answer(await whole(template), 201)


HERE = "/meeting-templates"
ONE = f"{HERE}/{{template:uuid}}"

endpoints = [
    Endpoint("GET", HERE, listed, "The templates one may make meetings from", gives=TemplateItems,
             refuses=()),
    Endpoint("POST", HERE, add, "Give an agency a template of meetings",
             takes=TemplateFacts, gives=TemplateAnswer, status=201, refuses=(409,)),
    Endpoint("GET", ONE, one, "A template of meetings", gives=TemplateAnswer, refuses=(404,)),
    Endpoint("PATCH", ONE, change, "Change a template; a list that is sent replaces the old one",
             takes=TemplateChanges, gives=TemplateAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{ONE}/archive", archive, "Offer a template no more",
             gives=TemplateAnswer, refuses=(404,)),
    Endpoint("POST", f"{ONE}/restore", restore, "Offer an archived template again",
             gives=TemplateAnswer),
    Endpoint("POST", "/meetings/{meeting:uuid}/template", save_as,
             "Keep how a meeting was planned as a template",
             takes=SavedAs, gives=TemplateAnswer, status=201),
]  # fmt: skip
