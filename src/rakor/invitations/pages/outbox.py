"""The outbox: every letter exactly as it is sent, how far it is, and trying again."""

from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from rakor.invitations import operations, queries
from rakor.invitations.pages.shown import Looked, chips, eml
from rakor.mail.models import MailState, OutgoingMail
from rakor.mail.reading import open_letter
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.lists import page_of
from rakor.web.pages import act, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Shape
from rakor.words import N_, _

# A letter is shown in a frame that runs nothing, fetches nothing and leads nowhere.
FRAMED = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'self'; sandbox",
    "Referrer-Policy": "no-referrer",
}
STATES = {
    MailState.QUEUED: ("n", "clock", N_("Dalam antrean")),
    MailState.SENDING: ("a", "send", N_("Sedang dikirim")),
    MailState.SENT: ("g", "mail-check", N_("Terkirim")),
    MailState.RETRY: ("w", "refresh-cw", N_("Dicoba lagi")),
    MailState.FAILED: ("r", "mail-x", N_("Gagal")),
    MailState.BOUNCED: ("r", "mail-x", N_("Ditolak server penerima")),
    MailState.HELD: ("n", "pause", N_("Ditahan")),
}
SAID = (
    ("ACCEPTED", N_("Akan hadir")),
    ("TENTATIVE", N_("Belum pasti")),
    ("DECLINED", N_("Berhalangan")),
)
# The list does not fetch the letters themselves, which may be large.
OUTGOING = ("id", "to_address", "to_name", "subject", "state", "detail", "created_at")


class LookedOut(Looked):
    state: MailState | Literal[""] = ""


class Answered(Shape):
    said: operations.Said


async def outbox(request: Request) -> Response:
    wish = query_of(request, LookedOut)
    rows = OutgoingMail.filter(queries.mail_visible_to(request.user))
    if wish.meeting:
        rows = rows.filter(meeting_id=wish.meeting)
    if wish.q:
        rows = rows.filter(queries.about(wish.q, "to_address", "to_name", "subject"))
    counts = await queries.counted(rows, "state")
    if wish.state:
        rows = rows.filter(state=wish.state)
    mails = await page_of(rows.only(*OUTGOING), wish)
    return show(
        request,
        "invitations/outbox.html",
        wish=wish,
        mails=mails,
        total=sum(counts.values()),
        filters=chips(STATES, counts),
        states=STATES,
        stays=not settings().smtp_url,
    )


async def letter(request: Request) -> Response:
    mail = await operations.find_letter(request.path_params["mail"], to=request.user)
    await operations.note_reading(mail, by=request.user)
    raw = bytes(mail.message)
    return show(
        request,
        "invitations/letter.html",
        mail=mail,
        opened=open_letter(raw),
        states=STATES,
        size=len(raw),
        asks=settings().demo and operations.request_in(raw) is not None,
        said=[(value, _(word)) for value, word in SAID],
    )


async def body(request: Request) -> Response:
    mail = await operations.find_letter(request.path_params["mail"], to=request.user)
    await operations.note_reading(mail, by=request.user)
    html = open_letter(bytes(mail.message)).html
    return Response(html, headers=FRAMED, media_type="text/html; charset=utf-8")


async def raw_letter(request: Request) -> Response:
    mail = await operations.find_letter(request.path_params["mail"], to=request.user)
    await operations.note_reading(mail, by=request.user, taken_home=True)
    return eml(bytes(mail.message), f"keluar-{mail.id}")


async def again(request: Request) -> Response:
    mail = await operations.try_letter_again(request.path_params["mail"], by=request.user)
    return see(f"/outbox/{mail.id}", _("Surat ini masuk antrean lagi."))


async def answer(request: Request) -> Response:
    said = (await read(request, Answered)).said
    mail = await operations.find_letter(request.path_params["mail"], to=request.user)
    row = await operations.answer_as_recipient(mail, said, by=request.user)
    return see(f"/inbox/{row.id}", _(row.reason))


routes = [
    page("/outbox", outbox),
    page("/outbox/{mail:uuid}", letter),
    page("/outbox/{mail:uuid}/body", body),
    page("/outbox/{mail:uuid}/raw", raw_letter),
    act("/outbox/{mail:uuid}/retry", again),
    act("/outbox/{mail:uuid}/answer", answer),
]
