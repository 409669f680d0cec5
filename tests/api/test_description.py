"""The OpenAPI description, and every answer measured by it."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.api.conftest import BASE, V1, get, key_of
from tests.conftest import TODAY

EXAMPLES = {
    "/checklist": "/checklist",
    "/gaps": f"/gaps?on={TODAY}&page=1&per_page=100",
    "/organigram": "/organigram?on=2027-01-01",
    "/organigram.jsonld": "/organigram.jsonld",
    "/posts": "/posts?per_page=100",
    "/responsibilities": "/responsibilities?page=2",
    "/tasks": "/tasks?per_page=100",
    "/tasks.atom": "/tasks.atom",
    "/tasks/{ref}": "/tasks/T01",
    "/units": "/units?per_page=100",
    "/units/{ref}": "/units/U13",
}


@pytest.fixture
def description(client: FlaskClient) -> Any:
    """Return the description as a machine reads it."""
    return get(client, "/openapi.json").get_json()


def test_description_is_valid_openapi(description: Any) -> None:
    OpenAPIV31SpecValidator(description).validate()
    assert (description["openapi"], description["servers"]) == ("3.1.0", [{"url": f"{BASE}{V1}"}])


def test_every_address_is_described_and_has_an_example(weisswald: Flask, description: Any) -> None:
    rules = {rule.rule.removeprefix(V1) for rule in weisswald.url_map.iter_rules() if rule.rule.startswith(V1)}
    described = {path.replace("{ref}", "<ref>") for path in description["paths"]}
    assert described == rules - {"/openapi.json"}
    assert set(EXAMPLES) == set(description["paths"])


@pytest.mark.parametrize("path", EXAMPLES)
def test_answer_fits_its_own_schema(client: FlaskClient, description: Any, path: str) -> None:
    _check(description, path, get(client, EXAMPLES[path]))


@pytest.mark.parametrize("path", ["/gaps", "/posts", "/tasks/{ref}", "/units/{ref}"])
def test_answer_to_a_key_fits_its_own_schema(town: Flask, path: str) -> None:
    machine, key = town.test_client(), key_of(town)
    _check(get(machine, "/openapi.json").get_json(), path, get(machine, EXAMPLES[path], key))


@pytest.mark.parametrize("path", ["/nothing", "/units/none", "/units?on=tomorrow"])
def test_refusal_fits_the_schema_of_problems(client: FlaskClient, description: Any, path: str) -> None:
    answer = get(client, path)
    assert answer.mimetype == "application/problem+json"
    _validate(description, {"$ref": "#/components/schemas/Problem"}, answer.get_json())
    assert answer.get_json()["status"] == answer.status_code


def _check(description: Any, path: str, answer: Any) -> None:
    [(media_type, content)] = description["paths"][path]["get"]["responses"]["200"]["content"].items()
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    body = answer.get_json() if media_type.endswith("json") else answer.text
    _validate(description, content["schema"], body)


def _validate(description: Any, schema: dict[str, Any], body: Any) -> None:
    whole = schema | {"components": description["components"]}
    Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(body)
