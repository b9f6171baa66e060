"""Everything held about one person, walked table by table; the inventory says that none is missed.

What is read here goes to the person themselves, so their NIP is whole only when they ask for it.
"""

from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.accounts.models import Account
from rakor.attendance.models import Device, Head, OnlineReport, Scan
from rakor.audit.rules import phrase_of
from rakor.directory.models import ImportJob, OfficeHolder, Person, PersonEmail
from rakor.directory.rules import HOLDINGS, mask_nip
from rakor.followups.models import FollowUpLink, Progress
from rakor.invitations.models import Invitation
from rakor.journal import Entry
from rakor.letters.models import LetterStep, OfficialLetter
from rakor.live.models import Entitlement, Note, NoteRevision, Turn
from rakor.live.rules import CATEGORIES
from rakor.live.rules.speaking import TURN_STATES
from rakor.mail.models import IncomingMail, OutgoingMail
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import CHANNELS, PARTS
from rakor.minutes.models import (
    Agreement,
    Minutes,
    MinutesComment,
    MinutesCorrection,
    MinutesReview,
    MinutesRevision,
    Photo,
)
from rakor.preparing.models import TemplateSeat
from rakor.privacy.models import BreachSubject, Consent, PrivacyRequest
from rakor.privacy.queries import attending, drafted, published, ways_in
from rakor.privacy.queries.deputies import delegations
from rakor.privacy.rules import consents
from rakor.privacy.rules.held import COUNTED, Row, Section
from rakor.rooms.models import Booking
from rakor.words import _

SHOWN = 50  # rows of a section on the page; an export has all of them
_LOOKED = Q(
    Q(kind__endswith=".viewed"),
    Q(kind__endswith=".listed"),
    Q(kind__endswith=".downloaded"),
    join_type=Q.OR,
)


async def held_about(person: Person, *, whole: bool = False) -> list[Section]:
    """Everything held about a person. `whole` is for their own export: the NIP, every row."""
    account = await Account.get_or_none(person_id=person.id)
    addresses = await addresses_of(person)
    most = None if whole else SHOWN
    found = [
        await _identity(person, whole=whole),
        await _addresses(person),
        await _offices(person),
        await _invitations(person, most),
        await delegations(person, addresses, most),
        await _parts(person, most),
        await _attendance(person, most),
        await _scans(person, most),
        await attending.signatures(person),
        await attending.visits(person, addresses, most),
        await attending.nominations(person, addresses),
        await drafted.drafts(person, addresses),
        await attending.training(person),
        await published.photos(person),
        await published.quotes(addresses),
        await _turns(person, most),
        await _records(person),
        await ways_in.account(account),
        await ways_in.sessions(account),
        await ways_in.tokens(account),
        await ways_in.factors(account),
        await _letters(person, addresses, most),
        await _received(addresses, most),
        await _looks(person, most),
        await _requests(person),
        await _consents(person),
        await _breaches(person),
    ]
    for section in found:
        section.total = section.total or len(section.rows)
    return found


async def addresses_of(person: Person) -> set[str]:
    """Every address that a person writes from or was invited by."""
    found = {person.email} if person.email else set()
    found |= set(
        await PersonEmail.filter(person_id=person.id).values_list("email", flat=True)  # type: ignore[arg-type]
    )
    invited = await Invitation.filter(person_id=person.id).values_list("email", flat=True)
    return {str(address) for address in (*found, *invited)}


def heads_of(person_id: UUID) -> Q:
    """The heads that are this person, by themselves or by their invitation."""
    return Q(person_id=person_id) | Q(invitation__person_id=person_id)


async def _some(key: str, rows: QuerySet[Any], most: int | None) -> tuple[Section, list[Any]]:
    """The latest rows of a section and how many there are."""
    if most is None:
        return Section(key), list(await rows)
    return Section(key, total=await rows.count()), list(await rows.limit(most))


async def _identity(person: Person, *, whole: bool) -> Section:
    await person.fetch_related("agency")
    row: Row = {
        "prefix_titles": person.prefix_titles,
        "name": person.name,
        "suffix_titles": person.suffix_titles,
        "email": person.email,
        "phone": person.phone,
        "nip": person.nip if whole else mask_nip(person.nip),
        "nip_kind": person.nip_kind.value if person.nip else "",
        "agency": person.agency.name if person.agency else "",
        "locale": person.locale,
        "timezone": person.timezone,
    }
    return Section("identity", [row])


async def _addresses(person: Person) -> Section:
    rows = await PersonEmail.filter(person_id=person.id).order_by("email")
    return Section("addresses", [{"email": row.email} for row in rows])


