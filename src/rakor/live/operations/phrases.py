"""Keeping the usual phrases of one's own agency."""

from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.operations import DIRECTORY
from rakor.errors import Invalid, Moved, NotFound
from rakor.live.models import Phrase
from rakor.live.rules import phrases as rules
from rakor.live.rules.phrases import PhraseChanges, PhraseFacts
from rakor.words import _


async def add_phrase(facts: PhraseFacts, *, by: User) -> Phrase:
    """Keep a phrase: whoever writes in a meeting of this agency finds it from now on.

    Refuses (Forbidden) whoever does not prepare meetings, (Invalid) whoever has no agency, and
    (Conflict) the hundred and first.
    """
    rules.check_may_keep(by)
    if by.agency_id is None:
        raise Invalid(_("Anda tidak mempunyai instansi."))
    async with journal.transaction() as record:
        rules.check_room(await Phrase.filter(agency_id=by.agency_id).count())
        phrase = await Phrase.create(agency_id=by.agency_id, word=facts.word, text=facts.text)
        await _tell(record, "phrase.added", phrase, by=by)
    return phrase


async def change_phrase(
    phrase_id: UUID, changes: PhraseChanges, *, revision: int | None = None, by: User
) -> Phrase:
    """Say a phrase differently; notes that hold it stay. Refuses (Moved) an older revision."""
    async with journal.transaction() as record:
        phrase = await _found(phrase_id, revision, by)
        said = changes.model_dump(exclude_unset=True, exclude_none=True)
        if all(getattr(phrase, name) == value for name, value in said.items()):
            return phrase
        phrase.update_from_dict(said)
        phrase.revision += 1
        await phrase.save()
        await _tell(record, "phrase.changed", phrase, by=by)
    return phrase


async def remove_phrase(phrase_id: UUID, *, revision: int | None = None, by: User) -> Phrase:
    """Take a phrase out of the list; notes that hold it stay. Refuses (Moved) an older revision."""
    async with journal.transaction() as record:
        phrase = await _found(phrase_id, revision, by)
        await phrase.delete()
        await _tell(record, "phrase.removed", phrase, by=by)
    return phrase


async def _found(phrase_id: UUID, revision: int | None, by: User) -> Phrase:
    """A phrase of one's own agency; another's is not there."""
    rules.check_may_keep(by)
    phrase = await Phrase.select_for_update().get_or_none(id=phrase_id, agency_id=by.agency_id)
    if phrase is None:
        raise NotFound(_("Kalimat baku ini tidak ada."))
    if revision is not None and revision != phrase.revision:
        raise Moved(_("Data ini sudah diubah orang lain. Muat ulang, lalu coba lagi."))
    return phrase


async def _tell(record: journal.Record, kind: str, phrase: Phrase, *, by: User) -> None:
    await record.entry(
        DIRECTORY,
        kind,
        by=by,
        phrase=phrase.id,
        agency=phrase.agency_id,
        word=phrase.word,
        text=phrase.text,
    )
