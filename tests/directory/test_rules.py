"""Spans of appointments: what makes sense about offices."""

from datetime import date, timedelta

import pytest

from rakor.directory import rules
from rakor.errors import Invalid


def test_an_appointment_does_not_end_before_it_begins():
    day = date(2026, 12, 1)
    rules.check_span(day, day)
    rules.check_span(None, day)
    with pytest.raises(Invalid):
        rules.check_span(day, day - timedelta(days=1))
