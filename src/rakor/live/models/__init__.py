"""Tables of the live record: notes, decisions, speakers, votes, and who is writing or watching."""

from rakor.live.models.breaks import Break
from rakor.live.models.phrases import Phrase
from rakor.live.models.record import Commitment, Decision, Note, NoteRevision
from rakor.live.models.serving import Present, Serving
from rakor.live.models.speaking import SpeakingPlan, Turn
from rakor.live.models.together import NoteLease, UnsavedNote
from rakor.live.models.voting import Ballot, Entitlement, Vote, VoteOption

__all__ = [
    "Ballot",
    "Break",
    "Commitment",
    "Decision",
    "Entitlement",
    "Note",
    "NoteLease",
    "NoteRevision",
    "Phrase",
    "Present",
    "Serving",
    "SpeakingPlan",
    "Turn",
    "UnsavedNote",
    "Vote",
    "VoteOption",
]
