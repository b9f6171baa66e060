"""What people do to official letters, one module for each kind of act."""

from rakor.letters.operations.approval import approve, return_, submit
from rakor.letters.operations.drafting import change, draft, with_changes
from rakor.letters.operations.issuing import issue, void
from rakor.letters.operations.looks import (
    change_look,
    faces,
    look_pictures,
    set_look_logo,
    stop_look,
    with_look_changes,
)
from rakor.letters.operations.merging import (
    ask_copies,
    bundles_of,
    download_copies,
    enclose_copies,
    find_bundle,
    forget_copies,
    work_copies,
)
from rakor.letters.operations.messages import message, recipients
from rakor.letters.operations.numbering import (
    PATTERN,
    Numbered,
    reserve,
    set_aside,
    settle,
    skip_to,
)
from rakor.letters.operations.papers import MEDIA, paper, pictures, pictures_or_none
from rakor.letters.operations.stationery import (
    add_word_template,
    check_word_template,
    default_word_file,
    stop_word_template,
    use_word_template,
    word_file,
    word_sample,
)
from rakor.letters.operations.templates import (
    add_template,
    change_template,
    set_logo,
)
from rakor.letters.operations.templates import pictures as template_pictures

__all__ = [
    "MEDIA",
    "PATTERN",
    "Numbered",
    "add_template",
    "add_word_template",
    "approve",
    "ask_copies",
    "bundles_of",
    "change",
    "change_look",
    "change_template",
    "check_word_template",
    "default_word_file",
    "download_copies",
    "draft",
    "enclose_copies",
    "faces",
    "find_bundle",
    "forget_copies",
    "issue",
    "look_pictures",
    "message",
    "paper",
    "pictures",
    "pictures_or_none",
    "recipients",
    "reserve",
    "return_",
    "set_aside",
    "set_logo",
    "set_look_logo",
    "settle",
    "skip_to",
    "stop_look",
    "stop_word_template",
    "submit",
    "template_pictures",
    "use_word_template",
    "void",
    "with_changes",
    "with_look_changes",
    "word_file",
    "word_sample",
    "work_copies",
]
