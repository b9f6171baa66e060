"""Pages of meetings: the list, the calendar, one meeting, its forms and its agenda."""

from rakor.meetings.pages import lists, meeting, planning

routes = [*lists.routes, *planning.routes, *meeting.routes]