async def _offices(person: Person) -> Section:
    rows = (
        await OfficeHolder.filter(person_id=person.id)
        .order_by("-valid_from", "-id")
        .select_related("office__agency")
    )
    return Section(
        "offices",
        [
            {
                "office": row.office.title,
                "agency": row.office.agency.name,
                "holding": _(HOLDINGS[row.holding]),
                "since": row.valid_from,
                "until": row.valid_until,
                "decree": row.decree_number,
            }
            for row in rows
        ],
    )


async def _invitations(person: Person, most: int | None) -> Section:
    asked = Invitation.filter(person_id=person.id).order_by("-id").select_related("meeting")
    section, rows = await _some("invitations", asked, most)
    section.rows = [
        {
            "meeting": row.meeting.title,
            "email": row.email,
            "name": row.name,
            "office": row.office_title,
            "agency": row.agency_name,
            "part": _(PARTS[row.part]),
            "status": row.status.value,
            "mode": _(CHANNELS[row.mode]) if row.mode else "",
            "comment": row.comment,
            "answered_at": row.answered_at,
            "via": row.via,
            "sent_at": row.sent_at,
            "opened_at": row.opened_at,
        }
        for row in rows
    ]
    return section


async def _parts(person: Person, most: int | None) -> Section:
    played = MeetingPart.filter(person_id=person.id).order_by("-id").select_related("meeting")
    section, rows = await _some("parts", played, most)
    section.rows = [{"meeting": row.meeting.title, "part": _(PARTS[row.part])} for row in rows]
    named = TemplateSeat.filter(person_id=person.id).select_related("template").order_by("-id")
    for seat in await (named.limit(most) if most else named):
        section.rows.append({"meeting": seat.template.name, "part": _(PARTS[seat.part])})
    return section


async def _attendance(person: Person, most: int | None) -> Section:
    came = Head.filter(heads_of(person.id)).order_by("-first_at").select_related("meeting")
    section, rows = await _some("attendance", came, most)
    section.rows = [
        {
            "meeting": row.meeting.title,
            "name": row.name,
            "office": row.office_title,
            "agency": row.agency_name,
            "representing": row.representing,
            "room": row.room,
            "online": row.online,
            "first_at": row.first_at,
            "last_out_at": row.last_out_at,
        }
        for row in rows
    ]
    return section


async def _scans(person: Person, most: int | None) -> Section:
    own = Q(head__person_id=person.id) | Q(head__invitation__person_id=person.id)
    seen = Scan.filter(own).order_by("-at").select_related("meeting")
    section, rows = await _some("scans", seen, most)
    section.rows = [
        {
            "at": row.at,
            "meeting": row.meeting.title,
            "mode": _(CHANNELS[row.channel]),
            "direction": row.direction.value,
            "outcome": row.outcome.value,
            "method": row.method,
            "device": row.device,
        }
        for row in rows
    ]
    return section


async def _turns(person: Person, most: int | None) -> Section:
    spoke = Turn.filter(person_id=person.id).order_by("-requested_at").select_related("meeting")
    section, rows = await _some("turns", spoke, most)
    section.rows = [
        {
            "meeting": row.meeting.title,
            "name": row.name,
            "office": row.office_title,
            "agency": row.agency_name,
            "what": _(CATEGORIES[row.category]),
            "subject": row.topic,
            "at": row.requested_at,
            "state": _(TURN_STATES[row.state]),
            "reason": row.reason,
            "spoken_seconds": row.spent_ms // 1000,
        }
        for row in rows
    ]
    return section


