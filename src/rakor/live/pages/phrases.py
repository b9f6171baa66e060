"""The usual phrases of one's own agency, kept by those who prepare its meetings."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations, queries
from rakor.live.rules.phrases import SPEAKER, PhraseChanges, PhraseFacts, check_may_keep
from rakor.web.answers import see, show
from rakor.web.pages import act, form
from rakor.web.reading import read
from rakor.words import _

HERE = "/settings/phrases"


class Changed(PhraseChanges):
    """The form of one phrase, with the revision that was on the page."""

    revision: int | None = None


class Removed(PhraseChanges):
    """The button that takes one away."""

    revision: int | None = None


def _key(request: Request) -> UUID:
    found: UUID = request.path_params["phrase"]
    return found


async def listed(request: Request) -> Response:
    check_may_keep(request.user)
    rows = await queries.phrases_of(request.user.agency_id)
    return show(request, "live/phrases.html", phrases=rows, speaker=SPEAKER)


async def add(request: Request) -> Response:
    facts = await read(request, PhraseFacts)
    await operations.add_phrase(facts, by=request.user)
    return see(HERE, _("Kalimat baku tersimpan."))


async def change(request: Request) -> Response:
    said = await read(request, Changed)
    changes = PhraseChanges.model_validate(said.model_dump(include={"word", "text"}))
    await operations.change_phrase(_key(request), changes, revision=said.revision, by=request.user)
    return see(HERE, _("Kalimat baku tersimpan."))


async def remove(request: Request) -> Response:
    said = await read(request, Removed)
    await operations.remove_phrase(_key(request), revision=said.revision, by=request.user)
    return see(HERE, _("Kalimat baku dihapus."))


routes = [
    *form(HERE, listed, add),
    act(HERE + "/{phrase:uuid}", change),
    act(HERE + "/{phrase:uuid}/remove", remove),
]
