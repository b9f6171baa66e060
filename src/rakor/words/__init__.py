"""Language and time as people read them: the catalogue, Indonesian dates, the three zones."""

from rakor.words.catalogue import (
    LANGUAGES,
    N_,
    _,
    best_language,
    language,
    ngettext,
    speaking,
)
from rakor.words.dates import (
    clock,
    date,
    day_and_time,
    days,
    number,
    short_date,
    times,
    timestamp,
    weekday,
    zone_name,
    zones,
)

__all__ = [
    "LANGUAGES",
    "N_",
    "_",
    "best_language",
    "clock",
    "date",
    "day_and_time",
    "days",
    "language",
    "ngettext",
    "number",
    "short_date",
    "speaking",
    "times",
    "timestamp",
    "weekday",
    "zone_name",
    "zones",
]
