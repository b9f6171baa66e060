"""The pages of a draft before it is out."""

from starlette.routing import BaseRoute

from rakor.drafting.pages import approval, policies, reading, sharing

routes: list[BaseRoute] = [
    *approval.routes,
    *policies.routes,
    *sharing.routes,
    *reading.routes,
]
