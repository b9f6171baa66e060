"""What is held about somebody of drafts: those they were shown, and what they said of them."""

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.directory.models import Person
from rakor.drafting.models import Approval, ApprovalStep, DraftComment, DraftReader, SharedDraft
from rakor.privacy.rules.held import Row, Section
from rakor.words import _


def reads_of(person: Person, addresses: set[str]) -> QuerySet[DraftReader]:
    """The drafts that were shown to somebody, by who they are or at one of their addresses."""
    return DraftReader.filter(Q(person_id=person.id) | Q(email__in=sorted(addresses)))


def proposed(addresses: set[str]) -> QuerySet[DraftComment]:
    """Where somebody was proposed to be invited."""
    return DraftComment.filter(email__in=sorted(addresses))


async def drafts(person: Person, addresses: set[str]) -> Section:
    """Which drafts somebody was shown, and what they wrote about them."""
    rows: list[Row] = [
        {
            "meeting": row.shared.meeting.title,
            "what": _("Draf dibagikan"),
            "name": row.name,
            "office": row.office_title,
            "agency": row.agency_name,
            "email": row.email,
            "comment": "",
            "at": row.told_at,
        }
        for row in await reads_of(person, addresses)
        .order_by("-id")
        .select_related("shared__meeting")
    ]
    own = Q(reader_id__in=[row.id for row in await reads_of(person, addresses).only("id")])
    said = DraftComment.filter(own | Q(author_id=person.id)).order_by("-id")
    rows += [_row(row, _("Tanggapan")) for row in await said.select_related("shared__meeting")]
    meant = proposed(addresses).order_by("-id").select_related("shared__meeting")
    rows += [_row(row, _("Diusulkan diundang")) for row in await meant]
    return Section("drafts", rows)


def _row(row: DraftComment, what: str) -> Row:
    return {
        "meeting": row.shared.meeting.title,
        "what": what,
        "name": row.title,
        "office": "",
        "agency": "",
        "email": row.email,
        "comment": row.text,
        "at": row.at,
    }


async def acts_of(person: Person) -> dict[str, int]:
    """How often somebody asked for approval, gave it or did not, and showed drafts."""
    return {
        "approvals_asked": await Approval.filter(asked_by_id=person.id).count(),
        "approvals_given": await ApprovalStep.filter(by_id=person.id).count(),
        "drafts_shared": await SharedDraft.filter(shared_by_id=person.id).count(),
    }
