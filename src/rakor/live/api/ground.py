"""What the doors of a session read from an address."""

from uuid import UUID

from starlette.requests import Request


def meeting_of(request: Request) -> UUID:
    found: UUID = request.path_params["meeting_id"]
    return found


def item_of(request: Request) -> UUID:
    found: UUID = request.path_params["item_id"]
    return found


def decision_of(request: Request) -> UUID:
    found: UUID = request.path_params["decision_id"]
    return found
