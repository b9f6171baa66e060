"""What an erasure would do to somebody's data, without doing it."""

from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.accounts.models import (
    Account,
    ApiToken,
    MailedLink,
    Passkey,
    ProviderSubject,
    RecoveryCode,
    Session,
    SignInStep,
    Totp,
)
from rakor.attendance.models import Head, Scan, TrainingCredit
from rakor.directory.models import OfficeHolder, Person, PersonEmail
from rakor.directory.queries import today
from rakor.errors import NotFound
from rakor.followups.models import Progress
from rakor.invitations.models import Invitation
from rakor.journal import Entry
from rakor.live.models import Entitlement, Note, NoteRevision, Turn
from rakor.mail.models import IncomingMail, OutgoingMail
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Part, State
from rakor.minutes.models import Agreement, Minutes
from rakor.minutes.rules import MinutesState
from rakor.privacy.models import Consent, Erasure
from rakor.privacy.queries import attending, drafted, published
from rakor.privacy.queries.held import addresses_of, heads_of, letters_to
from rakor.privacy.queries.retention import held_meetings, held_people
from rakor.privacy.rules.erasure import NOBODY, ErasureState, Preview
from rakor.words import _

UNFINISHED = (State.DRAFT, State.SCHEDULED, State.POSTPONED, State.IN_PROGRESS)
GUESTS = (Part.PARTICIPANT,)
FACTORS = (Totp, RecoveryCode, Passkey, ProviderSubject, MailedLink, SignInStep)


async def preview(person: Person) -> Preview:
    """What would go, what stays and why, and what stands in the way; nothing is changed."""
    found = Preview()
    found.goes = await _goes(person)
    found.stays = await _stays(person)
    found.blocks = await _blocks(person)
    if not found.signed:
        found.goes["name"] = 1
    found.goes = {name: n for name, n in found.goes.items() if n}
    found.stays = {name: n for name, n in found.stays.items() if n}
    return found


async def _goes(person: Person) -> dict[str, int]:
    addresses = await addresses_of(person)
    account = await Account.get_or_none(person_id=person.id)
    own = {"account_id": account.id} if account else {"account_id": None}
    facts = (person.email, person.phone, person.nip, person.locale, person.timezone)
    return {
        "contact": sum(bool(fact) for fact in facts),
        "addresses": await PersonEmail.filter(person_id=person.id).count(),
        "invitations": await Invitation.filter(person_id=person.id).count(),
        "open": await open_invitations(person.id).count(),
        "scans": await scans_of(person.id).exclude(device="").count(),
        "signatures": await attending.signatures_of(person.id).count(),
        "visits": await attending.visits_of(person.id, addresses).exclude(name=NOBODY).count(),
        "nominations": await attending.nominations_of(person.id, addresses).count()
        + await attending.nomination_links_to(addresses).count(),
        "drafts": await drafted.reads_of(person, addresses).count()
        + await drafted.proposed(addresses).count(),
        "photos": await published.photos_of(person.id).filter(withdrawn_at=None).count(),
        "quotes": await published.quotes_of(addresses).count(),
        "letters": await OutgoingMail.filter(letters_to(person.id, addresses)).count(),
        "received": await IncomingMail.filter(from_address__in=sorted(addresses)).count(),
        "account": int(bool(account and account.active)),
        "sessions": await Session.filter(**own).count() if account else 0,
        "tokens": await ApiToken.filter(**own).count() if account else 0,
        "factors": sum([await kind.filter(**own).count() for kind in FACTORS]) if account else 0,
        "consents": await Consent.filter(person_id=person.id, withdrawn_at=None).count(),
    }


