"""Who reported on promises by a link, and whose tasks are subscribed to: told, and forgotten."""

from datetime import UTC, datetime, timedelta

from rakor.database import new_id
from rakor.directory.models import Agency
from rakor.followups import operations
from rakor.followups.models import FollowUp, FollowUpLink, Progress, TaskFeed
from rakor.followups.rules import FollowUpState
from rakor.live.models import Commitment, Decision
from rakor.live.rules import Duty
from rakor.meetings.models import Meeting
from rakor.privacy import operations as privacy
from rakor.privacy import queries
from rakor.privacy.rules.erasure import NOBODY

AT = datetime(2026, 7, 1, 2, tzinfo=UTC)


async def reported(agency: Agency, name: str, email: str) -> Progress:
    key = new_id()
    meeting = await Meeting.create(
        id=key, title="Rapat", starts_at=AT, ends_at=AT, timezone="Asia/Jakarta",
        organizer=agency, uid=str(key),
    )  # fmt: skip
    decision = await Decision.create(meeting=meeting, number=1, text="x", recorded_at=AT)
    owed = await Commitment.create(
        decision=decision, duty=Duty.OWNER, agency=agency, name=agency.name
    )
    progress = await FollowUp.create(commitment=owed, state=FollowUpState.IN_PROGRESS)
    await FollowUpLink.create(
        meeting=meeting, agency=agency, digest=str(key), email=email,
        expires_at=AT + timedelta(days=9),
    )  # fmt: skip
    return await Progress.create(
        follow_up=progress, state=progress.state, reporter_name=name, reporter_office="Kabag", at=AT
    )


async def test_reports_by_a_link_are_told_and_lose_their_name(db, bagus, officer, second):
    person = bagus.person
    mine = await reported(person.agency, person.full_name, person.email)
    other = await Agency.create(code="LAN", name="LAN", short_name="LAN", kind="other")
    namesake = await reported(other, person.full_name, "lain@lan.go.id")
    await operations.make_task_feed(by=bagus)

    told = {section.key: section.rows for section in await queries.held_about(person)}
    counts = {row["what"]: row["count"] for row in told["records"]}
    assert counts["Laporan tindak lanjut atas nama Anda lewat tautan instansi"] == 1
    assert counts["Tautan tindak lanjut yang dikirim kepada Anda"] == 1
    assert "Langganan tugas" in {row["name"] for row in told["tokens"]}

    proposed = await privacy.propose_erasure(person.id, "Diminta", by=officer)
    await privacy.approve_erasure(proposed.id, by=second)
    names = [(await Progress.get(id=row.id)).reporter_name for row in (mine, namesake)]
    assert names == [NOBODY, person.full_name]
    assert sorted(await FollowUpLink.all().values_list("email", flat=True)) == [
        "",
        "lain@lan.go.id",
    ]
    assert await TaskFeed.all().count() == 0
