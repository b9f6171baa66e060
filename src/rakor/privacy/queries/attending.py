"""What is held about somebody who came: pen strokes, visits to video rooms, seats, hours."""

from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.attendance.models import NominationLink, Nominee, OnlineVisit, Signature, TrainingCredit
from rakor.directory.models import Person
from rakor.privacy.rules.held import Row, Section
from rakor.words import _


def signatures_of(person_id: UUID) -> QuerySet[Signature]:
    """How somebody signed at a desk, by themselves or by their invitation."""
    own = Q(head__person_id=person_id) | Q(head__invitation__person_id=person_id)
    return Signature.filter(own)


def visits_of(person_id: UUID, addresses: set[str]) -> QuerySet[OnlineVisit]:
    """Visits to video rooms that were this person, or came under an address of theirs."""
    own = Q(head__person_id=person_id) | Q(head__invitation__person_id=person_id)
    return OnlineVisit.filter(own | Q(email__in=sorted(addresses)))


def nominations_of(person_id: UUID, addresses: set[str]) -> QuerySet[Nominee]:
    """The seats for which an agency named this person."""
    return Nominee.filter(Q(invitation__person_id=person_id) | Q(email__in=sorted(addresses)))


def nomination_links_to(addresses: set[str]) -> QuerySet[NominationLink]:
    """The links for naming people that were sent to one of these addresses."""
    return NominationLink.filter(email__in=sorted(addresses))


async def signatures(person: Person) -> Section:
    """When and where somebody signed; the strokes themselves stand on the attendance list."""
    rows = await signatures_of(person.id).order_by("-at", "id").select_related("meeting")
    return Section(
        "signatures",
        [{"meeting": row.meeting.title, "device": row.device, "at": row.at} for row in rows],
    )


async def visits(person: Person, addresses: set[str], most: int | None) -> Section:
    """When somebody was in a video room, under which name."""
    rows = visits_of(person.id, addresses).order_by("-joined_at", "id").select_related("meeting")
    total = await rows.count()
    found = await (rows.limit(most) if most else rows)
    return Section(
        "visits",
        [
            {
                "meeting": row.meeting.title,
                "name": row.name,
                "email": row.email,
                "first_at": row.joined_at,
                "last_out_at": row.left_at,
            }
            for row in found
        ],
        total,
    )


async def nominations(person: Person, addresses: set[str]) -> Section:
    """For which seats somebody was named, and by which agency; links sent to their address."""
    named = nominations_of(person.id, addresses).order_by("-named_at", "id")
    sent = nomination_links_to(addresses).order_by("-sent_at", "id")
    told: list[Row] = [
        {
            "meeting": row.meeting.title,
            "what": _("Dicalonkan"),
            "agency": row.agency.name,
            "name": row.name,
            "office": row.office_title,
            "email": row.email,
            "at": row.named_at,
        }
        for row in await named.select_related("meeting", "agency")
    ]
    told += [
        {
            "meeting": link.meeting.title,
            "what": _("Diminta mencalonkan"),
            "agency": link.agency.name,
            "name": "",
            "office": "",
            "email": link.email,
            "at": link.sent_at,
        }
        for link in await sent.select_related("meeting", "agency")
    ]
    return Section("nominations", told)


async def training(person: Person) -> Section:
    """The training hours of somebody, also those that were taken back."""
    rows = TrainingCredit.filter(Q(person_id=person.id) | Q(head__person_id=person.id))
    return Section(
        "training",
        [
            {
                "meeting": row.meeting.title,
                "name": row.name,
                "agency": row.agency_name,
                "hours": row.hours,
                "year": row.year,
                "number": row.number,
                "created_at": row.issued_at,
                "withdrawn_at": row.revoked_at,
                "reason": row.reason,
            }
            for row in await rows.order_by("-year", "id").select_related("meeting")
        ],
    )
