"""What the pages of releases share."""

from uuid import UUID

from starlette.requests import Request


def release_key(request: Request) -> UUID:
    """Which release an address leads to."""
    found: UUID = request.path_params["release"]
    return found
