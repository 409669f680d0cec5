"""Towns for the picture's tests: Weißwald from its files, and generated ones of any size."""

import csv
import random
from collections import defaultdict
from datetime import date
from pathlib import Path

from ks_board.organigram.tree import Holder, PostNode, ResponsibilityNode, Town, UnitNode

FOLDER = Path(__file__).parents[2] / "ks_board" / "data" / "weisswald"
DAY = date(2026, 11, 16)
KINDS = ("office", "section", "facility", "staff", "district", "council", "committee", "association", "initiative")
WORDS = ("Bau", "Grün", "Kultur", "Bildung", "Ordnung", "Archiv", "Forst", "Sport", "Markt", "Personal", "Jugend")
HELD = (
    (),
    (Holder("Eva Muster", "lead", date(2029, 6, 30)),),
    (Holder("Eva Muster", "lead"), Holder(None, "deputy")),
    (Holder("Uwe", "deputy"),),
)


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


def generated(size: int, *, roots: int = 1, fan: int = 6, seed: int = 1) -> Town:
    """Make a town of `size` units under `roots` roots; about one unit in `fan` has others below it."""
    dice = random.Random(seed)
    children = defaultdict(list)
    for number in range(size):
        parent = dice.randrange(min(number, max(roots, size // fan))) if number >= roots else None
        children[parent].append(number)

    def node(number: int) -> UnitNode:
        below = tuple(map(node, children[number]))
        kind = dice.choice(KINDS[:7]) if number >= roots else dice.choice(KINDS[7:]) if number else "town"
        posts = tuple(_post(dice, f"S{number}-{n}", is_head=n == 0) for n in range(dice.randrange(4)))
        name = f"{kind.capitalize()} {' und '.join(dice.sample(WORDS, dice.randint(1, 3)))}"
        return UnitNode(f"U{number}", name, str(number), kind, posts, (), below)

    return Town("Musterstadt", DAY, tuple(map(node, children[None])))


def tiny() -> Town:
    """Make a town of three units that has a post in every state and a responsibility."""
    lead, deputy = Holder("Eva Ähre", "lead", date(2029, 6, 30)), Holder("Uwe Ost", "deputy")
    posts = (
        PostNode("S1", "Leitung", "professional", is_head=True, holders=(lead, deputy)),
        PostNode("S2", "Kasse", "professional", holders=(deputy,)),
        PostNode("S3", "Archiv", "professional"),
    )
    duties = (ResponsibilityNode("R1", "Winterdienst", (Holder(None, "lead"),)),)
    office = UnitNode("U2", "Hauptamt", "10", "office", posts, duties)
    root = UnitNode("U1", "Stadt Klein", None, "town", children=(office,))
    return Town("Klein", DAY, (root, UnitNode("U3", "Chor e. V.", None, "association")))


def _post(dice: random.Random, ref: str, *, is_head: bool) -> PostNode:
    return PostNode(ref, f"Stelle {ref}", "professional", is_head, dice.choice(HELD))


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _in_force(start: str, end: str, on: date) -> bool:
    return (not start or start <= on.isoformat()) and (not end or end >= on.isoformat())


def _reached(day: str, on: date) -> bool:
    return bool(day) and day <= on.isoformat()
