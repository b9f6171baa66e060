"""The outbox: every letter exactly as it is sent, how far it is, and trying again."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, field_validator
from starlette.requests import Request
from starlette.responses import Response

from rakor import journal
from rakor.invitations import operations, queries
from rakor.invitations.models import Invitation
from rakor.invitations.pages.shown import Looked, chips, eml
from rakor.mail import codes
from rakor.mail.addresses import dead_among
from rakor.mail.models import MailState, OutgoingMail
from rakor.mail.reading import open_letter
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.lists import page_of
from rakor.web.pages import act, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Shape, Text
from rakor.words import N_, _

# What the codes say (RFC 6638 section 3.2.9), for people.
CODES = {
    codes.PENDING: N_("Belum diserahkan ke server surel."),
    codes.SENT: N_("Diterima server surel; sampai di penerima belum dipastikan."),
    codes.DELIVERED: N_("Sampai: penerima sudah membuka halaman undangan atau menjawab."),
    codes.UNKNOWN_PERSON: N_("Alamat ini tidak dikenal di server penerima."),
    codes.FAILED_FOR_NOW: N_("Gagal untuk sementara; dicoba lagi dengan sendirinya."),
    codes.FAILED: N_("Gagal; tidak dicoba lagi dengan sendirinya."),
}
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


class Again(Shape):
    """What stands above a letter that is sent once more, in the organizer's own words."""

    note: Annotated[Text, Field(max_length=1000)] = ""


class WhichFailed(Shape):
    meeting: UUID | None = None

    @field_validator("meeting", mode="before")
    @classmethod
    def _none(cls, key: Any) -> Any:
        return key or None


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
    await journal.looked("outbox.listed", by=request.user, subject=wish.meeting)
    return show(
        request,
        "invitations/outbox.html",
        wish=wish,
        failed=sum(counts.get(state.value, 0) for state in operations.FAILED_LETTERS),
        dead=await dead_among(mail.to_address for mail in mails),
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
    seat = await Invitation.get_or_none(id=mail.subject_id) if mail.subject_id else None
    arrived = bool(seat and (seat.opened_at or seat.answered_at))
    code = codes.delivery_code(mail.state, mail.detail, arrived=arrived)
    return show(
        request,
        "invitations/letter.html",
        mail=mail,
        opened=open_letter(raw),
        states=STATES,
        size=len(raw),
        code=code,
        means=_(CODES[code]),
        dead=await dead_among([mail.to_address]),
        seat=seat,
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


async def all_again(request: Request) -> Response:
    wish = await read(request, WhichFailed)
    count = await operations.retry_failed(wish.meeting, by=request.user)
    notice = _("{count} surat masuk antrean lagi.").format(count=count)
    return see(f"/outbox?meeting={wish.meeting}" if wish.meeting else "/outbox", notice)


async def once_more(request: Request) -> Response:
    wish = await read(request, Again)
    mail = await operations.resend(request.path_params["mail"], wish.note, by=request.user)
    return see(f"/outbox/{mail.id}", _("Surat dikirim ulang."))


async def address_works(request: Request) -> Response:
    mail = await operations.mend_address(request.path_params["mail"], by=request.user)
    return see(f"/outbox/{mail.id}", _("Tanda pada alamat ini dihapus."))


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
    act("/outbox/retry", all_again),
    act("/outbox/{mail:uuid}/retry", again),
    act("/outbox/{mail:uuid}/resend", once_more),
    act("/outbox/{mail:uuid}/address-works", address_works),
    act("/outbox/{mail:uuid}/answer", answer),
]
