"""The year in which the calendar is measured is one that its views can show."""

from datetime import date

import pytest

from rakor.accounts.models import Account, User
from rakor.bench.year import ASKED, SERIES, fill_year
from rakor.invitations.models import Invitation
from rakor.meetings.models import Meeting

COUNT = 2 * SERIES


@pytest.mark.parametrize("view", ["month", "week", "agenda", "agency"])
async def test_the_year_that_is_measured_fills_each_view(db, as_person, view):
    account = await fill_year(COUNT, date(2030, 3, 1))
    made = [await Meeting.all().count(), await Meeting.exclude(recurrence="").count()]
    assert (made, await Invitation.all().count()) == ([COUNT, 2], COUNT * ASKED)
    first = await Meeting.filter(state="scheduled").order_by("starts_at").first()
    admin = User.of(await Account.get(id=account.id).select_related("person"))
    async with as_person(admin, page=True) as browser:
        day = first.starts_at.date()
        answer = await browser.get(f"/calendar?view={view}&date={day}")
    assert answer.status_code == 200
    assert first.title in answer.text
