"""The pieces that facts about agencies, offices and people are made of."""

from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from rakor.web.shapes import Line
from rakor.words import _


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(_("Zona waktu ini tidak dikenal. Contoh: Asia/Makassar."))
    return name


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


Title = Annotated[Line, Field(min_length=1, max_length=250)]
Name = Annotated[Line, Field(min_length=1, max_length=200)]
Code = Annotated[Line, Field(min_length=1, max_length=40)]
Short = Annotated[Line, Field(max_length=60)]
RegionCode = Annotated[Line, Field(max_length=8)]
Zone = Annotated[str, Field(max_length=40), AfterValidator(_known_zone)]
Prefix = Annotated[Line, Field(max_length=80)]
Suffix = Annotated[Line, Field(max_length=120)]
Phone = Annotated[Line, Field(max_length=40)]
Nip = Annotated[Line, Field(max_length=40)]
Precedence = Annotated[int, Field(ge=0, le=100_000)]
Decree = Annotated[Line, Field(max_length=120)]
