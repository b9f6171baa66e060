"""A meeting that was held, with somebody for public relations and a second one of the staff."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part
from rakor.minutes.models import Photo
from rakor.minutes.operations.photos import add_photo
from rakor.minutes.rules.photos import PhotoConsent, PhotoFacts
from rakor.settings import settings

from ..minutes.conftest import Held, held

__all__ = ["held"]

PICTURES = Path(__file__).parents[1] / "documents" / "pictures"
JPG = (PICTURES / "two.jpg").read_bytes()


@dataclass
class Desk:
    """The meeting and everybody who has to do with its release."""

    meeting: Meeting
    chair: User
    writer: User
    staff: User
    guest: User
    stranger: User

    @property
    def api(self) -> str:
        return f"/api/v1/meetings/{self.meeting.id}/releases"

    @property
    def page(self) -> str:
        return f"/meetings/{self.meeting.id}/press"


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    monkeypatch.setattr(settings(), "files", tmp_path)
    return tmp_path


@pytest.fixture
async def desk(held: Held, new_user, bpsdm, bkn) -> Desk:
    writer = await new_user("Intan Permatadewi", bkn)
    staff = await new_user("Ratnasari Halim", bpsdm, Role.ORGANIZER)
    await MeetingPart.create(meeting=held.meeting, person=writer.person, part=Part.PR_OFFICER)
    return Desk(held.meeting, held.chair, writer, staff, held.guest, held.stranger)


@pytest.fixture
def take_photo(desk: Desk):
    """Adds a photo: `await take_photo("Pembukaan", PhotoConsent.PUBLIC, [person])`."""

    async def take(
        caption: str = "Pembukaan rapat",
        consent: PhotoConsent = PhotoConsent.PUBLIC,
        people: list[User] | None = None,
        content: bytes = JPG,
    ) -> Photo:
        facts = PhotoFacts(
            caption=caption,
            alternative=f"Orang duduk di ruang rapat: {caption}",
            consent=consent,
            consent_note="" if consent is PhotoConsent.NOT_ASKED else "Diumumkan pembawa acara",
            people=[each.id for each in people or []],
        )
        return await add_photo(desk.meeting.id, content, facts, by=desk.writer)

    return take
