"""The Word templates of agencies: who may see them, and which one a document is printed with."""

from dataclasses import dataclass
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

Named = dict[str, str | int]

# Everything of a version but its bytes.
_OUTSIDE = ("id", "agency_id", "kind", "number", "filename", "sha256", "added_at", "used_from",
            "used_until")  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordVersion:
    """A version of a Word template: whose, which one, and its bytes."""

    agency: str
    number: int
    sha256: str
    content: bytes

    @property
    def named(self) -> Named:
        """The version as the values of a document name it."""
        return {"agency": self.agency, "number": self.number, "sha256": self.sha256}


async def word_version(
    agency: Agency, kind: StationeryKind, *, at: datetime | None = None
) -> WordVersion | None:
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
    found = await DocumentTemplate.get(id=nearest.id).select_related("agency")
    return WordVersion(found.agency.code, found.number, found.sha256, bytes(found.content))


async def word_template(
    agency: Agency, kind: StationeryKind, *, at: datetime | None = None
) -> bytes | None:
    """The bytes of `word_version`."""
    found = await word_version(agency, kind, at=at)
    return found.content if found else None


async def word_named(
    agency: Agency, kind: StationeryKind, *, at: datetime | None = None
) -> Named | None:
    """Which version of a Word template a document is printed with; None for the default."""
    found = await word_version(agency, kind, at=at)
    return found.named if found else None


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
