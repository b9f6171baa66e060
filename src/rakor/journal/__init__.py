"""The journal: an append-only record of what happened in each meeting.

An operation changes its rows and writes its entry in one transaction. Everything downstream
(the live page, mail, minutes, the audit) reads the journal; nobody is called.
"""

from rakor.journal import bells
from rakor.journal.ending import end
from rakor.journal.followers import Follower, follow, run_followers
from rakor.journal.models import Audience, Entry, Stream
from rakor.journal.record import (
    Actor,
    Record,
    epoch_and_top,
    joins,
    latest_seq,
    listening,
    looked,
    since,
    stream_of,
    transaction,
    written_elsewhere,
)
from rakor.journal.seals import SEALED, SEALS, Seal, seal
from rakor.journal.verify import AnotherKey, Broken, Proven, verify

__all__ = [
    "SEALED",
    "SEALS",
    "Actor",
    "AnotherKey",
    "Audience",
    "Broken",
    "Entry",
    "Follower",
    "Proven",
    "Record",
    "Seal",
    "Stream",
    "bells",
    "end",
    "epoch_and_top",
    "follow",
    "joins",
    "latest_seq",
    "listening",
    "looked",
    "run_followers",
    "seal",
    "since",
    "stream_of",
    "transaction",
    "verify",
    "written_elsewhere",
]
