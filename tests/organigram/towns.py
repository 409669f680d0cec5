"""Towns for the picture's tests: Weißwald from its files, and generated ones of any size."""

import csv
import random
from collections import defaultdict
from datetime import date
from pathlib import Path

from ks_board.organigram.tree import Holder, PostNode, ResponsibilityNode, Town, UnitNode

FOLDER = Path(__file__).parents[2] / "ks_board" / "data" / "weisswald"
DAY = date(2026, 11, 16)


class Paths:
    """Links as the views make them."""

    def unit(self, ref: str) -> str:
        return f"/einheiten/{ref}"

    def post(self, ref: str) -> str:
        return f"/stellen/{ref}"

    def responsibility(self, ref: str) -> str:
        return f"/zustaendigkeiten/{ref}"


def weisswald(on: date = DAY, *, public: bool = False) -> Town:
    """Read the demo town as a coordinator sees it, or with the names that the public may read."""
    people = {row["id"]: row for row in _rows("people")}
    holders = defaultdict(list)
    for row in _rows("appointments"):
        person = people[row["person_id"]]
        if _in_force(row["from"], row["until"], on) and not _reached(person["left_on"], on):
            name = f"{person['given_name']} {person['family_name']}"
            shown = name if person["consent_public"] == "1" or not public else None
            until = date.fromisoformat(row["until"]) if row["until"] else None
            holders[row["target_kind"], row["target_id"]].append(Holder(shown, row["kind"], until))
    units = [row for row in _rows("units") if _in_force(row["valid_from"], row["valid_until"], on)]
    posts, duties = defaultdict(list), defaultdict(list)
    for row in _rows("posts"):
        held = tuple(holders["post", row["id"]])
        posts[row["unit_id"]].append(PostNode(row["id"], row["title"], row["kind"], row["is_head"] == "1", held))
    for row in _rows("responsibilities"):
        held = tuple(holders["responsibility", row["id"]])
        duties[row["unit_id"]].append(ResponsibilityNode(row["id"], row["title"], held))

    def node(row: dict[str, str]) -> UnitNode:
        below = tuple(node(child) for child in units if child["parent_id"] == row["id"])
        own = tuple(posts[row["id"]]), tuple(duties[row["id"]])
        return UnitNode(row["id"], row["name"], row["short_name"] or None, row["kind"], *own, below)

    return Town("Weißwald", on, tuple(node(row) for row in units if not row["parent_id"]))


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _in_force(start: str, end: str, on: date) -> bool:
    return (not start or start <= on.isoformat()) and (not end or end >= on.isoformat())


def _reached(day: str, on: date) -> bool:
    return bool(day) and day <= on.isoformat()


KINDS = ("office", "section", "facility", "staff", "district", "council", "committee", "association", "initiative")
WORDS = [
    "Bau",
    "Stadt",
    "Grün",
    "Kultur",
    "Bildung",
    "Ordnung",
    "Archiv",
    "Forst",
    "Sport",
    "Markt",
    "Personal",
    "Kasse",
    "Jugend",
    "Wege",
    "Wasser",
]


def generated(size: int, *, roots: int = 1, fan: int = 6, seed: int = 1) -> Town:
    """Make a town of `size` units under `roots` roots, with at most about `fan` children each."""
    dice = random.Random(seed)
    parents: dict[int, int | None] = {
        n: None if n < roots else dice.randrange(max(0, n // fan - 2), n) for n in range(size)
    }
    for n in range(roots, size):
        parents[n] = dice.choice([m for m in range(n) if m < max(roots, size // fan)])
    children = defaultdict(list)
    for child, parent in parents.items():
        children[parent].append(child)

    def node(n: int) -> UnitNode:
        kind = ("town" if n == 0 else dice.choice(KINDS[-2:])) if n < roots else dice.choice(KINDS[:7])
        posts = tuple(_post(dice, f"S{n}-{i}", i == 0) for i in range(dice.randrange(4)))
        return UnitNode(f"U{n}", _name(dice, kind), f"{n}", kind, posts, (), tuple(map(node, children[n])))

    return Town("Musterstadt", DAY, tuple(node(n) for n in children[None]))


def _name(dice: random.Random, kind: str) -> str:
    words = dice.sample(WORDS, dice.randint(1, 3))
    return f"{kind.capitalize()} {' und '.join(words)}"


def _post(dice: random.Random, ref: str, is_head: bool) -> PostNode:
    held = dice.choice(
        [
            (),
            (Holder("Eva Muster", "lead"),),
            (Holder("Eva Muster", "lead"), Holder(None, "deputy")),
            (Holder("Uwe", "deputy"),),
        ]
    )
    return PostNode(ref, f"Stelle {ref}", "professional", is_head, held)
