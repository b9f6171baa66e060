"""Pages of meetings: the list, the calendar, one meeting and its days, its forms, all rights."""

from rakor.meetings.pages import days, lists, meeting, planning, rights

routes = [*lists.routes, *planning.routes, *meeting.routes, *days.routes, *rights.routes]
