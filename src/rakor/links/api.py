"""The link of a meeting for programs: where it stands, and trying again."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from rakor.links import operations, queries
from rakor.links.models import VideoLink
from rakor.links.rules import LinkState, Trouble
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action, MadeBy
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.shapes import Answer

HERE = "/meetings/{meeting:uuid}/link"


class LinkAnswer(Answer):
    """Where the link of a meeting stands. Without a status nobody is to make one now.

    `trouble` is what stands in the way, `says` the same as a sentence, `detail` what the service
    said, `again_at` when it is asked again by itself.
    """

    made_by: MadeBy
    status: LinkState | None
    join_url: str
    trouble: Trouble | None
    says: str
    detail: str
    again_at: datetime | None
    seq: int | None = None


async def see_link(request: Request) -> Response:
    meeting = await find_for(Action.PLAN, request.path_params["meeting"], by=request.user)
    return answer(_told(meeting, await queries.link_of(meeting.id)))


async def retry(request: Request) -> Response:
    link = await operations.try_again(request.path_params["meeting"], by=request.user)
    meeting = await find_for(Action.PLAN, link.meeting_id, by=request.user)
    return answer(_told(meeting, link))


def _told(meeting: Meeting, link: VideoLink | None) -> LinkAnswer:
    hindered = link is not None and link.trouble is not None
    return LinkAnswer(
        made_by=meeting.online_made_by,
        status=link.state if link else None,
        join_url=meeting.join_url,
        trouble=link.trouble if link else None,
        says=queries.said_of(link, meeting) if link else "",
        detail=link.detail if link else "",
        again_at=link.due_at if link and hindered else None,
    )


endpoints = [
    Endpoint(
        "GET",
        HERE,
        see_link,
        "Where the link that a service makes stands",
        gives=LinkAnswer,
        refuses=(403, 404),
    ),
    Endpoint(
        "POST",
        f"{HERE}/retry",
        retry,
        "Ask the service again now",
        gives=LinkAnswer,
        refuses=(403, 404, 409),
    ),
]
