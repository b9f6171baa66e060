"""What people do about personal data: ask, answer, erase, destroy, tell, consent, take away."""

from rakor.privacy.operations.breaches import (
    add_affected,
    change_breach,
    close_breach,
    record_breach,
    save_notices,
    tell_authority,
    tell_subjects,
)
from rakor.privacy.operations.erasure import approve as approve_erasure
from rakor.privacy.operations.erasure import forget_last_letters
from rakor.privacy.operations.erasure import preview as preview_erasure
from rakor.privacy.operations.erasure import propose as propose_erasure
from rakor.privacy.operations.erasure import refuse as refuse_erasure
from rakor.privacy.operations.ground import PRIVACY
from rakor.privacy.operations.notice import consent, withdraw_consent, write_notice
from rakor.privacy.operations.papers import Paper, destruction_paper, is_fresh, own_data
from rakor.privacy.operations.requests import accept, ask, refuse
from rakor.privacy.operations.retention import (
    approve_destruction,
    carry_out,
    lift_hold,
    place_hold,
    propose_destruction,
    refuse_destruction,
    set_rule,
)

__all__ = [
    "PRIVACY",
    "Paper",
    "accept",
    "add_affected",
    "approve_destruction",
    "approve_erasure",
    "ask",
    "carry_out",
    "change_breach",
    "close_breach",
    "consent",
    "destruction_paper",
    "forget_last_letters",
    "is_fresh",
    "lift_hold",
    "own_data",
    "place_hold",
    "preview_erasure",
    "propose_destruction",
    "propose_erasure",
    "record_breach",
    "refuse",
    "refuse_destruction",
    "refuse_erasure",
    "save_notices",
    "set_rule",
    "tell_authority",
    "tell_subjects",
    "withdraw_consent",
    "write_notice",
]
