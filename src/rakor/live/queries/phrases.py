"""The usual phrases of an agency."""

from typing import Any
from uuid import UUID

from rakor.live.models import Phrase


def phrase_state(phrase: Phrase) -> dict[str, Any]:
    """A phrase as programs and the editor read it."""
    return {
        "id": phrase.id,
        "word": phrase.word,
        "text": phrase.text,
        "revision": phrase.revision,
    }


async def phrases_of(agency_id: UUID | None) -> list[Phrase]:
    """What an agency keeps, by the words that find them; nothing for whoever has no agency."""
    if agency_id is None:
        return []
    return await Phrase.filter(agency_id=agency_id).order_by("word", "text", "id")
