"""Requests of people about their own data, and who may answer them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rakor.accounts.models import User
from rakor.accounts.rules import Right
from rakor.directory.rules import may_keep
from rakor.errors import Forbidden, NotFound
from rakor.privacy.models import Breach, Destruction, Erasure, PrivacyRequest
from rakor.privacy.rules import breaches
from rakor.privacy.rules.breaches import BreachState
from rakor.privacy.rules.erasure import ErasureState
from rakor.privacy.rules.requests import Clock, RequestKind, RequestState, urgency
from rakor.privacy.rules.retention import DestructionState
from rakor.words import _

MOST = 200


@dataclass(slots=True)
class Watch:
    """What waits for whoever keeps personal data; `breaches` carry how urgent they are."""

    requests: list[PrivacyRequest]
    breaches: list[tuple[Breach, Clock]]
    erasures: int
    destructions: int

    def __len__(self) -> int:
        return len(self.requests) + len(self.breaches) + self.erasures + self.destructions


def answers(user: User, request: PrivacyRequest) -> bool:
    """Whether somebody answers a request: the officer all, a keeper corrections of their people."""
    if user.may(Right.KEEP_PRIVACY):
        return True
    correction = request.kind is RequestKind.CORRECTION
    return correction and user.keeps_directory and may_keep(user, request.person.agency)


def check_officer(user: User) -> None:
    """Refuses (Forbidden) whoever does not keep personal data."""
    if not user.may(Right.KEEP_PRIVACY):
        raise Forbidden(_("Halaman ini untuk pejabat pelindungan data pribadi."))


async def requests(user: User) -> list[PrivacyRequest]:
    """The requests that somebody may answer, those that wait first, by their deadline."""
    if not (user.may(Right.KEEP_PRIVACY) or user.keeps_directory):
        raise Forbidden(_("Halaman ini untuk pejabat pelindungan data pribadi."))
    waiting = PrivacyRequest.filter(state=RequestState.OPEN).order_by("due_at", "id")
    answered = PrivacyRequest.exclude(state=RequestState.OPEN).order_by("-id").limit(MOST)
    rows = [
        *await waiting.select_related("person__agency"),
        *await answered.select_related("person__agency"),
    ]
    return [row for row in rows if answers(user, row)]


async def find_request(key: UUID, *, to: User) -> PrivacyRequest:
    """A request that somebody may answer. NotFound for whoever may not."""
    found = (
        await PrivacyRequest.filter(id=key).select_related("person__agency", "answered_by").first()
    )
    if found is None or not answers(to, found):
        raise NotFound(_("Permintaan ini tidak ada, atau bukan untuk Anda jawab."))
    return found


async def own_requests(user: User) -> list[PrivacyRequest]:
    """What somebody asked, the latest first."""
    return await PrivacyRequest.filter(person_id=user.id).order_by("-id").limit(20)


async def watch(user: User, now: datetime) -> Watch | None:
    """What waits for the officer, on the first page; None for everybody else, without a query."""
    if not user.may(Right.KEEP_PRIVACY):
        return None
    waiting = PrivacyRequest.filter(state=RequestState.OPEN).order_by("due_at").limit(5)
    found = await Breach.filter(state=BreachState.OPEN).order_by("found_at").limit(5)
    return Watch(
        requests=await waiting.select_related("person"),
        breaches=[(breach, clock_of(breach, now)) for breach in found],
        erasures=await Erasure.filter(state=ErasureState.PROPOSED).count(),
        destructions=await Destruction.filter(state=DestructionState.PROPOSED).count(),
    )


def clock_of(breach: Breach, now: datetime) -> Clock:
    """How urgent it is to tell people and the authority; calm once both know."""
    if breach.authority_told_at and breach.subjects_told_at:
        return Clock.CALM
    return urgency(breaches.due(breach.found_at), now)
