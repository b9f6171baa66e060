"""Pages on which the time of a meeting is found: looked for, asked about, answered."""

from rakor.scheduling.pages import answering, polls, times

__all__ = ["routes"]

routes = [*times.routes, *polls.routes, *answering.routes]
