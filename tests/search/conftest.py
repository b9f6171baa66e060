"""Two meetings of which everything there is can be found by the word `padanan`."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.documents.richtext import dump, from_text
from rakor.live.models import Commitment, Decision, Note
from rakor.live.rules import Duty
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart
from rakor.meetings.rules import Part, State
from rakor.minutes.export import to_content
from rakor.minutes.export.values import (
    AgendaNotes,
    Facts,
    Letterhead,
    MinutesDocument,
    Signatory,
    Signing,
)
from rakor.minutes.models import Minutes
from rakor.minutes.rules import MinutesState
from rakor.press.models import Release
from rakor.press.rules import ReleaseState
from rakor.search.operations import reindex

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


@dataclass
class Said:
    """The things by name, and everyone who has something to do with them."""

    meeting: Meeting
    open_item: AgendaItem
    hidden_item: AgendaItem
    open_decision: Decision
    hidden_decision: Decision
    owed: Commitment
    minutes: Minutes
    release: Release
    people: dict[str, User]


def document(meeting: Meeting) -> MinutesDocument:
    """Minutes with an open and a confidential part."""
    return MinutesDocument(
        Letterhead("", "BPSDM"),
        Facts(meeting.title, "Senin, 2 Maret 2026", ("09.00 WIB",), ("Ruang Garuda",)),
        Signing("Jakarta", Signatory((), "Wirakarsa"), Signatory((), "Rina")),
        AT,
        discussion=(
            AgendaNotes(1, "Kuota", notes="Padanan kuota kursi disepakati"),
            AgendaNotes(2, "Nama", notes="Padanan nama calon rahasia", confidential=True),
        ),
    )


@pytest.fixture
async def said(bpsdm: Agency, bkn: Agency, new_user, rina: User, admin: User) -> Said:
    people = {
        "rina": rina,
        "admin": admin,
        "chair": await new_user("Wirakarsa Adinegara", bpsdm),
        "guest": await new_user("Tamu Peserta", bkn),
        "owner": await new_user("Bagus Prakosa", bkn),
        "stranger": await new_user("Orang Luar", None),
    }
    meeting = await Meeting.create(
        title="Rapat Padanan Jabatan",
        theme="Notulensi pendek, K/L hadir",
        letter_number="B-123/LAN/2026",
        room="Ruang Garuda",
        starts_at=AT,
        ends_at=AT + timedelta(hours=3),
        timezone="Asia/Jakarta",
        organizer=bpsdm,
        state=State.FINISHED,
        uid="padanan@rakor.test",
    )
    for name, part in (("chair", Part.CHAIR), ("guest", Part.PARTICIPANT)):
        await MeetingPart.create(meeting=meeting, person=people[name].person, part=part)
    items, decisions = [], []
    for n, hidden in enumerate((False, True), 1):
        item = await AgendaItem.create(
            meeting=meeting, position=n, title=f"Pokok {n}", confidential=hidden
        )
        await Note.create(
            meeting=meeting,
            item=item,
            body=dump(from_text(f"Catatan padanan {n}")),
            revision=1,
            at=AT,
        )
        decision = await Decision.create(
            meeting=meeting, item=item, number=n, text=f"Padanan {n} ditetapkan", recorded_at=AT
        )
        items.append(item)
        decisions.append(decision)
    owed = await Commitment.create(
        decision=decisions[0], duty=Duty.OWNER, agency=bkn, name="Badan Kepegawaian Negara"
    )
    minutes = await Minutes.create(
        meeting=meeting,
        state=MinutesState.APPROVED,
        journal_seq=1,
        content={"document": to_content(document(meeting)), "items": [], "edited": []},
        drafted_by=rina.person,
        drafted_at=AT,
        approved_at=AT,
    )
    release = await Release.create(
        meeting=meeting,
        slug="padanan",
        headline="Padanan jabatan siap",
        city="Jakarta",
        dated=AT.date(),
        drafted_by=rina.person,
        drafted_at=AT,
        edited_at=AT,
        state=ReleaseState.DRAFT,
    )
    await reindex()
    return Said(meeting, *items, *decisions, owed, minutes, release, people)
