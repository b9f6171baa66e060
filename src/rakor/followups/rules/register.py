"""What readers may ask of the register of decisions, and what its states are called."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from rakor.live.rules import Funding, Horizon
from rakor.meetings.rules import Kind
from rakor.web.shapes import Line, Shape
from rakor.words import N_

MOST_WORDS = 8  # of a search; what is typed beyond them is not looked for

# The choice "all" of a form, and a field left empty, send an empty value.
_Empty = BeforeValidator(lambda said: None if said == "" else said)
Code = Annotated[Line, Field(max_length=40)]


class Standing(StrEnum):
    """Whether a decision stands, or was struck; its number and words stay either way."""

    ACTIVE = "active"
    STRUCK = "struck"


STANDINGS = {Standing.ACTIVE: N_("Tetap berlaku"), Standing.STRUCK: N_("Dicoret")}


class Sort(StrEnum):
    """By the meeting, the newest first, or by what is due first."""

    NEWEST = "newest"
    DUE = "due"


SORTS = {Sort.NEWEST: N_("Rapat terbaru dahulu"), Sort.DUE: N_("Target waktu terdekat dahulu")}


class Asked(Shape):
    """Which decisions: by words, who owes or supports, what was said of them, and when.

    `owner` and `supporting` are agency codes, `year` that in which the meeting began.
    """

    q: Annotated[Line, Field(max_length=200)] = ""
    owner: Annotated[Code | None, _Empty] = None
    supporting: Annotated[Code | None, _Empty] = None
    horizon: Annotated[Horizon | None, _Empty] = None
    funding: Annotated[Funding | None, _Empty] = None
    indicator: Annotated[bool | None, _Empty] = None
    status: Annotated[Standing | None, _Empty] = None
    due_from: Annotated[date | None, _Empty] = None
    due_to: Annotated[date | None, _Empty] = None
    kind: Annotated[Kind | None, _Empty] = None
    year: Annotated[Annotated[int, Field(ge=1945, le=2200)] | None, _Empty] = None

    def said(self) -> dict[str, Any]:
        """What was asked for, as an address says it; nothing of what was left open."""
        found = self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        words = {True: "true", False: "false"}
        return {
            name: words[value] if isinstance(value, bool) else value
            for name, value in found.items()
        }

    @property
    def words(self) -> list[str]:
        """The words that are looked for; each has to be there."""
        return self.q.split()[:MOST_WORDS]
