"""Photos and quotes of somebody: told to them, and gone when their data are erased."""

from rakor.minutes.models import Photo
from rakor.minutes.queries.photos import photos_of
from rakor.press import operations
from rakor.press.models import ReleaseQuote
from rakor.press.rules import QuoteFacts, ReleaseStart
from rakor.privacy import queries
from rakor.privacy.operations import erasure

from ..privacy.conftest import officer, second

__all__ = ["officer", "second"]


async def test_photos_and_quotes_are_told_to_whom_they_are_about(desk, take_photo):
    await take_photo("Bagus berbicara", people=[desk.guest])
    release = await operations.draft(desk.meeting.id, ReleaseStart(), by=desk.writer)
    said = QuoteFacts(speaker="Bagus Prakosa", text="Setuju.", email=desk.guest.person.email)
    await operations.add_quote(release.id, said, by=desk.writer)

    told = {section.key: section.rows for section in await queries.held_about(desk.guest.person)}
    assert [row["subject"] for row in told["photos"]] == ["Bagus berbicara"]
    assert [(row["words"], row["answer"]) for row in told["quotes"]] == [
        ("Setuju.", "Belum dimintakan persetujuan")
    ]


async def test_an_erasure_takes_photos_away_and_the_address_of_quotes(
    desk, take_photo, officer, second
):
    photo = await take_photo(people=[desk.guest])
    release = await operations.draft(desk.meeting.id, ReleaseStart(), by=desk.writer)
    said = QuoteFacts(speaker="Bagus Prakosa", text="Setuju.", email=desk.guest.person.email)
    await operations.add_quote(release.id, said, by=desk.writer)

    wished = await erasure.propose(desk.guest.person.id, "Permintaan sendiri", by=officer)
    await erasure.approve(wished.id, by=second)

    assert await photos_of(desk.meeting.id) == []
    assert (await Photo.get(id=photo.id)).withdrawn_at is not None
    assert (await ReleaseQuote.get()).email == ""
