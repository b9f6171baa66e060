"""A meeting with people of three agencies, a template with an office that signs, and approvers."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.directory.models import Agency, Office, OfficeHolder
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.letters import operations
from rakor.letters.models import LetterTemplate, OfficialLetter
from rakor.letters.rules import LetterFacts, TemplateFacts
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, State

PATTERN = "{sec}-{seq}/{pos}/{kka}/{mm}/{yyyy}"


@dataclass
class Desk:
    """Everybody and everything a letter needs."""

    meeting: Meeting
    rina: User
    keeper: User
    head: User
    secretary: User
    guest: User
    template: LetterTemplate
    invitations: list[Invitation]

    async def draft(self, **facts: object) -> OfficialLetter:
        wish = LetterFacts.model_validate(facts)
        return await operations.draft(self.meeting.id, wish, by=self.rina)

    async def issued(self, **facts: object) -> OfficialLetter:
        letter = await self.draft(**facts)
        await operations.submit(letter.id, by=self.rina)
        return await operations.issue(letter.id, by=self.rina)


@pytest.fixture
async def desk(db, bpsdm: Agency, bkn: Agency, new_user) -> Desk:
    rina = await new_user("Rina Penyusun", bpsdm, Role.ORGANIZER)
    keeper = await new_user("Kiki Pengelola", bpsdm, Role.AGENCY_ADMIN)
    head = await new_user("Wira Adinegara", bpsdm)
    secretary = await new_user("Sari Kusuma", bpsdm)
    guest = await new_user("Bagus Prakosa", bkn)
    office = await Office.create(title="Kepala Badan", agency=bpsdm, precedence=1)
    await OfficeHolder.create(office=office, person=head.person)
    template = await operations.add_template(
        TemplateFacts(
            agency=bpsdm.code,
            name="Undangan",
            number_pattern=PATTERN,
            position_code="BPSDM",
            archive_class_code="KS.01",
            city="Jakarta",
            signer_office=office.id,
            copies=["Menteri Contoh (sebagai laporan)", "Sekretaris Jenderal"],
        ),
        by=keeper,
    )
    meeting = await Meeting.create(
        title="Rapat Koordinasi Teknis",
        theme="Pemetaan program pengembangan kompetensi daerah",
        state=State.SCHEDULED,
        starts_at=datetime(2030, 12, 3, 2, tzinfo=UTC),
        ends_at=datetime(2030, 12, 3, 5, tzinfo=UTC),
        timezone="Asia/Jakarta",
        organizer=bpsdm,
        room="Ruang Anggrek Lt. 3",
        venue_name="Gedung Contoh",
        online_provider="Zoom",
        answer_by=datetime(2030, 11, 27, 9, tzinfo=UTC),
        uid="rapat@rakor.test",
    )
    await MeetingPart.create(meeting=meeting, person=head.person, part=Part.CHAIR)
    made = await invitations.invite(
        meeting.id,
        [
            Wish(email="sekda@kaltim.example.go.id", name="Sekretaris Daerah", agency=None),
            Wish(email="bagus@bkn.example.go.id", name="Bagus Prakosa", agency=bkn.code),
            Wish(email="dewi@bkn.example.go.id", name="Dewi Lestari", agency=bkn.code),
        ],
        by=rina,
    )
    return Desk(meeting, rina, keeper, head, secretary, guest, template, made)
