"""The Word templates of agencies: who may see them, and which one a document is printed with."""

from datetime import UTC, datetime
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.errors import NotFound
from rakor.letters.models import DocumentTemplate
from rakor.letters.queries.finding import line_of, visible_templates
from rakor.letters.rules import StationeryKind
from rakor.words import _

# Everything of a version but its bytes.
_OUTSIDE = ("id", "agency_id", "kind", "number", "filename", "sha256", "added_at", "used_from",
            "used_until")  # fmt: skip


async def word_template(
    agency: Agency, kind: StationeryKind, *, at: datetime | None = None
) -> bytes | None:
    """The Word template that an agency used at a moment (left out: now), or None for the default.

    An agency without one of its own writes with that of the nearest agency above it.
    """
    at = at or datetime.now(UTC)
    line = [UUID(part) for part in agency.path.split("/") if part]
    ids = list(dict.fromkeys([*line, agency.id]))
    open_ = Q(used_until=None) | Q(used_until__gt=at)
    rows = await DocumentTemplate.filter(
        open_, agency_id__in=ids, kind=kind, used_from__lte=at
    ).only("id", "agency_id")
    if not rows:
        return None
    nearest = max(rows, key=lambda row: ids.index(row.agency_id))
    return bytes((await DocumentTemplate.get(id=nearest.id)).content)


def visible_word_templates(user: User) -> QuerySet[DocumentTemplate]:
    """The Word templates of somebody's line of agencies; an admin's are all.

    Refuses (Forbidden) whoever prepares no meetings.
    """
    visible_templates(user)
    return DocumentTemplate.filter(line_of(user, "agency__"))


async def word_templates(user: User) -> list[DocumentTemplate]:
    """All versions one may see, without their bytes: by agency and kind, the newest first."""
    rows = await visible_word_templates(user).prefetch_related("agency").only(*_OUTSIDE)
    kinds = list(StationeryKind)
    rows.sort(
        key=lambda row: (
            row.agency.precedence, row.agency.name, kinds.index(row.kind), -row.number
        )
    )  # fmt: skip
    return rows


async def find_word_template(template_id: UUID, *, to: User) -> DocumentTemplate:
    """A version with its agency and bytes; NotFound outside of one's own line."""
    found = await visible_word_templates(to).select_related("agency").get_or_none(id=template_id)
    if found is None:
        raise NotFound(_("Templat dokumen ini tidak ada."))
    return found
