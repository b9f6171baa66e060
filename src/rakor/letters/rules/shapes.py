"""What people say about a template and about a letter; what is left out stays as it is."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field

from rakor.letters.rules.authority import SigningMode
from rakor.letters.rules.numbers import DocumentType
from rakor.letters.rules.states import (
    AddresseeMode,
    AddresseePlace,
    LetterFont,
    Paper,
    Urgency,
)
from rakor.meetings.rules import SecurityClass
from rakor.web.shapes import Line, Shape, Text

MOST_STEPS = 5


def _listed(value: Any) -> Any:
    """A form sends one entry for each line."""
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    return value


def _or_none(value: Any) -> Any:
    return None if value == "" else value


Words = Annotated[Line, Field(max_length=300)]
Code = Annotated[Line, Field(max_length=40)]
Body = Annotated[Text, Field(max_length=6000)]
Lines = Annotated[
    list[Annotated[Line, Field(min_length=1, max_length=250)]],
    Field(max_length=20),
    BeforeValidator(_listed),
]
Day = Annotated[date | None, BeforeValidator(_or_none)]
Key = Annotated[UUID | None, BeforeValidator(_or_none)]


class TemplateFacts(Shape):
    """How an agency writes its letters; `agency` is its code.

    One that `follows_look` has the kop, face and paper of all documents of the agency, not its own.
    """

    agency: Annotated[Line, Field(max_length=40)] | None = None
    name: Annotated[Line, Field(min_length=1, max_length=120)] | None = None
    parent_line: Annotated[Line, Field(max_length=200)] | None = None
    heading: Annotated[Line, Field(min_length=1, max_length=200)] | None = None
    address: Annotated[Lines, Field(max_length=5)] | None = None
    font: LetterFont | None = None
    font_size: Annotated[int, Field(ge=10, le=13)] | None = None
    paper: Paper | None = None
    follows_look: bool | None = None
    addressee_place: AddresseePlace | None = None
    opening: Body | None = None
    closing: Body | None = None
    number_pattern: Annotated[Line, Field(min_length=5, max_length=120)] | None = None
    position_code: Code | None = None
    unit_code: Code | None = None
    archive_class_code: Code | None = None
    city: Annotated[Line, Field(max_length=80)] | None = None
    signing_mode: SigningMode | None = None
    chain: Annotated[Lines, Field(max_length=2)] | None = None
    signer_office: Key = None
    copies: Lines | None = None


class LetterFacts(Shape):
    """What a letter says beside what the meeting says.

    `approvers` are those who approve it one after another, by address or by the key of a person.
    """

    template: Key = None
    subject: Annotated[Line, Field(min_length=3, max_length=300)] | None = None
    urgency: Urgency | None = None
    security_class: SecurityClass | None = None
    archive_class_code: Code | None = None
    position_code: Code | None = None
    opening: Body | None = None
    closing: Body | None = None
    leader: Annotated[Line, Field(max_length=400)] | None = None
    dress: Annotated[Line, Field(max_length=200)] | None = None
    agenda: Annotated[Line, Field(max_length=1000)] | None = None
    addressee_mode: AddresseeMode | None = None
    copies: Lines | None = None
    signing_mode: SigningMode | None = None
    chain: Annotated[Lines, Field(max_length=2)] | None = None
    signer: Key = None
    signer_title: Annotated[Line, Field(max_length=250)] | None = None
    signer_name: Annotated[Line, Field(max_length=400)] | None = None
    signer_below: Annotated[Lines, Field(max_length=3)] | None = None
    acting_from: Day = None
    acting_until: Day = None
    decree_number: Annotated[Line, Field(max_length=120)] | None = None
    city: Annotated[Line, Field(max_length=80)] | None = None
    dated: Day = None
    external_number: Annotated[Line, Field(max_length=120)] | None = None
    attach_to_mail: bool | None = None
    approvers: Annotated[Lines, Field(max_length=MOST_STEPS)] | None = None


# A wish may take these back by saying null; of the others null means "as it was".
CLEARED = frozenset({"template", "signer", "signer_office", "acting_from", "acting_until", "dated"})


def changes(facts: Shape, *, but: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What somebody said, without what they left as it was."""
    said = facts.model_dump(include=facts.model_fields_set)
    return {
        name: value
        for name, value in said.items()
        if name not in but and (value is not None or name in CLEARED)
    }


class OutsideNumbers(Shape):
    """A run of numbers that was used outside of Rakor, so that the register goes on behind it."""

    agency: Annotated[Line, Field(min_length=1, max_length=40)]
    scope: DocumentType = DocumentType.INVITATION
    year: Annotated[int, Field(ge=1990, le=2200)]
    last: Annotated[int, Field(ge=1, le=999_999)]
    reason: Annotated[Line, Field(min_length=3, max_length=500)]
