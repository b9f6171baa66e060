"""What an agency owes of a meeting: the link it reports by, and a file that it handed in."""

from datetime import UTC, datetime, timedelta
from typing import Any

from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.documents.stored import write_whole
from rakor.followups import operations, queries
from rakor.followups.models import Evidence, FollowUp, FollowUpLink, Progress
from rakor.followups.rules import FollowUpState
from rakor.invitations.queries import digest
from rakor.live.models import Commitment
from rakor.meetings.models import Meeting
from rakor.meetings.rules import MaterialKind


async def promises_of(meeting: Meeting, owed: Commitment | None) -> dict[str, Any]:
    """The keys of a link and of a file; nothing while nobody owes anything."""
    if owed is None:
        return {}
    agency = await Agency.get(id=owed.agency_id)
    link = await FollowUpLink.get_or_none(meeting_id=meeting.id, agency_id=agency.id)
    if link is None:
        later = datetime.now(UTC) + timedelta(days=300)
        link = FollowUpLink(meeting_id=meeting.id, agency_id=agency.id, expires_at=later)
        link.digest = digest(queries.link_token(link))
        await link.save(force_create=True)
    progress, _made = await FollowUp.get_or_create(
        commitment_id=owed.id, defaults={"state": FollowUpState.IN_PROGRESS}
    )
    file = await Evidence.filter(progress__follow_up_id=progress.id).first()
    if file is None:
        report = await Progress.create(
            follow_up=progress,
            state=progress.state,
            reporter_name="Pelapor Instansi",
            reporter_office="Kepala Bagian",
            at=meeting.starts_at,
        )
        file = await Evidence.create(
            progress=report,
            position=1,
            name="bukti.pdf",
            kind=MaterialKind.PDF,
            size=5,
            sha256="0" * 64,
        )
        write_whole(queries.evidence_path(file.id), b"%PDF-")
    token = queries.link_token(link)
    return {"follow_up_link": link.id, "follow_up_token": token, "evidence": file.id}


async def tasks_of(user: User) -> str:
    """The secret of the address of somebody's tasks."""
    return queries.task_token(await operations.make_task_feed(by=user))
