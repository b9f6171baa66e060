"""The retention rules as a package of the archive names them."""

from collections.abc import Sequence

from rakor.archive.queries import told_by
from rakor.archive.rules import Period
from rakor.privacy.queries.retention import rules
from rakor.privacy.rules.retention import DEFAULTS, Kind
from rakor.words import _

# What a package holds; the other kinds are not in it.
PACKED = (Kind.MINUTES, Kind.ATTENDANCE, Kind.SIGNATURE, Kind.WALK_IN, Kind.JOURNAL)


async def retention() -> Sequence[Period]:
    """How long what is in a package is kept by the rules of this installation."""
    found = {rule.kind: rule for rule in await rules()}
    return [
        Period(
            kind=kind.value,
            title=_(DEFAULTS[kind].title),
            months=found[kind].months,
            disposal=found[kind].disposal.value,
            basis=found[kind].basis,
        )
        for kind in PACKED
    ]


told_by(retention)
