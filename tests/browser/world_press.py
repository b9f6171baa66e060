"""Photos of the meeting that is over, a release that waits for a quote, and one that is out."""

from pathlib import Path

from rakor.accounts.models import User
from rakor.meetings.models import Meeting, MeetingPart
from rakor.minutes.operations.photos import add_photo
from rakor.minutes.rules.photos import PhotoConsent, PhotoFacts
from rakor.press import operations
from rakor.press.rules import Author, QuoteFacts, ReleaseChanges, ReleaseStart

PICTURE = (Path(__file__).parents[1] / "documents" / "pictures" / "two.jpg").read_bytes()
BODY = """Pembahasan **berlangsung terbuka**.

- kuota kursi
- pola pembelajaran
"""


async def furnish_press(made: dict[str, Meeting], people: dict[str, User]) -> dict[str, str]:
    """The keys of the draft and of the link to its quote; the address of what is out."""
    held, organizer = made["held"], people["organizer"]
    part = await MeetingPart.filter(meeting=held, person_id=people["participant"].id).first()
    facts = PhotoFacts(
        caption="Pembukaan rapat oleh pimpinan",
        alternative="Pimpinan berdiri di depan layar, peserta duduk menghadapnya",
        photographer="Humas BPSDM",
        consent=PhotoConsent.PUBLIC,
        consent_note="Diumumkan pembawa acara",
        people=[part.person_id] if part else [],
    )
    photo = await add_photo(held.id, PICTURE, facts, by=organizer)
    out = await operations.draft(held.id, ReleaseStart(), by=organizer)
    changes = ReleaseChanges(
        headline="Daerah mendapat kursi pelatihan",
        body=BODY,
        results=["Kuota 30% kursi bagi daerah.", "Uji coba dimulai bulan depan."],
        photos=[photo.id],
        authors=[Author(name="Kusdi", function="Humas Ahli Muda")],
        about="BPSDM Kementerian Dalam Negeri.",
        contact="humas@bpsdm.example.go.id",
        featured=True,
    )
    await operations.edit(out.id, changes, by=organizer)
    await operations.approve(out.id, by=people["chair"])
    await operations.publish(out.id, by=organizer)
    draft = await operations.draft(held.id, ReleaseStart(), by=organizer)
    quote = await operations.add_quote(
        draft.id,
        QuoteFacts(speaker="Wirakarsa Adinegara", office="Kepala BPSDM", text="Kami siap."),
        by=organizer,
    )
    link = await operations.ask(draft.id, quote.id, by=organizer)
    return {
        "release": str(draft.id),
        "release_out": str(out.id),
        "release_slug": out.slug,
        "quote_token": link.rpartition("/")[2],
    }
