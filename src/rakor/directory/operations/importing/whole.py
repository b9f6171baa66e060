"""A file from its bytes to the directory, tried again while others change the same rows."""

import hashlib
from typing import Any

from rakor.directory.operations.importing.applying import Stale, Within, apply
from rakor.directory.operations.importing.checking import Plan, check
from rakor.directory.operations.importing.rows import Tell, read_batch
from rakor.directory.rules import Keeper, check_may_keep
from rakor.directory.rules.importing import FileKind
from rakor.errors import Conflict
from rakor.words import _

_TRIES = 3


async def check_file(
    content: bytes,
    filename: str,
    kind: FileKind | None,
    *,
    by: Keeper,
    tell: Tell | None = None,
) -> Plan:
    """What a file would do. Refuses (Forbidden) whoever keeps nothing, (Invalid) what is no file.

    What is wrong with a row stands in the report on it.
    """
    check_may_keep(by)
    batch = await read_batch(content, filename, kind)
    return await check(batch, by=by, tell=tell)


async def import_file(
    content: bytes,
    filename: str,
    kind: FileKind | None,
    *,
    dry_run: bool = False,
    by: Keeper,
    tell: Tell | None = None,
    within: Within | None = None,
    **told: Any,
) -> tuple[Plan, bool]:
    """Store what a file says, unless it is a dry run or one row is refused; tells whether it was.

    Refuses (Conflict) when others keep changing the same rows.
    """
    for _attempt in range(_TRIES):
        plan = await check_file(content, filename, kind, by=by, tell=tell)
        if dry_run or plan.refused:
            return plan, False
        digest = hashlib.sha256(content).hexdigest()
        try:
            await apply(plan, within=within, filename=filename, sha256=digest, **told)
        except Stale:
            continue
        return plan, True
    raise Conflict(_("Direktori sedang diubah orang lain. Coba lagi sebentar lagi."))
