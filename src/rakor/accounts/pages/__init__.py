"""Doors of accounts for people: the ways in, what one sets for oneself, the accounts of others."""

from starlette.routing import BaseRoute

from rakor.accounts.pages import keeping, links, own, passkeys, provider, security, signing

routes: list[BaseRoute] = [
    *signing.routes,
    *links.routes,
    *passkeys.routes,
    *provider.routes,
    *own.routes,
    *security.routes,
    *keeping.routes,
]
