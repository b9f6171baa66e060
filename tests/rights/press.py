"""Photos and releases of a meeting, for the doors that lead to them."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from rakor.directory.models import Person
from rakor.documents.pictures import PictureKind
from rakor.invitations.queries import digest
from rakor.meetings.models import Meeting, MeetingPart
from rakor.minutes.models import Photo, PhotoPerson
from rakor.minutes.queries.photos import photo_path
from rakor.minutes.rules.photos import PhotoConsent
from rakor.press.models import Release, ReleasePhoto, ReleaseQuote, ReleaseRevision
from rakor.press.queries import quote_token
from rakor.press.rules import QuoteState, ReleaseState

PICTURE = (Path(__file__).parents[1] / "documents" / "pictures" / "two.jpg").read_bytes()


async def press_of(meeting: Meeting) -> dict[str, Any]:
    """A photo everybody may see, one that goes, a draft with a quote, and what is out."""
    part = await MeetingPart.filter(meeting=meeting).order_by("id").first()
    named = await Person.get(id=part.person_id) if part else await Person.all().first()
    photo, going = [await _photo(meeting, named, n) for n in (1, 2)]
    draft = await _release(meeting, named, "draf", ReleaseState.DRAFT)
    out = await _release(meeting, named, "terbit", ReleaseState.PUBLISHED)
    await ReleasePhoto.get_or_create(release_id=out.id, photo_id=photo.id, defaults={"position": 1})
    quote, _made = await ReleaseQuote.get_or_create(
        release_id=draft.id, speaker="Pejabat", text="Siap.", defaults={"position": 1}
    )
    quote.state, quote.digest = QuoteState.ASKED, digest(quote_token(quote))
    await quote.save()
    return {
        "photo": photo.id,
        "photo_going": going.id,
        "photo_person": named.id,
        "release": draft.id,
        "release_out": out.id,
        "slug": out.slug,
        "quote": quote.id,
        "quote_token": quote_token(quote),
    }


async def _photo(meeting: Meeting, named: Person, position: int) -> Photo:
    photo, _made = await Photo.get_or_create(
        meeting_id=meeting.id,
        position=position,
        defaults={
            "caption": "Pembukaan",
            "alternative": "Orang di meja",
            "consent": PhotoConsent.PUBLIC,
            "recorded_by_id": named.id,
            "kind": PictureKind.JPG,
            "width": 48,
            "height": 32,
            "size": len(PICTURE),
            "sha256": sha256(PICTURE).hexdigest(),
            "added_at": meeting.starts_at,
        },
    )
    await PhotoPerson.get_or_create(
        photo_id=photo.id, person_id=named.id, defaults={"name": named.full_name}
    )
    photo_path(photo.id).parent.mkdir(parents=True, exist_ok=True)
    photo_path(photo.id).write_bytes(PICTURE)
    return photo


async def _release(meeting: Meeting, by: Person, name: str, state: ReleaseState) -> Release:
    at = meeting.starts_at
    release, made = await Release.get_or_create(
        slug=f"{name}-{str(meeting.id)[-12:]}",
        defaults={
            "meeting_id": meeting.id,
            "state": state,
            "headline": "Siaran pers",
            "city": "Jakarta",
            "dated": at.date(),
            "drafted_by_id": by.id,
            "drafted_at": at,
            "edited_at": at,
            "published_at": at if state is ReleaseState.PUBLISHED else None,
        },
    )
    if made:
        content = {
            "headline": "Siaran pers",
            "city": "Jakarta",
            "dated": at.date().isoformat(),
            **dict.fromkeys(("lead", "body", "about", "contact"), ""),
            **{name: [] for name in ("results", "counts", "authors", "photos")},
        }
        await ReleaseRevision.create(release_id=release.id, number=1, content=content, at=at)
    return release
