"""Pages of releases: the desk of those who write them, the office that is quoted, the public."""

from rakor.press.pages import public, quoted, releases

__all__ = ["routes"]

routes = [*releases.routes, *quoted.routes, *public.routes]
