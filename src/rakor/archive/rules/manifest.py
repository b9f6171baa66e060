"""The list of what is in a package: for each file its sum, its size and what it is."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rakor.errors import Invalid
from rakor.words import N_, _

SCHEMA = 1
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
PROOF = "PROOF"
README = "README.txt"

Sum = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Broken(Invalid):
    """A package that is not what was packed; the sentence says where."""

    code = "broken-package"
    title = N_("Paket arsip tidak utuh")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Packed(_Part):
    """One file of a package. `code` is that of an issued document, `name` as it was handed in."""

    path: str
    sha256: Sum
    size: Annotated[int, Field(ge=0)]
    media: str
    title: str
    code: str = ""
    name: str = ""


class Kept(_Part):
    """A file that the record names and that could not be packed, and why."""

    title: str
    sha256: str
    why: Literal["gone", "altered"]


class Period(_Part):
    """How long a kind of record is kept here, and what happens then; `until` where it is known."""

    kind: str
    title: str
    months: int
    disposal: str
    basis: str
    until: datetime | None = None


class Journal(_Part):
    """What the lines of the journal must come to. `until` is the last number that was read."""

    path: str
    entries: int
    until: int
    link: Sum


class Counted(_Part):
    """How much of what the record holds."""

    agenda: int
    decisions: int
    heads: int
    entries: int
    documents: int


class Manifest(_Part):
    """The whole list. The same state of a meeting gives the same list, it knows no clock."""

    format: Literal["rakor meeting package"] = "rakor meeting package"
    schema_version: int = SCHEMA
    software: str
    edition: Literal["whole", "circulated"]
    meeting: dict[str, Any]
    classification: dict[str, str]
    retention: list[Period]
    journal: Journal
    counted: Counted
    files: list[Packed]
    missing: list[Kept]


def to_sums(sums: dict[str, str]) -> bytes:
    """The sums as `sha256sum` reads them, in the order of the names."""
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()


def read_sums(content: bytes) -> dict[str, str]:
    """The sums by name; Broken for any line that is none, or a name that comes twice."""
    found: dict[str, str] = {}
    for line in content.decode("ascii", "replace").splitlines():
        said = re.fullmatch(r"([0-9a-f]{64})  (\S+)", line)
        if said is None or said[2] in found:
            raise Broken(_("Berkas SHA256SUMS di dalam paket tidak dapat dibaca."))
        found[said[2]] = said[1]
    return found
