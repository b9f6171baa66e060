"""Pages that prepare a meeting from what there is."""

from rakor.preparing.pages import following, templates

__all__ = ["routes"]

routes = [*following.routes, *templates.routes]
