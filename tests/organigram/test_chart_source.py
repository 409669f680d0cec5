"""The DOT source of small towns, letter by letter, and what may never be in it."""

from datetime import date
from pathlib import Path

import pytest

from ks_board.organigram import chart
from ks_board.organigram.chart.boxes import ForeignLinkError
from ks_board.organigram.tree import Town, UnitNode
from ks_board.organigram.wording import chart_words
from tests.organigram.pictures import Drawn
from tests.organigram.towns import DAY, Paths, tiny, weisswald

GOLDEN = Path(__file__).parent / "golden"


def overview(town: Town) -> str:
    return chart.overview(town, Paths(), chart_words()).source


def unit(town: Town, ref: str) -> str:
    return chart.unit(town, ref, Paths(), chart_words()).source


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("overview", overview(tiny())),
        ("unit", unit(tiny(), "U2")),
        ("poster", chart.poster(tiny(), Paths(), chart_words())[0].source),
    ],
)
def test_source_is_as_it_was(name: str, source: str) -> None:
    """If the change is meant: write `source` into the file and look at the picture."""
    assert source == (GOLDEN / f"{name}.dot").read_text(encoding="utf-8")


def test_order_of_the_data_does_not_matter() -> None:
    town = tiny()
    turned = Town(town.name, town.on, town.roots[::-1])
    assert overview(turned) == overview(town)


def test_node_ids_are_numbers() -> None:
    ids = [line.split()[0] for line in overview(tiny()).splitlines() if " [label=" in line and "->" not in line]
    assert [name for name in ids if name not in ("graph", "node", "edge") and not name[1:].isdigit()] == []


def test_title_town_day_and_legend_stand_in_the_picture() -> None:
    texts = " ".join(Drawn(overview(tiny())).texts)
    assert texts.startswith("Klein Organigramm · Stand: 16. November 2026 Stellen: besetzt nur Vertretung unbesetzt")


def test_picture_says_that_the_day_is_another_one() -> None:
    town = Town("Klein", date(2020, 1, 1), tiny().roots, other_day=True)
    assert "Stand: 1. Januar 2020 (ein anderer Tag als heute)" in overview(town)


def test_unit_picture_names_holders_deputies_and_what_is_missing() -> None:
    texts = Drawn(unit(tiny(), "U2")).texts
    for said in ("Eva Ähre, bis 30. Juni 2029", "Vertretung: Uwe Ost", "nur Vertretung (Uwe Ost)", "unbesetzt"):
        assert said in texts
    assert texts[-2:] == ["Leitung: besetzt", "Vertretung: fehlt"]


def test_overview_counts_the_posts_of_each_unit_by_state() -> None:
    texts = Drawn(overview(tiny())).texts
    assert texts[texts.index("Hauptamt") :][3:6] == ["1 besetzt", "1 nur Vertretung", "1 unbesetzt"]


def test_public_picture_of_weisswald_names_nobody_without_consent() -> None:
    named, public = (
        chart.poster(weisswald(public=public), Paths(), chart_words())[0].source for public in (False, True)
    )
    assert "Rolf" not in public or "Rolf" in named
    assert public.count("Leitung: besetzt") > named.count("Leitung: besetzt")


@pytest.mark.parametrize("href", ["javascript:alert(1)", "https://example.org/", "//example.org", "/\\example.org"])
def test_link_to_anywhere_else_is_refused(href: str) -> None:
    class Foreign(Paths):
        def unit(self, ref: str) -> str:
            return href

    with pytest.raises(ForeignLinkError):
        chart.overview(tiny(), Foreign(), chart_words())


def test_picture_without_links_is_possible() -> None:
    class Nowhere(Paths):
        def unit(self, ref: str) -> None:  # type: ignore[override]
            return None

    assert "HREF" not in chart.overview(tiny(), Nowhere(), chart_words()).source


def test_unknown_unit_is_not_drawn() -> None:
    with pytest.raises(chart.UnitNotInForce):
        unit(tiny(), "U99")


@pytest.mark.parametrize("draw", [overview, lambda town: unit(town, "U1")], ids=["overview", "unit"])
def test_town_of_one_unit_without_a_name_is_drawn(draw: object) -> None:
    town = Town("", DAY, (UnitNode("U1", "", None, "town"),))
    assert Drawn(draw(town)).texts  # type: ignore[operator]


def test_town_without_units_is_only_a_title() -> None:
    assert Drawn(overview(Town("Leer", DAY, ()))).texts[0] == "Leer"
