"""Reading approvals: who must give one, where it stands, and what waits for whom."""

import base64
import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.directory.models import Agency, OfficeHolder, Person
from rakor.directory.queries import today
from rakor.directory.rules import HOLDING_PREFIX, in_line
from rakor.drafting.models import Approval, ApprovalOffice, ApprovalPolicy, ApprovalStep
from rakor.drafting.queries.substance import changed_since, seats_of, substance_of
from rakor.drafting.rules.approval import (
    ApprovalState,
    Changed,
    StepState,
    digest_of,
)
from rakor.errors import Forbidden, NotFound
from rakor.invitations.models import Invitation
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Action, State
from rakor.settings import settings
from rakor.words import _

# What is not on the calendar is published, and so approved; a postponed meeting anew.
BEFORE = frozenset({State.DRAFT, State.POSTPONED})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a meeting stands before it may go out.

    `policy` is None where the agency wants no approval of it. `changed` is what is different from
    what the latest request is about.
    """

    meeting: Meeting
    policy: ApprovalPolicy | None
    offices: Sequence[ApprovalOffice]
    approval: Approval | None
    steps: Sequence[ApprovalStep]
    changed: Sequence[Changed]

    @property
    def turn(self) -> ApprovalStep | None:
        """The office that is asked now."""
        if self.approval is None or self.approval.state is not ApprovalState.ASKED:
            return None
        return next((step for step in self.steps if step.state is StepState.WAITING), None)

    @property
    def counts(self) -> bool:
        """Whether the latest request is the one that publishing looks at."""
        return self.approval is not None and self.approval.live is not None

    @property
    def approved(self) -> bool:
        """Whether it may be published as it is."""
        return (
            self.approval is not None
            and self.counts
            and self.approval.state is ApprovalState.APPROVED
            and not self.changed
        )

    @property
    def askable(self) -> bool:
        """Whether somebody who prepares it may ask now."""
        if self.policy is None or self.meeting.state not in BEFORE:
            return False
        return self.approval is None or not self.counts or bool(self.changed) or (
            self.approval.state in (ApprovalState.RETURNED, ApprovalState.WITHDRAWN)
        )  # fmt: skip


async def policy_of(agency_id: UUID) -> ApprovalPolicy | None:
    """What an agency wants approved; None where it publishes freely."""
    return await ApprovalPolicy.get_or_none(agency_id=agency_id)


async def offices_of(policy: ApprovalPolicy) -> list[ApprovalOffice]:
    """The offices that approve, in order, with their deputies."""
    return (
        await ApprovalOffice.filter(policy_id=policy.id)
        .select_related("office__agency", "deputy__agency")
        .order_by("position", "id")
    )


async def wanted_for(
    meeting: Meeting, seats: Collection[Invitation] | None = None
) -> ApprovalPolicy | None:
    """The setting by which this meeting needs approval; None where it needs none.

    `meeting.organizer` is loaded. Agencies below the organizer are not others.
    """
    policy = await policy_of(meeting.organizer_id)
    if policy is None:
        return None
    asked = await seats_of(meeting.id) if seats is None else seats
    path = meeting.organizer.path
    others = sum(1 for seat in asked if seat.agency and not seat.agency.path.startswith(path))
    return policy if policy.demand.wants(meeting.kind.value, others, len(asked)) else None


async def latest_approval(meeting_id: UUID) -> Approval | None:
    """The request that counts, or the last that there was."""
    found = await Approval.filter(live=meeting_id).select_related("asked_by").first()
    if found is not None:
        return found
    asked = Approval.filter(meeting_id=meeting_id).select_related("asked_by")
    return await asked.order_by("-asked_at", "-id").first()


async def steps_of(approval: Approval) -> list[ApprovalStep]:
    """The offices of a request in order, with what was said."""
    return (
        await ApprovalStep.filter(approval_id=approval.id)
        .select_related("office__agency", "deputy", "by")
        .order_by("position", "id")
    )


async def standing_of(meeting: Meeting) -> Standing:
    """Where a meeting stands; as many queries for one seat as for many."""
    seats = await seats_of(meeting.id)
    policy = await wanted_for(meeting, seats)
    approval = await latest_approval(meeting.id)
    steps = await steps_of(approval) if approval else []
    changed: list[Changed] = []
    if approval is not None and approval.live is not None and meeting.state in BEFORE:
        now = await substance_of(meeting, seats)
        if digest_of(now) != approval.digest:
            changed = await changed_since(approval.substance, now)
    offices = await offices_of(policy) if policy else []
    return Standing(meeting, policy, offices, approval, steps, changed)


async def holders_of(step: ApprovalStep) -> list[OfficeHolder]:
    """Everybody who may decide for an office today: its holders of every right, then its deputy's.

    While a Plh. acts, both may: the one who is away takes nothing from the one who is there.
    """
    found = await _holding([step.office_id, step.deputy_id])
    found.sort(key=lambda row: (row.office_id != step.office_id, row.id))
    return found


async def _holding(
    offices: Collection[UUID | None], person_id: UUID | None = None
) -> list[OfficeHolder]:
    day = today()
    rows = (
        OfficeHolder.filter(Q(valid_from=None) | Q(valid_from__lte=day))
        .filter(Q(valid_until=None) | Q(valid_until__gte=day))
        .select_related("office", "person__agency")
    )
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    if offices:
        rows = rows.filter(office_id__in=[key for key in offices if key])
    return await rows


def capacity(step: ApprovalStep, holder: OfficeHolder) -> str:
    """By which right somebody decides: `Plh. Kepala Biro`, `a.n. Kepala Biro, Kepala Bagian`."""
    held = f"{HOLDING_PREFIX[holder.holding]}{holder.office.title}"
    if holder.office_id == step.office_id:
        return held
    return _("a.n. {office}, {deputy}").format(office=step.office.title, deputy=held)


async def capacity_of(person_id: UUID, step: ApprovalStep) -> str | None:
    """By which right this person decides for an office; None for whoever may not."""
    for holder in await holders_of(step):
        if holder.person_id == person_id:
            return capacity(step, holder)
    return None


async def waiting_for(user: User, limit: int) -> list[Approval]:
    """The meetings whose approval waits for an office that somebody holds today, oldest first."""
    held = [row.office_id for row in await _holding((), user.id)]
    if not held:
        return []
    steps = (
        await ApprovalStep.filter(Q(office_id__in=held) | Q(deputy_id__in=held))
        .filter(
            state=StepState.WAITING,
            asked_at__not_isnull=True,
            approval__live__not_isnull=True,
            approval__state=ApprovalState.ASKED,
            approval__meeting__state__in=list(BEFORE),
        )
        .select_related("approval__meeting", "approval__asked_by")
        .order_by("asked_at", "id")
        .limit(limit)
    )
    return [step.approval for step in steps]


async def find_standing(meeting_id: UUID, *, to: User) -> tuple[Standing, str | None]:
    """Where a meeting stands, with the right by which the reader decides now (None: not theirs).

    It is shown to those who prepare the meeting, and to whoever holds an office that is asked or
    has decided. NotFound for whoever may see nothing of it, Forbidden for whoever sees it only.
    """
    meeting = await Meeting.get_or_none(id=meeting_id).select_related("organizer", "follow_up_of")
    if meeting is None:
        raise NotFound(_("Rapat ini tidak ada, atau Anda tidak diundang."))
    standing = await standing_of(meeting)
    turn = standing.turn
    decides = await capacity_of(to.id, turn) if turn else None
    if decides is None and not await _approves(to, standing):
        await meetings.find_for(Action.PLAN, meeting_id, by=to)
    return standing, decides


async def _approves(user: User, standing: Standing) -> bool:
    """Whether somebody holds an office of the request that was asked already, or spoke for it."""
    asked = [step for step in standing.steps if step.asked_at is not None]
    if any(step.by_id == user.id for step in asked):
        return True
    offices = {key for step in asked for key in (step.office_id, step.deputy_id) if key}
    return bool(offices) and bool(await _holding(offices, user.id))


def step_token(step_id: UUID, person_id: UUID) -> str:
    """The secret of the link by which one person decides for an office, 128 bits.

    Nothing of it is stored: it opens as long as that person holds the office, or its deputy's, and
    that office is asked.
    """
    text = f"approval:{step_id}:{person_id}"
    secret = hmac.digest(settings().secret, text.encode(), "sha256")
    return base64.b32encode(secret[:16]).decode().rstrip("=").lower()


def step_url(step: ApprovalStep, person: Person) -> str:
    """The link as it is mailed to a holder of the office."""
    return f"{settings().public_url}/approvals/{step.id}/{step_token(step.id, person.id)}"


async def step_behind(step_id: UUID, token: str) -> tuple[ApprovalStep, Person, str]:
    """The office, the person and the right behind a link; NotFound once it opens nothing."""
    step = await ApprovalStep.get_or_none(id=step_id).select_related(
        "office__agency", "deputy", "by", "approval"
    )
    if step is not None and step.asked_at is not None:
        for holder in await holders_of(step):
            if hmac.compare_digest(step_token(step.id, holder.person_id).encode(), token.encode()):
                return step, holder.person, capacity(step, holder)
    raise NotFound(_("Tautan ini tidak berlaku lagi. Hubungi penyelenggara rapat."))


def may_keep_policy(user: User, agency: Agency) -> bool:
    """Whether somebody says what an agency wants approved: its admins, and those above it."""
    return user.is_admin or (user.role is Role.AGENCY_ADMIN and in_line(user, agency))


async def find_policy_agency(agency_id: UUID, *, to: User) -> Agency:
    """An agency whose setting somebody may see: those of its line that prepare meetings.

    NotFound outside of one's own line, Forbidden for whoever prepares no meetings.
    """
    if not to.is_staff:
        raise Forbidden(_("Hanya penyiap rapat yang melihat pengaturan ini."))
    agency = await Agency.get_or_none(id=agency_id, merged_into_id=None)
    if agency is None or not (to.is_admin or in_line(to, agency)):
        raise NotFound(_("Instansi ini tidak ada, atau pengaturannya bukan untuk Anda."))
    return agency
