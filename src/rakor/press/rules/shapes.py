"""What is written for a release, as forms and programs hand it in."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field

from rakor.web.shapes import Email, Line, Shape, Text

MOST_AUTHORS = 12
MOST_RESULTS = 60
MOST_QUOTES = 30
MOST_MEETINGS = 10
MOST_PHOTOS = 20


def _none_when_empty(value: Any) -> Any:
    return None if value == "" else value


class Author(Shape):
    """Who wrote it; a byline of one name needs nothing else."""

    name: Annotated[Line, Field(min_length=1, max_length=300)]
    function: Annotated[Line, Field(max_length=200)] = ""


class ReleaseStart(Shape):
    """Which other meetings the same release is about."""

    meetings: Annotated[list[UUID], Field(max_length=MOST_MEETINGS - 1)] = []


class ReleaseChanges(Shape):
    """What is written differently; what is left out stays.

    `body` is plain text with paragraphs, `- ` and `1. ` lists, `**bold**` and `*italic*`.
    `photos` are photos of the meetings in their order.
    """

    headline: Annotated[Line, Field(min_length=1, max_length=300)] = ""
    city: Annotated[Line, Field(min_length=1, max_length=80)] = ""
    dated: date | None = None
    lead: Annotated[Text, Field(max_length=3000)] = ""
    body: Annotated[Text, Field(max_length=40_000)] = ""
    results: Annotated[
        list[Annotated[Text, Field(min_length=1, max_length=3000)]], Field(max_length=MOST_RESULTS)
    ] = []
    shows_counts: bool = True
    authors: Annotated[list[Author], Field(max_length=MOST_AUTHORS)] = []
    photos: Annotated[list[UUID], Field(max_length=MOST_PHOTOS)] = []
    about: Annotated[Text, Field(max_length=3000)] = ""
    contact: Annotated[Text, Field(max_length=1000)] = ""
    embargo_until: Annotated[datetime | None, BeforeValidator(_none_when_empty)] = None
    featured: bool = False
    note: Annotated[Line, Field(max_length=300)] = ""


class QuoteFacts(Shape):
    """Words of somebody, with the office in which they say them; `email` is who is asked."""

    speaker: Annotated[Line, Field(min_length=1, max_length=300)]
    office: Annotated[Line, Field(max_length=300)] = ""
    text: Annotated[Text, Field(min_length=1, max_length=3000)]
    email: Annotated[Email | None, BeforeValidator(_none_when_empty)] = None


class QuoteAnswer(Shape):
    """What the quoted office says: `text` only where it says its words differently."""

    answer: Annotated[str, Field(pattern="^(approved|changed|declined)$")]
    text: Annotated[Text, Field(max_length=3000)] = ""
    note: Annotated[Text, Field(max_length=1000)] = ""


class Reason(Shape):
    """Why it is taken back or sent back."""

    reason: Annotated[Text, Field(min_length=1, max_length=1000)]
