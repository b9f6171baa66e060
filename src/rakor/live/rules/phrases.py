"""Usual phrases that an agency keeps for its notes: what they may hold and who keeps them."""

from typing import Annotated, Protocol
from uuid import UUID

from pydantic import Field

from rakor.accounts.rules import Right
from rakor.errors import Conflict, Forbidden
from rakor.web.shapes import Line, Shape
from rakor.words import _

MOST_PHRASES = 100
# Stands for whoever has the floor, in what people write.
SPEAKER = "[pembicara]"

Word = Annotated[Line, Field(min_length=1, max_length=30, pattern=r"^\S+$")]
Words = Annotated[Line, Field(min_length=1, max_length=500)]


class PhraseFacts(Shape):
    """A phrase and the word after / that finds it; `[pembicara]` stands for whoever speaks."""

    word: Word
    text: Words


class PhraseChanges(Shape):
    """What is to be different."""

    word: Word | None = None
    text: Words | None = None


class Keeper(Protocol):
    """Whoever keeps phrases, as far as it depends on them."""

    @property
    def agency_id(self) -> UUID | None: ...
    def may(self, right: Right) -> bool: ...


def check_may_keep(by: Keeper) -> None:
    """Refuses (Forbidden) whoever does not prepare meetings."""
    if not by.may(Right.MAKE_MEETINGS):
        raise Forbidden(_("Kalimat baku disusun oleh sekretariat instansi."))


def check_room(kept: int) -> None:
    """Refuses (Conflict) more phrases than anybody finds again."""
    if kept >= MOST_PHRASES:
        raise Conflict(
            _("Satu instansi menyimpan paling banyak {n} kalimat baku.").format(n=MOST_PHRASES)
        )
