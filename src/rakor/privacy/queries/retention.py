"""Which rows are past their time, by the rules of this installation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.models import Model
from tortoise.queryset import QuerySet

from rakor.accounts.models import ApiToken, FailedAttempt, Session
from rakor.attendance.models import Head, Nominee, OnlineVisit, Scan, Signature
from rakor.drafting.models import SharedDraft
from rakor.errors import NotFound
from rakor.invitations.models import Invitation
from rakor.mail.models import IncomingMail, MailState, OutgoingMail
from rakor.privacy.models import (
    Destruction,
    DestructionBatch,
    DestructionLine,
    LegalHold,
    RetentionRule,
)
from rakor.privacy.rules.erasure import NOBODY, NOWHERE
from rakor.privacy.rules.retention import (
    DEFAULTS,
    EXAMPLES,
    DestructionState,
    Disposal,
    Kind,
    months_before,
)
from rakor.web.models import KeptAnswer
from rakor.words import _

OVER = (MailState.SENT, MailState.FAILED, MailState.BOUNCED)


@dataclass(slots=True)
class Due:
    """What a rule would do now: how many rows, and a few by what they are about."""

    rule: RetentionRule
    until: datetime
    count: int
    examples: list[str]


async def rules() -> list[RetentionRule]:
    """The rule of every kind, as set here or as Rakor begins; not stored until it is changed."""
    stored = {rule.kind: rule for rule in await RetentionRule.all()}
    return [stored.get(kind) or _begun(kind) for kind in Kind]


async def rule_of(kind: Kind) -> RetentionRule:
    return await RetentionRule.get_or_none(kind=kind) or _begun(kind)


def _begun(kind: Kind) -> RetentionRule:
    default = DEFAULTS[kind]
    return RetentionRule(
        kind=kind, months=default.months, disposal=default.disposal, basis=_(default.basis)
    )


async def held_meetings() -> set[UUID]:
    """The meetings whose data may not be destroyed for now."""
    rows = LegalHold.filter(lifted_at=None, meeting_id__not_isnull=True)
    return {UUID(str(key)) for key in await rows.values_list("meeting_id", flat=True)}


async def held_people() -> set[UUID]:
    rows = LegalHold.filter(lifted_at=None, person_id__not_isnull=True)
    return {UUID(str(key)) for key in await rows.values_list("person_id", flat=True)}


async def due_rows(kind: Kind, until: datetime) -> QuerySet[Any]:
    """The rows of a kind that are past their time and not held by a legal hold."""
    found = _SELECTS[kind](until)
    meetings, people = list(await held_meetings()), list(await held_people())
    if kind in _OF_MEETINGS and meetings:
        found = found.filter(~Q(meeting_id__in=meetings) | Q(meeting_id=None))
    if kind in _OF_PEOPLE and people:
        found = found.filter(~Q(person_id__in=people) | Q(person_id=None))
    return found


def _outgoing(until: datetime) -> QuerySet[Any]:
    over = OutgoingMail.filter(created_at__lt=until, state__in=list(OVER))
    return over.exclude(message=b"")


def _incoming(until: datetime) -> QuerySet[Any]:
    read = IncomingMail.filter(received_at__lt=until, judged_at__not_isnull=True)
    return read.exclude(message=b"")


def _comments(until: datetime) -> QuerySet[Any]:
    return Invitation.filter(meeting__ends_at__lt=until).exclude(comment="")


def _devices(until: datetime) -> QuerySet[Any]:
    return Scan.filter(at__lt=until).exclude(device="")


def _guests(until: datetime) -> QuerySet[Any]:
    named = Head.filter(walk_in=True, person_id=None, invitation_id=None, first_at__lt=until)
    return named.exclude(key__startswith="erased:")


def _signatures(until: datetime) -> QuerySet[Any]:
    return Signature.filter(at__lt=until)


def _visits(until: datetime) -> QuerySet[Any]:
    return OnlineVisit.filter(joined_at__lt=until).exclude(name=NOBODY)


def _nominees(until: datetime) -> QuerySet[Any]:
    return Nominee.filter(named_at__lt=until).exclude(email__endswith=NOWHERE)


def _drafts(until: datetime) -> QuerySet[Any]:
    return SharedDraft.filter(meeting__ends_at__lt=until)


def _sessions(until: datetime) -> QuerySet[Any]:
    return Session.filter(expires_at__lt=until)


def _tokens(until: datetime) -> QuerySet[Any]:
    return ApiToken.filter(expires_at__lt=until)


def _attempts(until: datetime) -> QuerySet[Any]:
    return FailedAttempt.filter(at__lt=until)


def _answers(until: datetime) -> QuerySet[Any]:
    return KeptAnswer.filter(at__lt=until)


_SELECTS: dict[Kind, Callable[[datetime], QuerySet[Any]]] = {
    Kind.OUTGOING_MAIL: _outgoing,
    Kind.INCOMING_MAIL: _incoming,
    Kind.RSVP_COMMENT: _comments,
    Kind.SCAN_DEVICE: _devices,
    Kind.WALK_IN: _guests,
    Kind.SIGNATURE: _signatures,
    Kind.ONLINE_VISIT: _visits,
    Kind.NOMINATION: _nominees,
    Kind.DRAFT_COMMENT: _drafts,
    Kind.SESSION: _sessions,
    Kind.API_TOKEN: _tokens,
    Kind.FAILED_ATTEMPT: _attempts,
    Kind.KEPT_ANSWER: _answers,
}
_OF_MEETINGS = frozenset(
    {
        Kind.OUTGOING_MAIL,
        Kind.INCOMING_MAIL,
        Kind.RSVP_COMMENT,
        Kind.SCAN_DEVICE,
        Kind.WALK_IN,
        Kind.SIGNATURE,
        Kind.ONLINE_VISIT,
        Kind.NOMINATION,
        Kind.DRAFT_COMMENT,
    }
)
_OF_PEOPLE = frozenset({Kind.RSVP_COMMENT})


async def dry_run(now: datetime) -> list[Due]:
    """What every rule would do now, without doing it; kept kinds and held ones are left out."""
    found = []
    for rule in await rules():
        if rule.disposal is Disposal.KEEP or rule.held:
            continue
        until = months_before(now, rule.months)
        rows = await due_rows(rule.kind, until)
        count = await rows.count()
        some = await rows.order_by("id").limit(EXAMPLES) if count else []
        found.append(Due(rule, until, count, [_example(row) for row in some]))
    return found


def _example(row: Model) -> str:
    """One row in a few words; no address, no name of a guest."""
    words = ("subject", "office_title", "agency_name", "device", "agent")
    for name in (*words, "name") if isinstance(row, ApiToken) else words:
        if isinstance(said := getattr(row, name, None), str) and said:
            return said[:80]
    return str(row.pk)[:8]


async def find_destruction(key: UUID) -> Destruction:
    """A destruction list with its lines. NotFound when there is none."""
    found = (
        await Destruction.filter(id=key)
        .prefetch_related("lines")
        .select_related("proposed_by", "decided_by")
        .first()
    )
    if found is None:
        raise NotFound(_("Daftar pemusnahan ini tidak ada."))
    return found


async def destructions() -> list[Destruction]:
    """The latest lists, with their lines."""
    rows = Destruction.all().order_by("-number").limit(50)
    return await rows.prefetch_related("lines").select_related("proposed_by", "decided_by")


async def open_destruction() -> Destruction | None:
    """The list that is not decided or not carried out yet."""
    waiting = [DestructionState.PROPOSED, DestructionState.APPROVED]
    return await Destruction.filter(state__in=waiting).first()


async def next_number() -> int:
    """Lists are numbered without gaps."""
    last = await Destruction.all().order_by("-number").first()
    return last.number + 1 if last else 1


async def marks_of(destruction: Destruction) -> list[tuple[DestructionLine, DestructionBatch]]:
    """What was destroyed, batch by batch."""
    lines = {line.id: line for line in destruction.lines}
    rows = await DestructionBatch.filter(line_id__in=list(lines)).order_by("id")
    return [(lines[row.line_id], row) for row in rows]


async def holds() -> list[LegalHold]:
    """The legal holds in force, the latest first."""
    rows = LegalHold.filter(lifted_at=None).order_by("-id")
    return await rows.select_related("meeting", "person", "placed_by")
