"""A meeting that was held and minuted, with a paper, a photo and evidence on the disk."""

import hashlib
import io
from collections.abc import Awaitable, Callable

import pytest

import rakor.privacy.queries  # noqa: F401 - tells the archive how long what is kept
from rakor.archive import operations
from rakor.database import new_id
from rakor.meetings.models import Material, MaterialVersion
from rakor.meetings.queries import material_path
from rakor.meetings.rules import MaterialKind
from rakor.minutes import operations as minutes
from rakor.settings import settings

from ..minutes.conftest import Held, held

__all__ = ["held"]

SECRET = "Rahasia dapur"
Pack = Callable[..., Awaitable[bytes]]


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    monkeypatch.setattr(settings(), "files", tmp_path / "files")
    return tmp_path / "files"


async def lay(held: Held, title: str, content: bytes, item: int | None) -> MaterialVersion:
    """A paper before the meeting, or before one item."""
    material = await Material.create(
        meeting=held.meeting,
        item=held.items[item] if item is not None else None,
        title=title,
        position=1,
    )
    row = await MaterialVersion.create(
        id=new_id(),
        material=material,
        number=1,
        name=f"{title}.pdf",
        kind=MaterialKind.PDF,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        at=held.meeting.starts_at,
    )
    material_path(row.id).parent.mkdir(parents=True, exist_ok=True)
    material_path(row.id).write_bytes(content)
    return row


@pytest.fixture
async def kept(held: Held) -> Held:
    """The meeting with approved minutes, one open paper and one of the confidential item."""
    await minutes.draft(held.meeting.id, by=held.taker)
    await minutes.submit(held.meeting.id, by=held.taker)
    await minutes.approve(held.meeting.id, by=held.chair)
    await lay(held, "Paparan", b"%PDF-1.7 paparan", 1)
    await lay(held, "Tertutup", b"%PDF-1.7 isi rahasia dapur", 2)
    return held


@pytest.fixture
def pack(kept: Held) -> Pack:
    """Packs the meeting: `await pack(circulated=True)` gives the bytes of the ZIP."""

    async def made(*, circulated: bool = False) -> bytes:
        file = io.BytesIO()
        await operations.pack_here(kept.meeting.id, file, circulated=circulated)
        return file.getvalue()

    return made
