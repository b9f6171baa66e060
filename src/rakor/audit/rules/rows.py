"""An entry as somebody may read it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from rakor.audit.rules.phrases import phrase_of
from rakor.words import N_


class Hidden(StrEnum):
    """Why title and data of an entry are not shown."""

    MEETING = "confidential_meeting"
    ITEM = "confidential_item"


HIDDEN = {
    Hidden.MEETING: N_("Rapat rahasia: isinya hanya untuk yang ditunjuk di dalamnya."),
    Hidden.ITEM: N_("Isi pokok agenda rahasia tidak ditampilkan."),
}


@dataclass(frozen=True, slots=True)
class Object:
    """What an entry is about: its kind, its key, its name, and its page where one may open it."""

    kind: str
    id: UUID
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry, masked; `data` is None where `hidden` says why."""

    id: UUID
    stream: UUID
    seq: int
    kind: str
    at: datetime
    actor: UUID | None
    actor_name: str
    object: Object | None
    about: Object | None
    data: dict[str, Any] | None
    hidden: Hidden | None
    proof: str | None

    @property
    def phrase(self) -> str:
        """What was done, as a phrase of the catalogue."""
        return phrase_of(self.kind)

    @property
    def hidden_word(self) -> str:
        """Why it is not shown, as a phrase of the catalogue."""
        return HIDDEN[self.hidden] if self.hidden else ""
