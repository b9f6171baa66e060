"""Pages of meetings: the list, the calendar, one meeting, its forms and agenda, and all rights."""

from rakor.meetings.pages import lists, meeting, planning, rights

routes = [*lists.routes, *planning.routes, *meeting.routes, *rights.routes]
