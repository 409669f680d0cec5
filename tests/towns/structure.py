"""Rows that stand still: the pack, units, places, pots, procedures, decisions, posts and responsibilities."""

from tests.towns import words
from tests.towns.draw import Draw, Row, read_pack

UNIT_KINDS = ["office", "section", "facility", "staff", "coordination", "council", "committee", "company"]
ACTOR_KINDS = ["district", "association", "initiative"]


def pack(draw: Draw) -> None:
    """Leave the pack's files out, or write the town's own areas, questions and rules."""
    for name in ("areas", "questions", "rules"):
        draw.tables[name] = read_pack(name)
    draw.tables["own"] = [{"id": name} for name in ("areas", "questions", "rules") if draw.chance(0.3)]
    own = {row["id"] for row in draw.tables["own"]}
    if "areas" in own:
        draw.tables["areas"] = [
            {"id": "eigenes", "label_de": "Eigenes Feld", "label_en": "Own"},
            {"id": "2", "label_de": "Ä", "label_en": "B"},
        ]
    if "questions" in own:
        extra = {"id": "X1", "group": "cultural", "number": "7", "text_de": "Noch eine Frage?", "text_en": "One more?"}
        draw.tables["questions"].append(extra)
    if "rules" in own:
        draw.tables["rules"] = [_own_rule(draw, row) for row in draw.tables["rules"] if draw.chance(0.8)]
        draw.thresholds |= {
            row["id"]: int(row["threshold_days"]) for row in draw.tables["rules"] if row["threshold_days"]
        }


def _own_rule(draw: Draw, row: Row) -> Row:
    row = dict(row)
    if row["threshold_days"] and row["id"] != "certificate-missing" and draw.chance(0.5):
        row["threshold_days"] = str(max(0, int(row["threshold_days"]) + draw.dice.choice([-5, -1, 1, 20])))
    if row["question_id"] != "*" and draw.chance(0.1):
        row["question_id"] = draw.ref("questions")
    row["enabled"] = "0" if draw.chance(0.1) else "1"
    return row


def units(draw: Draw) -> None:
    """Draw a forest of units with exactly one root of kind town."""
    draw.rows("units", "U", lambda: _unit(draw))
    forest = draw.tables["units"]
    forest[0] |= {"kind": "town", "parent_id": "", "valid_until": ""}
    for number, unit in enumerate(forest[1:], start=1):
        unit["parent_id"] = draw.some(*[other["id"] for other in forest[:number]], empty=0.25)


def _unit(draw: Draw) -> Row:
    first, last = draw.span(draw.day(1000, empty=0.4), draw.day(empty=0.75))
    return {
        "parent_id": "",
        "name": draw.title(),
        "short_name": draw.some("10.1", "SR", "Ü"),
        "kind": draw.one(*UNIT_KINDS, *ACTOR_KINDS, *ACTOR_KINDS, *ACTOR_KINDS),
        "purpose": draw.text(),
        "email": draw.some("stadt@example.example", "ä@example.example", empty=0.5),
        "phone": draw.some("030 23125 100", "0176/040690-01", empty=0.5),
        "place_id": "",
        "valid_from": first,
        "valid_until": last,
        "confirmed_on": draw.boundary("actor-unconfirmed"),
    }


def places(draw: Draw) -> None:
    """Draw places, and give them to units."""
    draw.rows("places", "L", lambda: _place(draw), needs=("units",))
    for unit in draw.tables["units"]:
        unit["place_id"] = draw.ref("places", empty=0.5)


