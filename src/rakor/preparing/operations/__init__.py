"""What people do to prepare a meeting from what there is. Each is one transaction."""

from rakor.preparing.operations.facts import (
    MOST_ITEMS,
    Begun,
    NextFacts,
    SavedAs,
    SeatFacts,
    TemplateChanges,
    TemplateFacts,
)
from rakor.preparing.operations.following import make_next
from rakor.preparing.operations.laying import Prepared
from rakor.preparing.operations.templates import (
    AS_INVITED,
    AS_OFFICER,
    add_template,
    adopt_starter,
    archive_template,
    change_template,
    restore_template,
    save_as_template,
)
from rakor.preparing.operations.using import make_from_template, template_people

__all__ = [
    "AS_INVITED",
    "AS_OFFICER",
    "MOST_ITEMS",
    "Begun",
    "NextFacts",
    "Prepared",
    "SavedAs",
    "SeatFacts",
    "TemplateChanges",
    "TemplateFacts",
    "add_template",
    "adopt_starter",
    "archive_template",
    "change_template",
    "make_from_template",
    "make_next",
    "restore_template",
    "save_as_template",
    "template_people",
]
