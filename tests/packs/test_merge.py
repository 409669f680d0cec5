"""The three-way merge: nothing of the town is lost without its word, nothing of the pack is forgotten."""

from hypothesis import given
from hypothesis import strategies as st

from ks_board.exchange.pack_merge import Cell, Choice, Merge, Tables, merge

ROWS = st.dictionaries(st.sampled_from("abc"), st.fixed_dictionaries({"x": st.sampled_from("012")}), max_size=3)
TABLES = ROWS.map(lambda rows: {"rules": rows})


def outcome(town: Tables, pack: Tables, found: Merge) -> dict[str, str]:
    """Return the cells by id as they are after the merge."""
    after = {ref: row["x"] for ref, row in town["rules"].items()}
    after |= {ref: pack["rules"][ref]["x"] for ref in found.new.get("rules", ())}
    return after | {cell.ref: cell.pack for cell in found.taken}


@given(TABLES, TABLES, TABLES)
def test_what_only_the_town_changed_stays(base: Tables, town: Tables, pack: Tables) -> None:
    after = outcome(town, pack, merge(base, town, pack))
    for ref, row in town["rules"].items():
        if pack["rules"].get(ref) == base["rules"].get(ref):
            assert after[ref] == row["x"]


@given(TABLES, TABLES, TABLES)
def test_what_only_the_pack_changed_is_taken(base: Tables, town: Tables, pack: Tables) -> None:
    after = outcome(town, pack, merge(base, town, pack))
    for ref, row in pack["rules"].items():
        if town["rules"].get(ref) == base["rules"].get(ref):
            assert after.get(ref) == row["x"]


@given(TABLES, TABLES, TABLES)
def test_a_conflict_is_where_all_three_differ(base: Tables, town: Tables, pack: Tables) -> None:
    found = merge(base, town, pack)
    differing = {
        ref
        for ref in town["rules"].keys() & pack["rules"].keys()
        if town["rules"][ref] != pack["rules"][ref]
        and base["rules"].get(ref) not in (town["rules"][ref], pack["rules"][ref])
    }
    assert {cell.ref for cell in found.conflicts} == differing


@given(TABLES, TABLES, TABLES, st.sampled_from(Choice))
def test_decided_conflicts_are_none(base: Tables, town: Tables, pack: Tables, choice: Choice) -> None:
    found = merge(base, town, pack, lambda cell: choice)
    assert found.conflicts == []
    assert outcome(town, pack, found).keys() >= town["rules"].keys()


@given(TABLES, TABLES, TABLES)
def test_applying_twice_changes_nothing_the_second_time(base: Tables, town: Tables, pack: Tables) -> None:
    found = merge(base, town, pack, lambda cell: Choice.TAKE)
    after = {"rules": {ref: {"x": text} for ref, text in outcome(town, pack, found).items()}}
    assert not merge(pack, after, pack).writes


def test_a_column_that_the_pack_gets_later_was_empty_before() -> None:
    found = merge({"rules": {"a": {}}}, {"rules": {"a": {"x": ""}}}, {"rules": {"a": {"x": "1"}}})
    assert found.taken == [Cell("rules", "a", "x", "", "", "1")]


def test_a_row_that_the_town_removed_stays_away() -> None:
    row = {"areas": {"a": {"x": "1"}}}
    assert merge(row, {"areas": {}}, row).removed == {"areas": ["a"]}
