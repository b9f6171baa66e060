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
    latest_seq,
    listening,
    looked,
    since,
    stream_of,
    transaction,
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
    "latest_seq",
    "listening",
    "looked",
    "run_followers",
    "seal",
    "since",
    "stream_of",
    "transaction",
    "verify",
]
