"""Who is taken to be writing in a note, and when a meeting may close over what is written."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rakor.errors import Conflict
from rakor.words import _

LEASE = timedelta(seconds=30)


def may_hold(holder: str, until: datetime, page: str, now: datetime, *, take_over: bool) -> bool:
    """Whether `page` is the one that writes now: nobody else does any more, or it takes over."""
    return take_over or holder == page or until <= now


def check_all_saved(waiting: Sequence[dict[str, str]], *, force: bool) -> None:
    """Refuses (Conflict, with who and where) to close while a note is not saved somewhere.

    `force` closes all the same; what comes back later stays in that person's browser.
    """
    if not waiting or force:
        return
    names = sorted({each["name"] for each in waiting})
    raise Conflict(
        _(
            "Catatan yang ditulis {names} belum tersimpan semua. Tunggu sebentar, atau tutup "
            "tanpa menunggu dari halaman sidang."
        ).format(names=", ".join(names)),
        unsaved=list(waiting),
    )
