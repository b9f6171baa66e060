"""The usual phrases of one's own agency, for programs."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations, queries
from rakor.live.models import Phrase
from rakor.live.rules.phrases import PhraseChanges, PhraseFacts, check_may_keep
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Answer, Written


class PhraseShown(Answer):
    """A phrase with the word that finds it; `[pembicara]` stands for whoever speaks."""

    id: UUID
    word: str
    text: str
    revision: int


class PhraseTaken(PhraseShown, Written):
    """A phrase after an act."""


class Phrases(Answer):
    """What one's own agency keeps, by the words that find them."""

    items: list[PhraseShown]
    next: None = None


def _taken(phrase: Phrase, status: int = 200) -> Response:
    return answer(PhraseTaken.model_validate(queries.phrase_state(phrase)), status)


def _key(request: Request) -> UUID:
    found: UUID = request.path_params["phrase"]
    return found


async def listed(request: Request) -> Response:
    check_may_keep(request.user)
    rows = await queries.phrases_of(request.user.agency_id)
    shown = [PhraseShown.model_validate(queries.phrase_state(row)) for row in rows]
    return answer(Phrases(items=shown))


async def add(request: Request) -> Response:
    facts = await read(request, PhraseFacts)
    return _taken(await operations.add_phrase(facts, by=request.user), 201)


async def change(request: Request) -> Response:
    changes = await read(request, PhraseChanges)
    revision = expected_revision(request)
    return _taken(
        await operations.change_phrase(_key(request), changes, revision=revision, by=request.user)
    )


async def remove(request: Request) -> Response:
    revision = expected_revision(request)
    return _taken(await operations.remove_phrase(_key(request), revision=revision, by=request.user))


ONE = "/phrases/{phrase:uuid}"

endpoints = [
    Endpoint("GET", "/phrases", listed, "The usual phrases of one's own agency", gives=Phrases),
    Endpoint(
        "POST",
        "/phrases",
        add,
        "Keep a usual phrase",
        takes=PhraseFacts,
        gives=PhraseTaken,
        status=201,
    ),
    Endpoint(
        "PATCH",
        ONE,
        change,
        "Change a usual phrase",
        takes=PhraseChanges,
        gives=PhraseTaken,
        refuses=(404, 412),
    ),
    Endpoint("DELETE", ONE, remove, "Remove a usual phrase", gives=PhraseTaken, refuses=(404, 412)),
]
