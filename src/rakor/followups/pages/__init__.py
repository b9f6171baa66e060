"""Pages of follow-ups."""

from rakor.followups.pages import by_link, followups, register, tasks, telling

__all__ = ["routes"]

routes = [*tasks.routes, *followups.routes, *telling.routes, *by_link.routes, *register.routes]
