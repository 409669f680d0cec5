"""Units and posts as JSON-LD in the words of the W3C organization ontology: https://www.w3.org/TR/vocab-org/

Each node stands for a thing, not for its page: its id is the page's address with a fragment. The context is inline,
so that nobody has to fetch one. A post is held by those who lead it; a person is named only by public consent.
"""

from datetime import date
from typing import Any

from flask import url_for
from msgspec import Struct, field

from ks_board.organigram.models import UnitKind
from ks_board.organigram.tree import PostNode, UnitNode, leads
from ks_board.organigram.words import UNIT_KINDS
from ks_board.pages.api.structure import Place, read_town, walk
from ks_board.pages.notices import address

LINK = {"@type": "@id"}
CONTEXT: dict[str, Any] = {
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "id": "@id",
    "type": "@type",
    "name": "skos:prefLabel",
    "shortName": "skos:altLabel",
    "code": "skos:notation",
    "page": {"@id": "foaf:page", **LINK},
    "kind": {"@id": "org:classification", **LINK},
    "partOf": {"@id": "org:subOrganizationOf", **LINK},
    "postIn": {"@id": "org:postIn", **LINK},
    "heldBy": "org:heldBy",
    "personName": "foaf:name",
}
Node = dict[str, Any]


class Linked(Struct, frozen=True):
    """Units and posts as linked data, in the words of the W3C organization ontology."""

    context: dict[str, Any] = field(name="@context")
    graph: list[dict[str, Any]] = field(name="@graph")


def linked(*, on: date) -> Linked:
    """Return units, posts, holders who may be named, and kinds of units."""
    places = list(walk(read_town(on)))
    kinds = dict.fromkeys(place.unit.kind for place in places)
    posts = [_post(node, place.unit) for place in places for node in place.unit.posts]
    return Linked(CONTEXT, [*map(_unit, places), *posts, *map(_kind, kinds)])


def _unit(place: Place) -> Node:
    unit = place.unit
    node = {"id": _unit_id(unit.ref), "type": _type(place), "name": unit.name, "kind": _kind_id(unit.kind)}
    more = {"shortName": unit.short_name, "partOf": _unit_id(place.parent) if place.parent else None}
    return node | {name: value for name, value in more.items() if value} | {"page": _page("organigram.unit", unit.ref)}


def _type(place: Place) -> str:
    if place.parent:
        return "org:OrganizationalUnit"
    return "org:FormalOrganization" if place.unit.kind == UnitKind.TOWN else "org:Organization"


def _post(post: PostNode, unit: UnitNode) -> Node:
    page = _page("organigram.post", post.ref)
    node = {"id": f"{page}#post", "type": "org:Post", "name": post.title, "postIn": _unit_id(unit.ref), "page": page}
    named = [{"type": "foaf:Person", "personName": who.name} for who in leads(post.holders) if who.name]
    return node | ({"heldBy": named} if named else {})


def _kind(kind: str) -> Node:
    return {"id": _kind_id(kind), "type": "skos:Concept", "code": kind, "name": str(UNIT_KINDS[UnitKind(kind)])}


def _unit_id(ref: str) -> str:
    return f"{_page('organigram.unit', ref)}#unit"


def _kind_id(kind: str) -> str:
    return f"{address(url_for('api.organigram_linked'))}#{kind}"


def _page(endpoint: str, ref: str) -> str:
    return address(url_for(endpoint, ref=ref))
