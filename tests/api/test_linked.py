"""The linked data: every node is one thing, and every link leads to a node."""

import json
from collections import Counter
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.api.conftest import BASE, get, key_of
from tests.conftest import WEISSWALD

CLASSES = {
    "org:FormalOrganization",
    "org:Organization",
    "org:OrganizationalUnit",
    "org:Post",
    "skos:Concept",
}


@pytest.fixture
def graph(client: FlaskClient) -> list[dict[str, Any]]:
    """Return the nodes."""
    nodes: list[dict[str, Any]] = get(client, "/organigram.jsonld").get_json()["@graph"]
    return nodes


def test_context_is_inline_and_explains_every_word(client: FlaskClient, graph: list[dict[str, Any]]) -> None:
    context = get(client, "/organigram.jsonld").get_json()["@context"]
    words = {word for node in graph for word in node} | {
        word for node in graph for who in node.get("heldBy", []) for word in who
    }
    assert words <= set(context)
    assert context["org"] == "http://www.w3.org/ns/org#"
    assert {node["type"] for node in graph} == CLASSES


def test_every_node_has_an_id_of_its_own_at_this_board(graph: list[dict[str, Any]]) -> None:
    ids = [node["id"] for node in graph]
    assert len(ids) == len(set(ids))
    assert all(identity.startswith(f"{BASE}/") for identity in ids)


@pytest.mark.parametrize("link", ["postIn", "partOf", "kind"])
def test_every_link_leads_to_a_node(graph: list[dict[str, Any]], link: str) -> None:
    ids = {node["id"] for node in graph}
    leads = [node[link] for node in graph if link in node]
    assert leads
    assert set(leads) <= ids


def test_all_units_and_posts_in_force_are_there(graph: list[dict[str, Any]]) -> None:
    kinds = Counter(node["type"] for node in graph)
    assert kinds["org:Post"] == (WEISSWALD / "posts.csv").read_text().count("\n") - 1
    assert sum(kinds[kind] for kind in CLASSES if kind.startswith("org:Or") or "Formal" in kind) == 48
    assert [node["name"] for node in graph if node["type"] == "org:FormalOrganization"] == ["Stadt Weißwald"]


def test_every_page_that_is_named_exists(client: FlaskClient, graph: list[dict[str, Any]]) -> None:
    pages = [node["page"].removeprefix(BASE) for node in graph if "page" in node]
    assert {client.get(page).status_code for page in pages[::20]} == {200}


def test_holders_are_named_by_consent_or_to_a_key(town: Flask) -> None:
    machine = town.test_client()
    public, known = (_holders(get(machine, "/organigram.jsonld", key).get_json()) for key in (None, key_of(town)))
    assert len(public) < len(known)
    assert public <= known


def _holders(linked: dict[str, Any]) -> Counter[str]:
    return Counter(
        json.dumps([node["id"], who["personName"]]) for node in linked["@graph"] for who in node.get("heldBy", [])
    )
