"""Finding the door of an address without asking all of them, one after another."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import (
    BaseRoute,
    Match,
    Mount,
    Route,
    Router,
    WebSocketRoute,
    compile_path,
)
from starlette.types import Receive, Scope, Send

Signed = tuple[int, BaseRoute]


class SignedRoute(Route):
    """A route that reads its own address when somebody first stands before it.

    There are hundreds; to make the pattern of each was a fifth of the time that starting took.
    """

    def __init__(
        self,
        path: str,
        endpoint: Callable[[Request], Awaitable[Response]],
        *,
        methods: Sequence[str],
        name: str | None = None,
    ) -> None:
        super().__init__("/", endpoint, methods=methods, name=name)
        self.path = path
        del self.path_regex, self.path_format, self.param_convertors

    def __getattr__(self, name: str) -> Any:
        # Python asks here only for what is not there: the three that are read from the address.
        if name not in ("path_regex", "path_format", "param_convertors"):
            raise AttributeError(name)
        self.path_regex, self.path_format, self.param_convertors = compile_path(self.path)
        return self.__dict__[name]


class Signpost:
    """One step of an address: which doors end here, which lie below, and where each word leads."""

    def __init__(self) -> None:
        self.here: list[Signed] = []
        self.below: list[Signed] = []
        self.words: dict[str, Signpost] = {}
        self.any: Signpost | None = None

    def put(self, signed: Signed, steps: Sequence[str]) -> None:
        """Sign a door whose address goes on with these steps."""
        if not steps:
            self.here.append(signed)
        elif ":path}" in steps[0]:
            self.below.append(signed)
        elif "{" in steps[0]:
            self.any = self.any or Signpost()
            self.any.put(signed, steps[1:])
        else:
            self.words.setdefault(steps[0], Signpost()).put(signed, steps[1:])

    def towards(self, steps: Sequence[str], at: int = 0) -> list[Signed]:
        """The doors that an address may lead to; which of them it does, they know themselves."""
        if at == len(steps):
            return self.here
        found = self.below
        known = self.words.get(steps[at])
        for post in (known, self.any):
            if post is not None:
                found = found + post.towards(steps, at + 1)
        return found


class SignedRouter(Router):
    """Starlette's router, which first asks the few doors that stand in the right direction.

    There are hundreds of doors: to ask them all takes longer than what most of them do. What no
    door answers whole (another method, a slash too many, nothing at all) is Starlette's to judge.
    """

    def __init__(self, routes: Sequence[BaseRoute], **more: Any) -> None:
        super().__init__(routes, **more)
        self._posts = Signpost()
        for number, route in enumerate(routes):
            self._posts.put((number, route), _steps(route))

    def near(self, path: str) -> list[BaseRoute]:
        """The doors that a path may lead to, in the order in which they were given."""
        found = self._posts.towards(path.split("/"))
        return [route for _number, route in sorted(found, key=_number)]

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan" and not scope.get("root_path"):
            for route in self.near(scope["path"]):
                match, child = route.matches(scope)
                if match is Match.FULL:
                    scope.setdefault("router", self)
                    scope["route"] = route
                    scope.update(child)
                    await route.handle(scope, receive, send)
                    return
            scope.setdefault("router", self)
            await self._judge(scope["path"]).app(scope, receive, send)
            return
        await super().app(scope, receive, send)

    def _judge(self, path: str) -> Router:
        """Starlette's router over the doors near an address, or near it with or without a slash."""
        other = path.rstrip("/") if path.endswith("/") else f"{path}/"
        doors = self.near(path)
        doors += [door for door in self.near(other) if door not in doors]
        return Router(doors, redirect_slashes=self.redirect_slashes, default=self.default)


def _steps(route: BaseRoute) -> list[str]:
    if isinstance(route, Mount):
        return [*route.path.split("/"), "{path:path}"]
    if isinstance(route, Route | WebSocketRoute):
        return route.path.split("/")
    return ["{any:path}"]


def _number(signed: Signed) -> int:
    return signed[0]
