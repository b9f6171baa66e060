"""With whom a berita acara is made."""

from typing import Annotated

from pydantic import Field

from rakor.web.shapes import Line, Shape


class WithWhom(Shape):
    """The agency, by its name in the minutes, with which a pair is made; left out: all."""

    agency: Annotated[Line, Field(max_length=400)] = ""
