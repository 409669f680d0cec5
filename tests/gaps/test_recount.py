"""The naive recount finds exactly the gaps that were written down by hand for Weißwald."""

import csv
import datetime as dt
from pathlib import Path

from tests.gaps.recount import PACK, found, recount, recount_since
from tests.gaps.recount.people import five_years_before
from tests.gaps.recount.registry import RULES, Rule
from tests.gaps.recount.since import beginning_of
from tests.gaps.recount.town import Row, Town
from tests.towns import make_town

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


def town_of(folder: Path, **files: str) -> Path:
    """Write a tiny town: one line of text per row, columns separated by semicolons."""
    folder.mkdir()
    for name, text in ({"units": "id;name;kind\nU1;Stadt;town"} | files).items():
        (folder / f"{name}.csv").write_text(text, encoding="cp1252")
    return folder


def test_a_town_without_meta_is_named_by_its_root(tmp_path: Path) -> None:
    gaps = recount(town_of(tmp_path / "t"), AS_OF)
    assert ("enabling-decision-missing", "town", "U1", "S1") in gaps
    assert len(gaps) == 2 + 22


def test_the_towns_own_rules_change_thresholds_and_questions_and_switch_off(tmp_path: Path) -> None:
    rules = "id;question_id;subject_kind;severity;threshold_days;title_de;title_en;enabled\n{};K1;message;1;{};a;b;{}"
    message = "id;received_on;kind;subject;unit_id\nN1;2026-11-12;worry;Ä;U1"
    for number, days, enabled, expected in [
        (1, 4, "", True),
        (2, 5, "1", False),
        (3, 4, "0", False),
        (4, "", "1", False),
    ]:
        own = rules.format("message-unanswered", days, enabled)
        folder = town_of(tmp_path / str(number), messages=message, rules=own)
        assert (("message-unanswered", "message", "N1", "K1") in recount(folder, AS_OF)) is expected


def test_since_is_what_asking_day_by_day_would_tell(tmp_path: Path) -> None:
    on = make_town(3, tmp_path, size=6)
    town = Town.read(tmp_path, PACK).at(on, frozenset())
    gaps = [(rule, row) for rule in RULES for row in found(town, rule)]
    told = [beginning_of(town, rule, row) for rule, row in gaps]
    assert told == [asked_day_by_day(town, rule, row, on) for rule, row in gaps]


def asked_day_by_day(town: Town, rule: Rule, row: Row, on: dt.date) -> dt.date | None:
    """Go back day by day, at most nine years, until the condition no longer holds."""
    threshold = town.threshold(rule.id)
    for back in range(1, 9 * 366):
        if not rule.holds(town.on_day((on - dt.timedelta(days=back)).isoformat()), row, threshold):
            return on - dt.timedelta(days=back - 1)
    return None