async def _records(person: Person) -> Section:
    written = Note.filter(by_id=person.id)
    counts = {
        "notes": await written.count(),
        "revisions": await NoteRevision.filter(by_name=person.full_name).count(),
        "ballots": await Entitlement.filter(by_name=person.full_name).count(),
        "drafted": await Minutes.filter(drafted_by_id=person.id).count(),
        "approved": await Minutes.filter(approved_by_id=person.id).count(),
        "stood_in": await Minutes.filter(stand_in_id=person.id).count(),
        "minutes_reviews": await MinutesReview.filter(person_id=person.id).count(),
        "minutes_revisions": await MinutesRevision.filter(by_name=person.full_name).count(),
        "minutes_remarks": await MinutesComment.filter(by_id=person.id).count()
        + await MinutesCorrection.filter(by_id=person.id).count(),
        "agreements": await _agreements_of(person),
        "official_letters": await _letters_of(person),
        "letter_steps": await LetterStep.filter(person_id=person.id).count(),
        "reports": await Progress.filter(by_id=person.id).count(),
        "link_reports": await reported_by_link(person).count(),
        "follow_up_links": await FollowUpLink.filter(
            email__in=sorted(await addresses_of(person))
        ).count(),
        **await drafted.acts_of(person),
        "photo_consents": await Photo.filter(recorded_by_id=person.id).count(),
        "releases": await published.releases_of(person).count(),
        "scanned": await Scan.filter(officer_id=person.id).count(),
        "devices": await Device.filter(officer_id=person.id).count(),
        "video_reports": await OnlineReport.filter(officer_id=person.id).count(),
        "bookings": await Booking.filter(asked_by_id=person.id).count(),
        "imports": await ImportJob.filter(person_id=person.id).count(),
        "acts": await Entry.filter(actor=person.id).exclude(_LOOKED).count(),
    }
    return Section(
        "records", [{"what": _(COUNTED[name]), "count": n} for name, n in counts.items() if n]
    )


def reported_by_link(person: Person) -> QuerySet[Progress]:
    """Reports by the link of somebody's agency under their name."""
    return Progress.filter(
        by_id=None,
        reporter_name=person.full_name,
        follow_up__commitment__agency_id=person.agency_id,
    )


async def _agreements_of(person: Person) -> int:
    """The berita acara that a person drafted or issued, each once."""
    own = Q(drafted_by_id=person.id) | Q(issued_by_id=person.id)
    return await Agreement.filter(own).count()


async def _letters_of(person: Person) -> int:
    """The official letters with which a person had to do, each once."""
    named = Q(drafted_by_id=person.id) | Q(issued_by_id=person.id) | Q(signer_id=person.id)
    return await OfficialLetter.filter(named).count()


def letters_to(person_id: UUID, addresses: set[str]) -> Q:
    """The letters to a person: to one of their addresses, or about themselves."""
    return Q(to_address__in=sorted(addresses)) | Q(subject_id=person_id)


async def _letters(person: Person, addresses: set[str], most: int | None) -> Section:
    sent = (
        OutgoingMail.filter(letters_to(person.id, addresses))
        .order_by("-id")
        .only("id", "subject", "to_address", "state", "created_at", "sent_at")
    )
    section, rows = await _some("letters", sent, most)
    section.rows = [
        {
            "subject": row.subject,
            "address": row.to_address,
            "state": row.state.value,
            "created_at": row.created_at,
            "sent_at": row.sent_at,
        }
        for row in rows
    ]
    return section


async def _received(addresses: set[str], most: int | None) -> Section:
    came = (
        IncomingMail.filter(from_address__in=sorted(addresses))
        .order_by("-id")
        .only("id", "subject", "from_address", "result", "received_at")
    )
    section, rows = await _some("received", came, most)
    section.rows = [
        {
            "subject": row.subject,
            "address": row.from_address,
            "state": row.result,
            "received_at": row.received_at,
        }
        for row in rows
    ]
    return section


async def _looks(person: Person, most: int | None) -> Section:
    """Who read or downloaded data about this person, by the journal."""
    read = Entry.filter(_LOOKED, subject=person.id).order_by("-at", "-id")
    section, rows = await _some("looks", read, most)
    section.rows = [
        {"at": row.at, "who": row.actor_name or "Rakor", "what": _(phrase_of(row.kind))}
        for row in rows
    ]
    return section


async def _requests(person: Person) -> Section:
    rows = await PrivacyRequest.filter(person_id=person.id).order_by("-id")
    return Section(
        "requests",
        [
            {
                "what": _(row.kind_word),
                "reason": row.reason,
                "created_at": row.created_at,
                "due_at": row.due_at,
                "state": _(row.state_word),
                "answer": row.answer,
            }
            for row in rows
        ],
    )


async def _consents(person: Person) -> Section:
    rows = await Consent.filter(person_id=person.id).order_by("-id")
    return Section(
        "consents",
        [
            {
                "purpose": _(consents.CONSENTS[row.purpose][1]),
                "version": row.version,
                "words": row.words,
                "given_at": row.given_at,
                "withdrawn_at": row.withdrawn_at,
            }
            for row in rows
        ],
    )


async def _breaches(person: Person) -> Section:
    rows = (
        await BreachSubject.filter(person_id=person.id, told_at__not_isnull=True)
        .order_by("-id")
        .select_related("breach")
    )
    return Section(
        "breaches",
        [
            {"what": row.breach.data, "found_at": row.breach.found_at, "told_at": row.told_at}
            for row in rows
        ],
    )
