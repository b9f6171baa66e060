"""Shapes: what requests may hold and answers do hold, for forms and JSON alike."""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    EmailStr,
    Field,
    GetCoreSchemaHandler,
)
from pydantic_core import CoreSchema

from rakor.words import _

# Marks that turn the direction of text around them: they make one name look like another.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


# In which years people meet, and what is written down of it.
EARLIEST, LATEST = datetime(1945, 8, 17, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)

# A day with others before and after it on the clocks of every zone, whatever is reckoned with it.
CalendarDay = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]


class Shape(BaseModel):
    """What a request holds. Unknown members are refused: they are spelling mistakes."""

    # Hundreds of shapes are built when somebody first uses each: that halved what starting took.
    model_config = ConfigDict(
        extra="forbid", str_strip_whitespace=True, from_attributes=True, defer_build=True
    )


class Answer(BaseModel):
    """What an answer holds."""

    model_config = ConfigDict(from_attributes=True, defer_build=True)


class Written(Answer):
    """An answer to a write tells the number of its journal entry."""

    seq: int | None = Field(default=None, description="Number of the journal entry of this write")


def _clean(text: str, *, lines: bool) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    for char in text:
        allowed = lines and char in "\n\t"
        if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") and not allowed:
            raise ValueError(_("Teks memuat tanda kendali yang tidak dapat disimpan."))
    if _BIDI.search(text):
        raise ValueError(_("Teks memuat tanda pembalik arah yang tidak dapat disimpan."))
    return text


def _one_line(text: str) -> str:
    return _clean(text, lines=False)


def _many_lines(text: str) -> str:
    return _clean(text, lines=True)


def _small_address(address: str) -> str:
    return address.lower()


def _no_number(value: object) -> object:
    if isinstance(value, int | float):
        raise ValueError(_("Tulis tanggal dan jam seperti 2026-12-01T09:00:00+07:00."))
    return value


def _of_our_time(at: datetime) -> datetime:
    if not EARLIEST <= at <= LATEST:
        raise ValueError(_("Tanggal ini tidak masuk akal."))
    return at


class _ClosedNetworks:
    """Closed networks of offices use .local, and trials .test; the outbox tells what cannot go out.

    Said when the first shape with an address is built, which is when the library is loaded.
    """

    def __get_pydantic_core_schema__(self, source: Any, build: GetCoreSchemaHandler) -> CoreSchema:
        import email_validator

        for name in {"local", "test"} & {*email_validator.SPECIAL_USE_DOMAIN_NAMES}:
            email_validator.SPECIAL_USE_DOMAIN_NAMES.remove(name)
        return build(source)


Line = Annotated[str, AfterValidator(_one_line)]
Text = Annotated[str, AfterValidator(_many_lines)]
# A moment as it was written, with its zone: a bare number could be seconds or milliseconds.
Moment = Annotated[AwareDatetime, BeforeValidator(_no_number), AfterValidator(_of_our_time)]
Email = Annotated[
    EmailStr, Field(max_length=254), AfterValidator(_small_address), _ClosedNetworks()
]


class Items(Answer):
    """One page of a list: ask again with `cursor` while `next` is not null."""

    items: list[Any]
    next: str | None = None
