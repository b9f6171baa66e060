"""What people do in a session: write notes, take decisions, ask for a ticket to watch."""

from rakor.live.operations.ballots import cast_ballot
from rakor.live.operations.breaks import pause_session, resume_session
from rakor.live.operations.closing import close_session
from rakor.live.operations.decisions import (
    adopt_decision,
    change_decision,
    propose_decision,
    record_decision,
    strike_decision,
)
from rakor.live.operations.leases import release_lease, take_lease
from rakor.live.operations.notes import restore_note, save_note
from rakor.live.operations.phrases import add_phrase, change_phrase, remove_phrase
from rakor.live.operations.presence import (
    clear_gone,
    say_present,
    say_serving,
    stop_serving,
)
from rakor.live.operations.speaking import (
    extend_turn,
    finish_turn,
    leave_floor,
    order_turns,
    pause_turn,
    plan_speaking,
    refuse_turn,
    request_turn,
    resume_turn,
    start_turn,
    withdraw_turn,
)
from rakor.live.operations.tickets import issue_guest_ticket, issue_ticket
from rakor.live.operations.voting import (
    change_vote,
    close_vote,
    forget_order,
    open_vote,
    prepare_vote,
    publish_vote,
    tell_tally,
    withdraw_vote,
)

__all__ = [
    "add_phrase",
    "adopt_decision",
    "cast_ballot",
    "change_decision",
    "change_phrase",
    "change_vote",
    "clear_gone",
    "close_session",
    "close_vote",
    "extend_turn",
    "finish_turn",
    "forget_order",
    "issue_guest_ticket",
    "issue_ticket",
    "leave_floor",
    "open_vote",
    "order_turns",
    "pause_session",
    "pause_turn",
    "plan_speaking",
    "prepare_vote",
    "propose_decision",
    "publish_vote",
    "record_decision",
    "refuse_turn",
    "release_lease",
    "remove_phrase",
    "request_turn",
    "restore_note",
    "resume_session",
    "resume_turn",
    "save_note",
    "say_present",
    "say_serving",
    "start_turn",
    "stop_serving",
    "strike_decision",
    "take_lease",
    "tell_tally",
    "withdraw_turn",
    "withdraw_vote",
]
