"""Pages of programmes: planned, moved, invited to, and as everybody reads them."""

from rakor.programmes.pages import acting, programmes, public, rundown, sessions

__all__ = ["routes"]

routes = [
    *public.routes,
    *programmes.routes,
    *sessions.routes,
    *rundown.routes,
    *acting.routes,
]
