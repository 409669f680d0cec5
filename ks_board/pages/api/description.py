"""The OpenAPI 3.1 description, made from the table of addresses and the classes of answers."""

import re
from http import HTTPStatus
from typing import Any

import msgspec
from flask import current_app

from ks_board.pages.api.answers import Problem
from ks_board.pages.api.table import TABLE, Address

PREFIX = "/api/v1"
VERSION = "1.0"
PROBLEM = "application/problem+json"
ABOUT = (
    "Who is responsible, what needs doing, what is missing in a small town. Everything can be read without a key; "
    "names of people are left out then unless they agreed to be named in public. Lists come in pages with a `Link` "
    "header; every answer has an `ETag`. Whatever the request accepts, the media types below are sent."
)
_PARTS = "#/components/schemas/{name}"
_PATH = re.compile(r"<(\w+)>")
_REFUSALS = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS)
_HEADERS = {
    "ETag": {"description": "Send it back as If-None-Match.", "schema": {"type": "string"}},
    "Link": {"description": "The pages before and after of a list.", "schema": {"type": "string"}},
}


def describe() -> dict[str, Any]:
    """Return the whole description."""
    schemas, components = msgspec.json.schema_components(
        [*(address.answers for address in TABLE), Problem], ref_template=_PARTS
    )
    paths = {_PATH.sub(r"{\1}", at.path): _path(at, schema) for at, schema in zip(TABLE, schemas, strict=False)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Kleinstadt-Board", "version": VERSION, "description": ABOUT},
        "servers": [{"url": f"{current_app.config['BASE_URL']}{PREFIX}"}],
        "security": [{}, {"key": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": {_name(status): _refusal(status, schemas[-1]) for status in _REFUSALS},
            "headers": _HEADERS,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _path(at: Address, schema: dict[str, Any]) -> dict[str, Any]:
    refs = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in _PATH.findall(at.path)
    ]
    asked = [{"name": p.name, "in": "query", "description": p.says, "schema": p.schema} for p in at.parameters]
    answered = {
        "description": at.says,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in _HEADERS},
        "content": {at.media_type: {"schema": schema}},
    }
    refused = {str(int(status)): {"$ref": f"#/components/responses/{_name(status)}"} for status in _REFUSALS}
    unchanged = {"304": {"description": "Nothing has changed since the ETag that was sent."}}
    operation = {"operationId": at.name, "summary": at.says, "parameters": [*refs, *asked]}
    return {"get": operation | {"responses": {"200": answered, **unchanged, **refused}}}


def _refusal(status: HTTPStatus, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": status.phrase, "content": {PROBLEM: {"schema": schema}}}


def _name(status: HTTPStatus) -> str:
    return status.phrase.replace(" ", "")
