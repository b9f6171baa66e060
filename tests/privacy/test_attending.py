"""What attendance holds about somebody beside the list: told whole, and gone when it may go."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor.attendance.models import NominationLink, Nominee, OnlineVisit, Signature, TrainingCredit
from rakor.privacy import operations, queries
from rakor.privacy.rules.erasure import NOBODY, NOWHERE
from rakor.privacy.rules.retention import Kind

LONG_AGO = datetime(2019, 6, 20, 2, tzinfo=UTC)


@pytest.fixture
async def came(held, bkn):
    """Bagus signed at the desk, was in the video room, was named for a seat and credited."""
    meeting, head = held.meeting, held.head
    await Signature.create(
        meeting=meeting, head=head, nonce="s1", strokes="[]", width=300, height=100, at=LONG_AGO
    )
    await OnlineVisit.create(
        meeting=meeting, head=head, key="k1", name="BKN_Bagus", joined_at=LONG_AGO,
        email="bagus@rumah.test", left_at=LONG_AGO + timedelta(hours=1),
    )  # fmt: skip
    await Nominee.create(
        meeting=meeting, agency=bkn, name="Bagus Prakosa", email="bagus@rumah.test", position=1,
        invitation=held.invitation, named_at=LONG_AGO,
    )  # fmt: skip
    await NominationLink.create(
        meeting=meeting, agency=bkn, digest="d1", email="bagus@rumah.test", sent_at=LONG_AGO
    )
    await TrainingCredit.create(
        meeting=meeting, head=head, person_id=held.guest.id, name="Bagus Prakosa", hours=8,
        year=2019, number="JP-1", issued_at=LONG_AGO,
    )  # fmt: skip
    return held


async def test_everything_of_it_is_told_to_the_person(came, bagus):
    told = {each.key: each for each in await queries.held_about(bagus.person, whole=True)}
    counted = {key: len(told[key].rows) for key in ("signatures", "visits", "training")}
    assert counted == {"signatures": 1, "visits": 1, "training": 1}
    assert [row["what"] for row in told["nominations"].rows] == [
        "Dicalonkan",
        "Diminta mencalonkan",
    ]


async def test_erasure_takes_strokes_and_addresses_and_leaves_the_hours(
    came, bagus, officer, second, engine
):
    proposed = await operations.propose_erasure(bagus.id, "Sudah pensiun dari dinas.", by=officer)
    await operations.approve_erasure(proposed.id, by=second)

    assert await Signature.all().count() == 0
    visit, nominee = await OnlineVisit.get(), await Nominee.get()
    assert (visit.name, visit.email, visit.joined_at) == (NOBODY, "", LONG_AGO)
    assert (nominee.name, nominee.email) == ("Bagus Prakosa", f"{nominee.id}{NOWHERE}")
    assert (await NominationLink.get()).email == ""
    assert (await TrainingCredit.get()).name == "Bagus Prakosa"


async def test_what_is_past_its_time_is_due(came):
    due = {each.rule.kind: each for each in await queries.dry_run(datetime.now(UTC))}
    kinds = (Kind.SIGNATURE, Kind.ONLINE_VISIT, Kind.NOMINATION)
    assert [due[kind].count for kind in kinds] == [1, 1, 1]
    assert "Bagus" not in "".join(word for kind in kinds for word in due[kind].examples)
