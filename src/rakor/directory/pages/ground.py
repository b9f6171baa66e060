"""What the pages of the directory share: forms that leave out what was left open, and lists."""

from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from pydantic import Field, field_validator, model_validator
from starlette.requests import Request

from rakor.directory.models import Person
from rakor.directory.rules import AgencyKind, Reader, sees_private
from rakor.web.shapes import Line, Shape
from rakor.words import _

ONE = "/{id:uuid}"


class Filled(Shape):
    """A form sends empty texts for what was left open; they count as not said."""

    revision: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _said(cls, values: Any) -> Any:
        return {name: value for name, value in values.items() if value != ""}

    def said(self) -> dict[str, Any]:
        return self.model_dump(exclude={"revision"})


class Question(Shape):
    """What is looked for, and which page of it."""

    q: Annotated[Line, Field(max_length=100)] = ""
    kind: AgencyKind | None = None
    agency: Annotated[Line, Field(max_length=40)] = ""
    page: Annotated[int, Field(ge=1, le=10_000)] = 1

    @field_validator("kind", mode="before")
    @classmethod
    def _any(cls, kind: Any) -> Any:
        return kind or None

    def at(self, number: int) -> str:
        """The query of another page of the same list."""
        said = {"q": self.q, "kind": self.kind or "", "agency": self.agency, "page": number}
        return urlencode({name: value for name, value in said.items() if value})


class Belonging(Shape):
    """To which agency something new belongs."""

    agency: Annotated[Line, Field(max_length=40)] = ""


def choices(words: dict[Any, str]) -> list[tuple[str, str]]:
    return [(key.value, _(word)) for key, word in words.items()]


def key_of(request: Request) -> UUID:
    key: UUID = request.path_params["id"]
    return key


def home_of(agency_id: UUID | None) -> str:
    return f"/directory/agencies/{agency_id}" if agency_id else "/directory/people"


def private_among(user: Reader, people: Iterable[Person]) -> set[UUID]:
    """Those whose phone and masked NIP somebody may see; their agencies are loaded."""
    return {each.id for each in people if sees_private(user, each.id, each.agency)}
