"""The OpenAPI 3.1 document of /api/v1, made from the same declarations as the routes."""

import re
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from rakor import __version__
from rakor.web.endpoints import API, Endpoint

PARAMETER = re.compile(r"{(\w+)(?::(\w+))?}")
REFUSALS = {
    400: "The request cannot be read",
    401: "Sign in first",
    403: "Not allowed",
    404: "There is nothing here",
    409: "The record has moved on",
    412: "The object was replaced since it was read",
    413: "The body is too large",
    415: "This kind of body is not accepted",
    422: "Some answers need another look",
    429: "Too many",
}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457 problem details",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


def document(endpoints: Sequence[Endpoint], public_url: str) -> dict[str, Any]:
    """The whole document; a test holds it and the routes together."""
    schemas = _schemas(endpoints)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        path = API + PARAMETER.sub(r"{\1}", endpoint.path)
        paths.setdefault(path, {})[endpoint.method.lower()] = _operation(endpoint, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rakor",
            "version": __version__,
            "description": "Coordination meetings: invitations, attendance, live record, minutes, "
            "follow-ups. Every write answers with the `seq` of its journal entry.",
        },
        "servers": [{"url": public_url}],
        "security": [{"token": []}],
        "tags": [{"name": tag} for tag in sorted({endpoint.tag for endpoint in endpoints})],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {**schemas["defs"], "Problem": PROBLEM},
            "responses": {
                str(status): {
                    "description": words,
                    "content": {
                        "application/problem+json": {
                            "schema": {"$ref": "#/components/schemas/Problem"}
                        }
                    },
                }
                for status, words in REFUSALS.items()
            },
        },
    }


def _schemas(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    shapes: list[tuple[type[BaseModel], Any]] = []
    for endpoint in endpoints:
        for shape, mode in (
            (endpoint.takes, "validation"),
            (endpoint.asks, "validation"),
            (endpoint.gives, "serialization"),
        ):
            if shape is not None and (shape, mode) not in shapes:
                shapes.append((shape, mode))
    refs, defs = models_json_schema(shapes, ref_template="#/components/schemas/{model}")
    return {"refs": refs, "defs": defs.get("$defs", {})}


def _operation(endpoint: Endpoint, schemas: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": "Done"}
    if endpoint.gives is not None:
        answer["content"] = {
            endpoint.media: {"schema": schemas["refs"][endpoint.gives, "serialization"]}
        }
    elif endpoint.media != "application/json":
        answer["content"] = {endpoint.media: {"schema": {"type": "string"}}}
    statuses = {400, 401, 403, 413, 415, 422, 429, *endpoint.refuses}
    operation: dict[str, Any] = {
        "operationId": _name(endpoint),
        "summary": endpoint.says,
        "tags": [endpoint.tag],
        "parameters": _parameters(endpoint, schemas),
        "responses": {
            str(endpoint.status): answer,
            **{
                str(status): {"$ref": f"#/components/responses/{status}"}
                for status in sorted(statuses)
            },
        },
    }
    if endpoint.takes is not None:
        schema = schemas["refs"][endpoint.takes, "validation"]
        operation["requestBody"] = {
            "required": bool(_required(endpoint.takes)),
            "content": {
                endpoint.takes_media: {"schema": schema},
                **{media: {"schema": {"type": "string"}} for media in endpoint.also_takes},
            },
        }
    elif endpoint.takes_media != "application/json":
        operation["requestBody"] = {
            "required": True,
            "content": {endpoint.takes_media: {"schema": {"type": "string"}}},
        }
    if endpoint.open_to_all:
        operation["security"] = []
    return operation


def _required(shape: type[BaseModel]) -> list[str]:
    return [name for name, field in shape.model_fields.items() if field.is_required()]


def _name(endpoint: Endpoint) -> str:
    path = PARAMETER.sub(r"by_\1", endpoint.path)
    return f"{endpoint.method.lower()}_" + re.sub(r"\W+", "_", path).strip("_")


def _parameters(endpoint: Endpoint, schemas: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name, kind in PARAMETER.findall(endpoint.path):
        form = {"uuid": {"format": "uuid"}, "int": {}}.get(kind, {})
        schema = {"type": "integer" if kind == "int" else "string", **form}
        found.append({"name": name, "in": "path", "required": True, "schema": schema})
    if endpoint.asks is not None:
        # By the names of the whole document, in which two features may have an enum of one name.
        reference = schemas["refs"][endpoint.asks, "validation"]["$ref"]
        shape = schemas["defs"][reference.rpartition("/")[2]]
        for name, schema in shape.get("properties", {}).items():
            required = name in shape.get("required", ())
            found.append({"name": name, "in": "query", "required": required, "schema": schema})
    if endpoint.method == "POST":
        found.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "schema": {"type": "string", "minLength": 1, "maxLength": 200},
                "description": "The same key within 24 hours gives the same answer again",
            }
        )
    if endpoint.method in ("PATCH", "PUT"):
        found.append(
            {
                "name": "If-Match",
                "in": "header",
                "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
                "description": "The revision that was read; 412 if it moved on",
            }
        )
    return found
