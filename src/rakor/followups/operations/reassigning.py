"""Leading what one agency owes to another, with the reason and a way back."""

from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Agency, Office
from rakor.directory.queries import agency_meant
from rakor.errors import Conflict, Invalid
from rakor.followups import queries, rules
from rakor.followups.models import FollowUp, Progress
from rakor.followups.operations.reporting import audience_of, held, move
from rakor.followups.operations.telling import tell_of_move
from rakor.followups.queries import Promise
from rakor.followups.rules import FollowUpState
from rakor.journal import Audience
from rakor.live.models import Commitment
from rakor.live.rules import Duty
from rakor.mail import outbox
from rakor.words import _

REASSIGNED = "followup.reassigned"


async def reassign(
    follow_up: UUID, owner: str, reason: str, *, by: User, revision: int | None = None
) -> Commitment:
    """Another agency (by its code) or office (by its id) owes this from now on.

    What the first one reported stays with it, its row ends here; the new one begins anew and
    leads back. Both are written to, where they have a link or an address. The decision reads as
    the meeting made it. Refuses as `rules.check_reassign`, (Invalid) an agency nobody knows and
    the one that owes it, and (Conflict) one that owes the same already.
    """
    promise = await queries.find(follow_up, to=by)
    _owner, staff = await queries.standing(promise, by)
    rules.check_reassign(promise.state, reason, staff=staff)
    agency, office = await _owner_of(owner)
    async with journal.transaction() as record:
        progress = await held(promise)
        now = progress.state if progress else FollowUpState.NOT_STARTED
        rules.check_reassign(now, reason, staff=staff)
        await _check_new(promise, agency, office)
        old = await move(promise, progress, FollowUpState.REASSIGNED)
        await Progress.create(
            follow_up=old,
            state=FollowUpState.REASSIGNED,
            note=reason.strip(),
            by_id=by.id,
            at=record.at,
        )
        made = await Commitment.create(
            decision_id=promise.commitment.decision_id,
            duty=Duty.TAKEN_OVER,
            agency=agency,
            office=office,
            name=office.title if office else agency.name,
            short_name=agency.short_name,
            position=promise.commitment.position,
        )
        await FollowUp.create(commitment=made, state=FollowUpState.NOT_STARTED, taken_from=old)
        audience = await audience_of(promise.commitment)
        await record.entry(
            promise.meeting.id,
            REASSIGNED,
            by=by,
            audience=audience,
            subject=agency.id,
            follow_up=promise.id,
            decision=promise.commitment.decision_id,
            owner=promise.commitment.name,
            to=made.name,
            new=made.id,
            reason=reason.strip(),
        )
        if audience is not Audience.STAFF:
            await tell_of_move(record, promise, made, reason.strip())
    outbox.wake()
    return made


async def _owner_of(said: str) -> tuple[Agency, Office | None]:
    try:
        office = await Office.get_or_none(id=UUID(said)).select_related("agency")
    except ValueError:
        office = None
    if office is not None:
        return office.agency, office
    return await agency_meant(said, "owner"), None


async def _check_new(promise: Promise, agency: Agency, office: Office | None) -> None:
    before = promise.commitment
    if (before.agency_id, before.office_id) == (agency.id, office.id if office else None):
        raise Invalid.field("owner", _("Pilih instansi lain daripada yang sekarang."))
    same = Commitment.filter(
        queries.still_open(),
        decision_id=before.decision_id,
        duty__in=list(queries.OWES),
        agency_id=agency.id,
        office_id=office.id if office else None,
    )
    if await same.exists():
        raise Conflict(
            _("{name} sudah menjadi penanggung jawab keputusan ini.").format(
                name=office.title if office else agency.name
            )
        )
