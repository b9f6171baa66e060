"""The page behind a personal link on which somebody says which times suit, without an account."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.accounts.models import User
from rakor.invitations.pages.personal import PRIVATE
from rakor.scheduling import operations, queries
from rakor.scheduling.rules.polls import CHOICES, Ballot, PollState
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.pages import form
from rakor.web.reading import read
from rakor.words import _

HERE = "/r/{token}/times"


async def look(request: Request) -> Response:
    poll, seat = await queries.poll_behind(request.path_params["token"])
    standing = await queries.standing(poll, seat.meeting)
    options = [asked.option for asked in standing.asked]
    answer = show(
        request,
        "scheduling/answer.html",
        meeting=seat.meeting,
        seat=seat,
        poll=poll,
        standing=standing,
        own=await queries.own_answers(options, seat),
        voice=await queries.voice_of(poll, seat),
        chosen=next((each for each in options if each.id == poll.chosen_id), None),
        choices=CHOICES,
        is_open=queries.takes_answers(poll),
        settled=poll.state is PollState.SETTLED,
        own_zone=seat.agency.timezone if seat.agency else seat.meeting.timezone,
        here=request.url.path,
        personal=f"{settings().public_url}/r/{request.path_params['token']}",
    )
    answer.headers.update(PRIVATE)
    return answer


async def say(request: Request) -> Response:
    poll, seat = await queries.poll_behind(request.path_params["token"])
    ballot = await read(request, Ballot)
    by = User.guest(seat.person) if seat.person else None
    await operations.answer_poll(poll.id, seat, ballot, via="page", by=by)
    return see(request.url.path, _("Terima kasih, jawaban Bapak/Ibu sudah kami catat."))


routes: list[BaseRoute] = [*form(HERE, look, say, open_to_all=True)]
