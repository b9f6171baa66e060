"""What the views of the calendar hand on to each other."""

from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field

from rakor.web.shapes import Line, Shape


class Kept(Shape):
    """By what the other views are narrowed; a view that knows nothing of it only hands it on."""

    agency: Annotated[Line, Field(max_length=200)] = ""
    kind: Annotated[Line, Field(max_length=40)] = ""
    mine: Annotated[Line, Field(max_length=8)] = ""

    @property
    def kept(self) -> str:
        """The end of the address of another view."""
        said = {name: getattr(self, name) for name in Kept.model_fields}
        known = urlencode({name: value for name, value in said.items() if value})
        return f"&{known}" if known else ""
