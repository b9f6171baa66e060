"""A document as somebody saves it: its name, what it is, and its bytes."""

import re
from dataclasses import dataclass

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to be downloaded."""

    name: str
    media: str
    content: bytes

    @property
    def headers(self) -> dict[str, str]:
        """What tells a browser to save it under its name (RFC 6266)."""
        return {"Content-Disposition": f'attachment; filename="{self.name}"'}


def slug(text: str, otherwise: str = "rapat") -> str:
    """Letters and digits only, for the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-") or otherwise
