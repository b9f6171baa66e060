"""The directory for people: agencies, their offices and the people who hold them."""

from starlette.routing import BaseRoute

from rakor.directory.pages import agencies, offices, people

routes: list[BaseRoute] = [*agencies.routes, *people.routes, *offices.routes]
