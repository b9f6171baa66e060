"""The directory for people: agencies, their offices and the people who hold them."""

from starlette.routing import BaseRoute

from rakor.directory.pages import (
    agencies,
    appointments,
    groups,
    holidays,
    importing,
    merging,
    offices,
    people,
    ranks,
    regions,
)

routes: list[BaseRoute] = [
    *agencies.routes,
    *people.routes,
    *offices.routes,
    *appointments.routes,
    *merging.routes,
    *ranks.routes,
    *regions.routes,
    *groups.routes,
    *holidays.routes,
    *importing.routes,
]
