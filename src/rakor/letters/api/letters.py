"""Official letters for programs: draft, the line of approval, issue, void, and the papers."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.letters import operations, queries
from rakor.letters.models import LetterBundle, LetterFile, OfficialLetter
from rakor.letters.rules import (
    AddresseeMode,
    ApprovalState,
    BundleForm,
    BundleState,
    LetterFacts,
    LetterState,
    SigningMode,
    Urgency,
)
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action, SecurityClass
from rakor.web.answers import answer
from rakor.web.endpoints import Act, Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Answer, Items, Shape, Text, Written


class StepAnswer(Answer):
    """One place in the line of approval."""

    position: int
    person: UUID
    name: str
    state: ApprovalState
    comment: str
    decided_at: datetime | None


class LetterAnswer(Written):
    """A letter; `sha256` of each paper is known once it is issued."""

    id: UUID
    revision: int
    meeting: UUID
    template: UUID | None
    status: LetterState
    number: str
    external_number: str
    subject: str
    urgency: Urgency
    security_class: SecurityClass
    archive_class_code: str
    position_code: str
    opening: str
    closing: str
    leader: str
    dress: str
    agenda: str
    addressee_mode: AddresseeMode
    copies: list[str]
    signing_mode: SigningMode
    chain: list[str]
    signer: UUID | None
    signer_title: str
    signer_name: str
    signer_below: list[str]
    acting_from: date | None
    acting_until: date | None
    decree_number: str
    city: str
    dated: date | None
    attach_to_mail: bool
    issued_at: datetime | None
    void_reason: str
    approvers: list[StepAnswer]
    sha256: dict[str, str]


class LetterItems(Items):
    """The letters of a meeting, the newest first."""

    items: list[LetterAnswer]


class BundleAnswer(Written):
    """How far the copies for all addressees are; the file is there for a day."""

    id: UUID
    letter: UUID
    form: BundleForm
    status: BundleState
    done: int
    total: int
    message: str


class MessageAnswer(Answer):
    """What one addressee is told by messenger."""

    invitation: UUID
    text: str


class Nothing(Shape):
    """An act without words."""


class Return(Shape):
    """What has to be mended."""

    comment: Annotated[Text, Field(min_length=1, max_length=5000)]


class Void(Shape):
    """Why a letter does not count any more."""

    reason: Annotated[Text, Field(min_length=1, max_length=500)]


class Copies(Shape):
    """As what the copies are put together."""

    form: BundleForm = BundleForm.PDF


def key(request: Request) -> UUID:
    found: UUID = request.path_params["official"]
    return found


async def _answers(letters: list[OfficialLetter], request: Request) -> list[LetterAnswer]:
    return [await _answer(letter, request) for letter in letters]


async def _answer(letter: OfficialLetter, request: Request) -> LetterAnswer:
    standing = await queries.standing(letter, to=request.user)
    files = await LetterFile.filter(letter_id=letter.id).values_list("form", "sha256")
    named = {name: getattr(letter, name) for name in LetterAnswer.model_fields if name not in _OWN}
    steps = [
        StepAnswer(
            position=step.position,
            person=step.person_id,
            name=step.person.full_name,
            state=step.state,
            comment=step.comment,
            decided_at=step.decided_at,
        )
        for step in standing.steps
    ]
    return LetterAnswer(
        **named,
        meeting=letter.meeting_id,
        template=letter.template_id,
        signer=letter.signer_id,
        status=letter.state,
        approvers=steps,
        sha256={str(form): str(sha256) for form, sha256 in files},
    )


_OWN = frozenset({"seq", "meeting", "template", "signer", "status", "approvers", "sha256"})


async def letters(request: Request) -> Response:
    meeting = await find_for(Action.INVITE, request.path_params["meeting"], by=request.user)
    rows = (
        await queries.visible_to(request.user)
        .filter(meeting_id=meeting.id)
        .select_related(*queries.WITH_ALL)
        .order_by("-id")
    )
    return answer(LetterItems(items=await _answers(rows, request)))


async def draft(request: Request) -> Response:
    facts = await read(request, LetterFacts)
    letter = await operations.draft(request.path_params["meeting"], facts, by=request.user)
    return answer(await _answer(letter, request), 201)


async def letter(request: Request) -> Response:
    return answer(await _answer(await queries.find(key(request), to=request.user), request))


async def change(request: Request) -> Response:
    facts = await read(request, LetterFacts)
    changed = await operations.change(
        key(request), facts, by=request.user, revision=expected_revision(request)
    )
    return answer(await _answer(changed, request))


def step(do: Any) -> Act:
    """An act without words on the way of a letter."""

    async def press(request: Request) -> Response:
        await read(request, Nothing)
        await do(key(request), by=request.user, revision=expected_revision(request))
        return await letter(request)

    return press


async def return_(request: Request) -> Response:
    why = await read(request, Return)
    returned = await operations.return_(
        key(request), why.comment, by=request.user, revision=expected_revision(request)
    )
    return answer(await _answer(returned, request))


async def void(request: Request) -> Response:
    why = await read(request, Void)
    await operations.void(
        key(request), why.reason, by=request.user, revision=expected_revision(request)
    )
    return await letter(request)


def paper(form: str) -> Act:
    """The download of one form."""

    async def download(request: Request) -> Response:
        made = await operations.paper(key(request), form, by=request.user)
        return Response(made.content, headers=made.headers, media_type=made.media)

    return download


def _bundle(bundle: LetterBundle) -> BundleAnswer:
    return BundleAnswer(
        id=bundle.id,
        letter=bundle.letter_id,
        form=bundle.form,
        status=bundle.state,
        done=bundle.done,
        total=bundle.total,
        message=bundle.message,
    )


async def ask_copies(request: Request) -> Response:
    wish = await read(request, Copies)
    bundle = await operations.ask_copies(key(request), wish.form, by=request.user)
    return answer(_bundle(bundle), 202)


async def copies(request: Request) -> Response:
    bundle = await operations.find_bundle(
        key(request), request.path_params["bundle"], by=request.user
    )
    return answer(_bundle(bundle))


async def download_copies(request: Request) -> Response:
    made = await operations.download_copies(
        key(request), request.path_params["bundle"], by=request.user
    )
    return Response(made.content, headers=made.headers, media_type=made.media)


async def message(request: Request) -> Response:
    invitation, text = await operations.message(request.path_params["invitation"], by=request.user)
    return answer(MessageAnswer(invitation=invitation.id, text=text))


HERE = "/letters/{official:uuid}"
MOVED = (404, 409, 412)

endpoints = [
    Endpoint("GET", "/meetings/{meeting:uuid}/letters", letters, "The letters of a meeting",
             gives=LetterItems, refuses=(404,)),
    Endpoint("POST", "/meetings/{meeting:uuid}/letters", draft,
             "Draft the invitation letter, filled from the meeting",
             takes=LetterFacts, gives=LetterAnswer, status=201),
    Endpoint("GET", HERE, letter, "A letter", gives=LetterAnswer, refuses=(404,)),
    Endpoint("PATCH", HERE, change, "Rewrite a draft; what is left out stays",
             takes=LetterFacts, gives=LetterAnswer, refuses=MOVED),
    Endpoint("POST", f"{HERE}/submit", step(operations.submit),
             "Lay the draft before the first who approves",
             takes=Nothing, gives=LetterAnswer, refuses=MOVED),
    Endpoint("POST", f"{HERE}/approve", step(operations.approve),
             "Approve, by whoever is next in the line",
             takes=Nothing, gives=LetterAnswer, refuses=MOVED),
    Endpoint("POST", f"{HERE}/return", return_, "Send the letter back with what is to be mended",
             takes=Return, gives=LetterAnswer, refuses=MOVED),
    Endpoint("POST", f"{HERE}/issue", step(operations.issue),
             "Issue an approved letter: number, day and bytes are fixed",
             takes=Nothing, gives=LetterAnswer, refuses=MOVED),
    Endpoint("POST", f"{HERE}/void", void, "Declare a letter void; its number is not given again",
             takes=Void, gives=LetterAnswer, refuses=MOVED),
    *(
        Endpoint("GET", f"{HERE}.{form}", paper(form), says, media=operations.MEDIA[form],
                 refuses=(404,))
        for form, says in (("pdf", "The letter as PDF/A, tagged"),
                           ("docx", "The letter as a Word document"))
    ),
    Endpoint("POST", f"{HERE}/copies", ask_copies, "Have a copy made for every addressee",
             takes=Copies, gives=BundleAnswer, status=202),
    Endpoint("GET", f"{HERE}/copies/{{bundle:uuid}}", copies, "How far the copies are",
             gives=BundleAnswer, refuses=(404,)),
    Endpoint("GET", f"{HERE}/copies/{{bundle:uuid}}/file", download_copies,
             "The copies as one file", media="application/octet-stream"),
    Endpoint("GET", "/invitations/{invitation:uuid}/message", message,
             "A text for a messenger with the personal link; opening it is recorded",
             gives=MessageAnswer, refuses=(404,)),
]  # fmt: skip
