"""Pages on which the time of a meeting is found, and calendars tell of people's time."""

from rakor.scheduling.pages import answering, polls, sources, times

__all__ = ["routes"]

routes = [*times.routes, *polls.routes, *answering.routes, *sources.routes]
