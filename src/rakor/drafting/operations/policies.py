"""Saying what an agency wants approved before it is published, or that it publishes freely."""

from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import lock_row
from rakor.directory.models import Agency, Office
from rakor.directory.operations.ground import DIRECTORY
from rakor.drafting.models import ApprovalOffice, ApprovalPolicy
from rakor.drafting.queries.approval import find_policy_agency, may_keep_policy, policy_of
from rakor.drafting.rules.approval import PolicyFacts, check_offices
from rakor.errors import Forbidden, Invalid, Moved, NotFound
from rakor.words import _


async def set_policy(
    agency_id: UUID, facts: PolicyFacts, *, revision: int | None = None, by: User
) -> ApprovalPolicy:
    """Want meetings of an agency approved from now on; requests under way keep their offices.

    Refuses (NotFound, Forbidden) all but the agency's admins, (Invalid) an office named twice or
    outside of its line, and (Moved) a writer who has not seen the latest revision.
    """
    agency = await _kept(agency_id, by=by)
    check_offices(facts.offices)
    offices = await _offices(agency, facts)
    async with journal.transaction() as record:
        await lock_row(Agency, agency.id)
        policy = await policy_of(agency.id)
        _check_seen(policy, revision)
        if policy is None:
            policy = ApprovalPolicy(agency_id=agency.id, revision=0)
        policy.kinds = sorted({kind.value for kind in facts.kinds})
        policy.with_others, policy.above = facts.with_others, facts.above
        policy.revision += 1
        await policy.save(force_create=policy.revision == 1)
        await ApprovalOffice.filter(policy_id=policy.id).delete()
        await ApprovalOffice.bulk_create(
            [
                ApprovalOffice(
                    policy_id=policy.id,
                    position=n,
                    office_id=each.office,
                    deputy_id=each.deputy,
                )
                for n, each in enumerate(facts.offices, start=1)
            ]
        )
        await record.entry(
            DIRECTORY,
            "approval_policy.changed",
            by=by,
            subject=agency.id,
            kinds=policy.kinds,
            with_others=policy.with_others,
            above=policy.above,
            offices=[offices[each.office].title for each in facts.offices],
        )
    return policy


async def drop_policy(agency_id: UUID, *, revision: int | None = None, by: User) -> None:
    """Let an agency publish freely again. Refuses as `set_policy`; NotFound where none was set."""
    agency = await _kept(agency_id, by=by)
    async with journal.transaction() as record:
        await lock_row(Agency, agency.id)
        policy = await policy_of(agency.id)
        if policy is None:
            raise NotFound(_("Instansi ini tidak mensyaratkan persetujuan."))
        _check_seen(policy, revision)
        await policy.delete()
        await record.entry(DIRECTORY, "approval_policy.dropped", by=by, subject=agency.id)


async def _kept(agency_id: UUID, *, by: User) -> Agency:
    agency = await find_policy_agency(agency_id, to=by)
    if not may_keep_policy(by, agency):
        raise Forbidden(_("Hanya admin instansi yang mengatur persetujuan sebelum terbit."))
    return agency


def _check_seen(policy: ApprovalPolicy | None, revision: int | None) -> None:
    now = policy.revision if policy else 0
    if revision is not None and revision != now:
        raise Moved(
            _("Pengaturan ini sudah diubah orang lain. Muat ulang, lalu coba lagi."), revision=now
        )


async def _offices(agency: Agency, facts: PolicyFacts) -> dict[UUID, Office]:
    """The offices by key; Invalid for one that is not of the agency's line, above or below it."""
    keys = {key for each in facts.offices for key in (each.office, each.deputy) if key}
    found = {row.id: row for row in await offices_in_line(agency) if row.id in keys}
    for at, each in enumerate(facts.offices):
        for name, key in (("office", each.office), ("deputy", each.deputy)):
            if key is not None and key not in found:
                raise Invalid.field(
                    f"offices.{at}.{name}", _("Pilih jabatan dari instansi ini atau atasannya.")
                )
    return found


async def offices_in_line(agency: Agency) -> list[Office]:
    """The offices that may approve: of the agency, of those above it, and of those below it."""
    above = [UUID(part) for part in agency.path.split("/") if part]
    rows = await Office.filter(agency_id__in=[*above, agency.id]).select_related("agency")
    below = Office.filter(agency__path__startswith=agency.path).select_related("agency")
    found = {row.id: row for row in [*rows, *await below.limit(500)]}
    return sorted(found.values(), key=lambda row: (row.precedence, row.title, row.id))
