"""What may be said about a meeting that is made from something, and about a template."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from rakor.meetings.operations import Changes, ItemFacts, Moment, Seating
from rakor.meetings.rules import Convener, Delegation, Kind, Mode, Part, SecurityClass
from rakor.preparing.rules import Take
from rakor.web.shapes import Line, Shape, Text

MOST_ITEMS = 200
MOST_SEATS = 2000


def _left_out() -> Any:
    """Stands where a member was not sent: `model_fields_set` tells, nobody reads the value."""
    return None


class Begun(Changes):
    """A meeting made from something else: whatever is said here counts, the rest is taken over."""

    starts_at: Moment
    take: Annotated[list[Take], Field(max_length=len(Take))] | None = Field(
        default=None, description="What is taken over; left out: all but the link"
    )


class NextFacts(Begun):
    """The meeting that follows an earlier one."""

    agenda_items: Annotated[list[UUID], Field(max_length=MOST_ITEMS)] | None = Field(
        default=None, description="Which items of the earlier agenda; left out: all"
    )
    opening_item: bool = Field(
        default=False, description="Begin with one item for all follow-ups that are still open"
    )
    follow_ups: Annotated[list[UUID], Field(max_length=MOST_ITEMS)] = Field(
        default_factory=list, description="Open follow-ups that become items of their own"
    )


class SeatFacts(Shape):
    """Whom a template names: an office, a person, or a group by its line or key."""

    part: Part = Part.PARTICIPANT
    office: UUID | None = None
    person: UUID | None = None
    group: Annotated[Line, Field(max_length=300)] = ""


class TemplateChanges(Shape):
    """What may be changed about a template; what is not sent stays as it is."""

    name: Annotated[Line, Field(min_length=1, max_length=120)] = Field(default_factory=_left_out)
    kind: Kind = Field(default_factory=_left_out)
    mode: Mode = Field(default_factory=_left_out)
    minutes: Annotated[int, Field(ge=5, le=44_640)] = Field(default_factory=_left_out)
    security_class: SecurityClass = Field(default_factory=_left_out)
    title: Annotated[Line, Field(max_length=300)] = Field(default_factory=_left_out)
    theme: Annotated[Line, Field(max_length=500)] = Field(default_factory=_left_out)
    purpose: Annotated[Text, Field(max_length=10_000)] = Field(default_factory=_left_out)
    called_by: Convener = Field(default_factory=_left_out)
    shows_roster: bool = Field(default_factory=_left_out)
    answer_days: Annotated[int, Field(ge=0, le=90)] | None = Field(
        default=None, description="How many days before it begins answers are due"
    )
    delegation: Delegation = Field(default_factory=_left_out)
    total_quota: Annotated[int, Field(ge=1, le=100_000)] | None = None
    quotas: Annotated[list[Seating], Field(max_length=1000)] = Field(default_factory=_left_out)
    agenda: Annotated[list[ItemFacts], Field(max_length=MOST_ITEMS)] = Field(
        default_factory=_left_out
    )
    officers: Annotated[list[SeatFacts], Field(max_length=MOST_SEATS)] = Field(
        default_factory=_left_out
    )
    invited: Annotated[list[SeatFacts], Field(max_length=MOST_SEATS)] = Field(
        default_factory=_left_out
    )


class TemplateFacts(TemplateChanges):
    """A new template; `agency` is a code, one's own agency when not said."""

    name: Annotated[Line, Field(min_length=1, max_length=120)]
    agency: Annotated[Line, Field(max_length=40)] | None = None


class SavedAs(Shape):
    """How the template is called that a meeting is kept as."""

    name: Annotated[Line, Field(min_length=1, max_length=120)]


__all__ = [
    "MOST_ITEMS",
    "Begun",
    "NextFacts",
    "SavedAs",
    "SeatFacts",
    "TemplateChanges",
    "TemplateFacts",
]