def _place(draw: Draw) -> Row:
    districts = [unit["id"] for unit in draw.tables["units"] if unit["kind"] == "district"] or [draw.ref("units")]
    return {
        "name": draw.title(),
        "kind": draw.one("hall", "meeting", "park"),
        "street": draw.some(*words.STREETS),
        "district_unit_id": draw.some(*districts, empty=0.5),
        "owner_unit_id": draw.ref("units"),
        "is_anchor": draw.yes(0.4),
        "is_usable": draw.yes(0.5),
        "keeper_person_id": draw.ref("people", empty=0.3),
        "usage_terms": draw.text(),
        "opening_hours": draw.some("Mo 9–12 Uhr", "nach Absprache"),
        "step_free": draw.yes(0.5),
        "capacity": draw.some("0", "40"),
    }


def money_and_rules(draw: Draw) -> None:
    """Draw pots, procedures and decisions."""
    draw.rows("budget_pots", "B", lambda: _pot(draw), share=0.6)
    draw.rows("procedures", "V", lambda: _procedure(draw), needs=("units",))
    draw.rows("decisions", "C", lambda: _decision(draw), needs=("units",), share=0.5)


def _pot(draw: Draw) -> Row:
    first, last = draw.period(300)
    apply_from, apply_until = draw.span(draw.day(100, empty=0.5), draw.day(empty=0.5))
    papers = draw.thresholds["pot-heavy-paperwork"]
    return {
        "name": draw.title(),
        "kind": draw.one("process", "project", "personnel"),
        "decided_by": draw.one("town", "association", "county", "state", "federal", "foundation"),
        "total_eur": draw.some("0", "12000", "99.95"),
        "per_project_max_eur": draw.some("500", "0.5"),
        "valid_from": first,
        "valid_until": last,
        "apply_from": apply_from,
        "apply_until": apply_until,
        "papers_required": draw.some("0", str(papers), str(papers + 1), str(papers + 4)),
        "pays": draw.one("before", "after"),
        "who_may_apply": draw.text(),
    }


def _procedure(draw: Draw) -> Row:
    return {
        "title": draw.title(),
        "kind": draw.one("procedure", "exchange"),
        "unit_id": draw.ref("units"),
        "steps": draw.some("0", "5"),
        "last_reviewed_on": draw.boundary("procedure-stale"),
        "next_on": draw.day(),
    }


def _decision(draw: Draw) -> Row:
    decided, valid_until = draw.span(draw.day(400, 800, empty=0), draw.day(empty=0.4))
    return {
        "unit_id": draw.ref("units"),
        "title": draw.title(),
        "kind": draw.one("enabling", "consensus", "fund", "mandate"),
        "decided_on": decided,
        "valid_until": valid_until,
        "reference": draw.some("2026/01", "SR 1; SR 2"),
    }


def posts_and_responsibilities(draw: Draw) -> None:
    """Draw posts and responsibilities of units."""
    draw.rows("posts", "S", lambda: _post(draw), needs=("units",))
    draw.rows("responsibilities", "R", lambda: _responsibility(draw), needs=("units", "areas"))


def _post(draw: Draw) -> Row:
    complete = draw.chance(0.5)
    return {
        "unit_id": draw.ref("units"),
        "title": draw.title(),
        "kind": draw.one("professional", "professional", "elected", "honorary"),
        "is_head": draw.yes(0.2),
        "hours_per_week": draw.hours(0 if complete else 0.4),
        "competences": draw.list("Leitung", "Kennt, das Dorf", empty=0 if complete else 0.4),
        "authority": draw.list("Unterschrift", "Vergaben bis 500 €", empty=0 if complete else 0.4),
        "funded_until": draw.day(-draw.thresholds["post-funding-ends"], empty=0.4),
        "pot_id": draw.ref("budget_pots", empty=0.6),
    }


def _responsibility(draw: Draw) -> Row:
    return {
        "unit_id": draw.ref("units"),
        "title": draw.title(),
        "kind": draw.one("mandatory", "voluntary", "internal"),
        "area": draw.ref("areas"),
        "legal_basis": draw.some("SächsGemO § 1; § 2"),
        "procedure_id": draw.ref("procedures", empty=0.5),
        "notes": draw.text(),
    }
