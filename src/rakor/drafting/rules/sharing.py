"""A draft that others look at: places to comment on, what comments become, until when."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from rakor.errors import Conflict, Invalid
from rakor.meetings.rules import STATES, State
from rakor.web.shapes import Email, Line, Shape, Text
from rakor.words import N_, _

MOST_READERS = 200
MOST_COMMENTS = 100  # of one reader
MOST_ANSWERS = 100  # below one comment


class Place(StrEnum):
    """What of a draft a comment is about."""

    WHOLE = "whole"
    TIME = "time"
    PLACE = "place"
    ITEM = "item"
    INVITED = "invited"


PLACES = {
    Place.WHOLE: N_("Seluruh draf"),
    Place.TIME: N_("Waktu"),
    Place.PLACE: N_("Tempat"),
    Place.ITEM: N_("Pokok agenda"),
    Place.INVITED: N_("Yang diundang"),
}


class Proposal(StrEnum):
    """What a comment proposes to add, that the organizer may take over as it is."""

    NOTHING = ""
    ITEM = "item"
    INVITEE = "invitee"


class CommentState(StrEnum):
    """What became of a comment."""

    OPEN = "open"
    DONE = "done"
    TAKEN = "taken"


COMMENT_STATES = {
    CommentState.OPEN: N_("Terbuka"),
    CommentState.DONE: N_("Selesai"),
    CommentState.TAKEN: N_("Diambil alih"),
}
# What was taken over stands in the draft, and is taken out there.
COMMENT_STEPS: dict[CommentState, frozenset[CommentState]] = {
    CommentState.OPEN: frozenset({CommentState.DONE, CommentState.TAKEN}),
    CommentState.DONE: frozenset({CommentState.OPEN}),
    CommentState.TAKEN: frozenset(),
}

Remark = Annotated[Text, Field(min_length=1, max_length=5000)]


class Reader(Shape):
    """Somebody to show a draft to: an address with a name, a person, or an office.

    An office means who holds it today. `confidential` lets them read confidential items.
    """

    email: Email | None = None
    name: Annotated[Line, Field(max_length=200)] = ""
    person: UUID | None = None
    office: UUID | None = None
    confidential: bool = False


class Readers(Shape):
    """Further people to show a draft to."""

    readers: Annotated[list[Reader], Field(min_length=1, max_length=MOST_READERS)]


class ShareFacts(Shape):
    """To whom a draft is shown, until when they may comment, and whether with its materials."""

    readers: Annotated[list[Reader], Field(min_length=1, max_length=MOST_READERS)]
    deadline: AwareDatetime
    note: Annotated[Text, Field(max_length=2000)] = ""
    materials: bool = False


class ShareChanges(Shape):
    """What may be changed about a draft that is shown; what is not sent stays."""

    deadline: AwareDatetime | None = None
    note: Annotated[Text | None, Field(max_length=2000)] = None
    materials: bool | None = None


class CommentFacts(Shape):
    """What somebody says about a draft, where, and what they propose to add.

    `item` is the agenda item when the place is one. A proposed item has a `title`; somebody
    proposed has a name in `title` and an `email`.
    """

    place: Place = Place.WHOLE
    item: UUID | None = None
    text: Annotated[Text, Field(max_length=5000)] = ""
    proposal: Proposal = Proposal.NOTHING
    title: Annotated[Line, Field(max_length=500)] = ""
    email: Email | None = None


class AnswerFacts(Shape):
    """A reply below a comment."""

    text: Remark


def check_shareable(state: State, deadline: datetime, now: datetime) -> None:
    """Refuses (Conflict) to show what is out already, and (Invalid) a deadline that is past."""
    if state is not State.DRAFT:
        raise Conflict(
            _("Hanya draf yang dibagikan untuk ditanggapi; rapat ini sudah {state}.").format(
                state=_(STATES[state]).lower()
            ),
            state=state.value,
        )
    check_deadline(deadline, now)


def check_deadline(deadline: datetime, now: datetime) -> None:
    """Refuses (Invalid) a deadline that is past."""
    if deadline <= now:
        raise Invalid.field("deadline", _("Batas tanggapan harus di masa depan."))


def check_commentable(state: State, deadline: datetime, now: datetime, *, ended: bool) -> None:
    """Refuses (Conflict) a comment on a meeting that is out, or after the deadline, kindly."""
    if state is not State.DRAFT:
        raise Conflict(
            _("Terima kasih. Rapat ini sudah tidak berupa draf, jadi tanggapan tidak diterima lagi."
              " Sampaikan langsung kepada penyelenggara."),
            state=state.value,
        )  # fmt: skip
    if ended or deadline <= now:
        raise Conflict(_("Terima kasih. Masa tanggapan atas draf ini sudah berakhir."))


def check_comment(facts: CommentFacts) -> None:
    """Refuses (Invalid) a comment that says nothing, and a proposal without what it proposes."""
    if facts.proposal is Proposal.NOTHING and not facts.text.strip():
        raise Invalid.field("text", _("Tulis tanggapan Anda."))
    if facts.proposal is Proposal.ITEM and not facts.title.strip():
        raise Invalid.field("title", _("Tulis pokok agenda yang diusulkan."))
    if facts.proposal is Proposal.INVITEE and facts.email is None:
        raise Invalid.field("email", _("Tulis alamat surel yang diusulkan diundang."))
    if facts.place is Place.ITEM and facts.item is None:
        raise Invalid.field("item", _("Pilih pokok agenda yang ditanggapi."))


def check_comment_step(now: CommentState, to: CommentState) -> None:
    """Refuses (Conflict) a step that a comment cannot take."""
    if to not in COMMENT_STEPS[now]:
        raise Conflict(
            _("Tanggapan ini sudah {state}.").format(state=_(COMMENT_STATES[now]).lower()),
            state=now.value,
        )
