"""Photos and the press release of a scenario: each act is an operation of Rakor, on its own day."""

from rakor import journal
from rakor.demo.hold import Holding
from rakor.demo.story import SCENARIOS, Press
from rakor.minutes.operations.photos import add_photo
from rakor.minutes.rules.photos import PhotoFacts
from rakor.press import operations
from rakor.press.rules import QuoteAnswer, QuoteFacts, ReleaseChanges, ReleaseStart

TEXTS = {"headline", "city", "body", "about", "contact", "featured", "note", "shows_counts"}


async def tell(holding: Holding, record: journal.Record) -> None:
    """Add the photos, write the release, have it approved, publish and correct it."""
    said = holding.event.press
    photos = await _photos(holding, record)
    if said is None:
        return
    writer, organizer = holding.cast.user(said.by), holding.organizer
    chair = next(each.who for each in holding.event.officers if each.part.value == "chair")
    record.at = holding.at(said.drafted)
    others = [holding.earlier.id] if said.covers_earlier and holding.earlier else []
    release = await operations.draft(holding.meeting_id, ReleaseStart(meetings=others), by=writer)
    changes = _changes(said) | {"photos": photos}
    await operations.edit(release.id, ReleaseChanges.model_validate(changes), by=writer)
    for quote in said.quotes:
        facts = quote.model_dump(include={"speaker", "office", "text"})
        row = await operations.add_quote(release.id, QuoteFacts(**facts), by=writer)
        answer = QuoteAnswer(answer="approved", note=quote.agreed)
        await operations.record_answer(release.id, row.id, answer, by=writer)
    record.at = holding.at(said.approved)
    await operations.approve(release.id, by=holding.cast.user(chair))
    record.at = holding.at(said.published)
    await operations.publish(release.id, by=organizer)
    for change in said.corrections:
        record.at = holding.at(change.at)
        texts = change.model_dump(include=TEXTS, exclude_unset=True)
        await operations.edit(release.id, ReleaseChanges.model_validate(texts), by=organizer)


async def _photos(holding: Holding, record: journal.Record) -> list[str]:
    """The photos of the event by their files beside the scenario; gives those for the public."""
    public = []
    for said in holding.event.photos:
        record.at = holding.at(holding.event.closed)
        facts = PhotoFacts.model_validate(said.model_dump(exclude={"file"}))
        content = (SCENARIOS / said.file).read_bytes()
        photo = await add_photo(holding.meeting_id, content, facts, by=holding.organizer)
        if said.consent.value == "public":
            public.append(str(photo.id))
    return public


def _changes(said: Press) -> dict[str, object]:
    texts = said.model_dump(include=TEXTS, exclude_unset=True)
    authors = [each.model_dump() for each in said.authors]
    return texts | ({"authors": authors} if authors else {})
