"""The audit for programs of those who may see it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.audit import operations
from rakor.audit.rules import Hidden, Looked, Row
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of
from rakor.web.shapes import Answer
from rakor.words import _


class About(Answer):
    """What an entry is about: `meeting`, `agency`, `office` or `person`."""

    kind: str
    id: UUID
    title: str


class AuditEntry(Answer):
    """One entry. `data` is masked, and null where `hidden` says why; `proof` chains the stream."""

    id: UUID
    stream: UUID
    seq: int
    kind: str
    says: str
    at: datetime
    actor: UUID | None
    actor_name: str
    object: About | None
    about: About | None
    data: dict[str, Any] | None
    hidden: Hidden | None
    proof: str | None


class AuditList(Answer):
    """A page of the audit, newest first: ask again with `cursor` while `next` is not null."""

    items: list[AuditEntry]
    next: str | None = None


async def listed(request: Request) -> Response:
    wish = query_of(request, Looked)
    rows, more = await operations.look(wish, by=request.user)
    return answer(AuditList(items=[_entry(row) for row in rows], next=str(more) if more else None))


def _entry(row: Row) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        stream=row.stream,
        seq=row.seq,
        kind=row.kind,
        says=_(row.phrase),
        at=row.at,
        actor=row.actor,
        actor_name=row.actor_name,
        object=About.model_validate(row.object) if row.object else None,
        about=About.model_validate(row.about) if row.about else None,
        data=row.data,
        hidden=row.hidden,
        proof=row.proof,
    )


endpoints = [
    Endpoint(
        "GET",
        "/audit",
        listed,
        "Who did or looked at what, newest first",
        asks=Looked,
        gives=AuditList,
        refuses=(),
    ),
]