async def _stays(person: Person) -> dict[str, int]:
    ended = {"meeting__state": State.FINISHED}
    approved = Q(state__not_in=[MinutesState.DRAFT, MinutesState.NEEDS_REVISION])
    signed = Q(drafted_by_id=person.id) | Q(approved_by_id=person.id) | Q(stand_in_id=person.id)
    signed |= Q(reviews__person_id=person.id) | Q(comments__by_id=person.id)
    signed |= Q(corrections__by_id=person.id)
    went_out = Q(issued_at__isnull=False)
    by_them = Q(drafted_by_id=person.id) | Q(issued_by_id=person.id)
    return {
        "heads": await Head.filter(heads_of(person.id)).count(),
        "training": await TrainingCredit.filter(person_id=person.id).count(),
        "turns": await Turn.filter(person_id=person.id).count(),
        "held": await Invitation.filter(person_id=person.id, **ended).count(),
        "parts": await MeetingPart.filter(person_id=person.id, **ended).count(),
        "notes": await Note.filter(by_id=person.id).count()
        + await NoteRevision.filter(by_name=person.full_name).count(),
        "approvals": (await drafted.acts_of(person))["approvals_given"],
        "ballots": await Entitlement.filter(by_name=person.full_name).count(),
        "releases": await published.releases_of(person).count(),
        "minutes": await Minutes.filter(approved & signed).distinct().count(),
        "agreements": await Agreement.filter(went_out & by_them).count(),
        "reports": await Progress.filter(by_id=person.id).count(),
        "offices": await OfficeHolder.filter(person_id=person.id).count(),
        "journal": await Entry.filter(Q(actor=person.id) | Q(subject=person.id)).count(),
    }


async def _blocks(person: Person) -> list[str]:
    found = []
    if person.id in await held_people():
        found.append(_("Data orang ini sedang ditahan karena hukum."))
    held = list(await held_meetings())
    named = Invitation.filter(person_id=person.id, meeting_id__in=held)
    came = Head.filter(heads_of(person.id), meeting_id__in=held)
    if held and (await named.exists() or await came.exists()):
        found.append(_("Orang ini tercatat dalam rapat yang datanya sedang ditahan karena hukum."))
    serving = MeetingPart.filter(person_id=person.id, meeting__state__in=list(UNFINISHED))
    if await serving.exclude(part__in=list(GUESTS)).exists():
        found.append(
            _("Orang ini masih bertugas dalam rapat yang belum selesai. Ganti dahulu petugasnya.")
        )
    lasting = Q(valid_until=None) | Q(valid_until__gte=today())
    if await OfficeHolder.filter(lasting, person_id=person.id).exists():
        found.append(_("Orang ini masih memangku jabatan. Akhiri dahulu masa jabatannya."))
    return found


def open_invitations(person_id: UUID) -> QuerySet[Invitation]:
    """The invitations of a person to meetings that are not over."""
    return Invitation.filter(person_id=person_id, meeting__state__in=list(UNFINISHED))


def scans_of(person_id: UUID) -> QuerySet[Scan]:
    """The readings at a door or a link that were this person."""
    return Scan.filter(Q(head__person_id=person_id) | Q(head__invitation__person_id=person_id))


async def find_erasure(key: UUID) -> Erasure:
    """An erasure with its people. NotFound when there is none."""
    found = (
        await Erasure.filter(id=key)
        .select_related("person__agency", "asked_by", "decided_by")
        .first()
    )
    if found is None:
        raise NotFound(_("Usulan penghapusan ini tidak ada."))
    return found


async def erasures() -> list[Erasure]:
    """The latest erasures, those that wait first."""
    rows = await Erasure.all().order_by("-id").limit(100).select_related("person", "asked_by")
    return sorted(rows, key=lambda row: row.state is not ErasureState.PROPOSED)


async def proposed_for(person_id: UUID) -> Erasure | None:
    """The erasure of this person that waits for its approval."""
    return await Erasure.get_or_none(person_id=person_id, state=ErasureState.PROPOSED)


async def search(q: str) -> list[Person]:
    """A few people by name, whose data are not erased."""
    found = Person.filter(name__icontains=q, erased_at=None)
    return await found.order_by("name", "id").limit(20).select_related("agency")
