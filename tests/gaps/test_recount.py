"""The naive recount finds exactly the gaps that were written down by hand for Weißwald."""

import csv
import datetime as dt
from pathlib import Path

from tests.gaps.recount import PACK, recount, recount_since
from tests.gaps.recount.people import five_years_before
from tests.gaps.recount.registry import RULES

DEMO = PACK.parent / "weisswald"
AS_OF = dt.date(2026, 11, 16)


def expected_gaps() -> set[tuple[str, str, str, str]]:
    with (Path(__file__).parent / "expected_gaps.csv").open(encoding="utf-8", newline="") as file:
        return {(r["rule_id"], r["subject_kind"], r["subject_id"], r["question_id"]) for r in csv.DictReader(file)}


def test_the_recount_of_weisswald_is_exactly_the_expected_set() -> None:
    assert recount(DEMO, AS_OF) == expected_gaps()


def test_every_rule_of_the_pack_is_recounted() -> None:
    with (PACK / "rules.csv").open(encoding="utf-8", newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} == {rule.id for rule in RULES}


def test_a_person_in_without_counts_as_left_the_day_before() -> None:
    more = recount(DEMO, AS_OF, frozenset({"P028"})) - expected_gaps()
    assert ("anchor-no-keeper", "place", "L02", "S6") in more
    assert ("task-contact-left", "task", "T19", "S2") in more


def test_since_tells_the_first_day_of_the_gap() -> None:
    since = recount_since(DEMO, AS_OF)
    assert since["post-vacant", "post", "S88", "S2"] == dt.date(2026, 11, 16)
    assert since["post-vacant", "post", "S27", "S2"] == dt.date(2026, 9, 30)
    assert since["done-no-thanks", "task", "T72", "S9"] == AS_OF
    assert since["task-no-contact", "task", "T32", "S2"] is None


def test_29_february_counts_back_to_28_february() -> None:
    assert five_years_before("2028-02-29") == "2023-02-28"
    assert five_years_before("2029-02-28") == "2024-02-28"
