"""One's tasks as a calendar: the file that programs ask for, and where people get its address."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.followups import operations, queries
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.words import _

HERE = "/follow-ups/calendar"
# The address is the key: no other site may learn it, and nobody keeps the file for others.
PRIVATE = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


async def tasks(request: Request) -> Response:
    """The file itself. Whoever has the address needs no account, which programs do not have."""
    feed, user = await queries.task_feed_by_token(request.path_params["token"])
    found = await queries.tasks_of(user)
    await operations.note_task_read(feed)
    headers = {**PRIVATE, "ETag": found.etag}
    said = request.headers.get("if-none-match", "")
    known = {each.strip().removeprefix("W/") for each in said.split(",")}
    if found.etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="tindak-lanjut.ics"'
    return Response(found.content, headers=headers, media_type="text/calendar; charset=utf-8")


async def address(request: Request) -> Response:
    feed = await queries.task_feed_of(request.user)
    url = queries.task_url(feed) if feed else ""
    subscribe = f"webcal://{url.partition('://')[2]}"
    return show(request, "followups/calendar.html", feed=feed, url=url, subscribe=subscribe)


async def make(request: Request) -> Response:
    await operations.make_task_feed(by=request.user)
    return see(HERE, _("Langganan dibuat. Salin alamatnya ke aplikasi kalender Anda."))


async def renew(request: Request) -> Response:
    await operations.renew_task_feed(by=request.user)
    return see(
        HERE, _("Alamat diganti. Aplikasi yang memakai alamat lama perlu dilanggankan lagi.")
    )


async def revoke(request: Request) -> Response:
    await operations.revoke_task_feed(by=request.user)
    return see(HERE, _("Langganan dicabut. Alamatnya tidak berlaku lagi."))


routes: list[BaseRoute] = [
    page("/feeds/{token}/tasks.ics", tasks, open_to_all=True),
    *form(HERE, address, make),
    act(HERE + "/renew", renew),
    act(HERE + "/revoke", revoke),
]
