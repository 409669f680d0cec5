"""The page of the trend: nothing yet, charts that show the numbers of their tables, who sees what."""

import itertools
import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.core.db import db, writing
from ks_board.gaps.history import estimate, mark_unrecorded, take_snapshot
from ks_board.gaps.queries import find_gaps
from ks_board.pages.trend_charts import line_chart
from ks_board.permissions import Role
from tests.conftest import NOW, signed_in

PAGE = "/luecken/verlauf"
ON = date(2026, 11, 16)


@pytest.fixture
def known(town: Flask) -> Flask:
    """Return Weißwald with a year of estimated months and one counted day."""
    with town.app_context(), writing():
        estimate([ON - timedelta(days=30 * number) for number in range(12, 0, -1)], now=NOW)
        take_snapshot(ON, now=NOW)
        db.session.commit()
    return town


def numbers_of_chart(html: str, chart: str) -> list[str]:
    """Return the numbers printed beside the bars, or hidden in the marks of lines."""
    svg = html[html.index(f'aria-labelledby="{chart}-titel') :].split("</svg>", maxsplit=1)[0]
    if titles := re.findall(r"<title>[^:<]+: (\d+) ", svg):
        return titles
    return re.findall(r'y="[\d.]+">(\d+)</text>', svg)


def table(html: str, caption: str) -> list[list[str]]:
    """Return the cells of a table as text."""
    body = html[re.search(rf"<caption[^>]*>{caption}", html).start() :].split("</table>", maxsplit=1)[0]  # type: ignore[union-attr]
    rows = re.findall(r"<tr>(.*?)</tr>", body.split("<tbody>")[1], re.DOTALL)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def test_before_the_first_night_it_says_when_figures_come(client: FlaskClient) -> None:
    text = client.get(PAGE).text
    assert "die ersten Zahlen stehen morgen hier" in text
    assert "<svg class=" not in text


def test_the_lines_show_the_numbers_of_the_table(known: Flask) -> None:
    text = signed_in(known, Role.COORDINATOR).get(PAGE).text
    rows = table(text, "Lücken, ")
    by_weight = [row[column] for column in (1, 2, 3) for row in rows if row[column] != "–"]
    assert numbers_of_chart(text, "bild-tage") == by_weight
    assert len(rows) > 10


def test_the_bars_of_questions_show_the_numbers_of_the_table(known: Flask) -> None:
    text = signed_in(known, Role.COORDINATOR).get(PAGE).text
    rows = table(text, "Lücken je Frage, ")
    assert numbers_of_chart(text, "bild-fragen") == [number for row in rows for number in row[1:]]
    assert sum(int(row[2]) for row in rows) == total(known)


def test_the_bars_of_durations_show_the_numbers_of_the_table(known: Flask) -> None:
    text = signed_in(known, Role.COORDINATOR).get(PAGE).text
    rows = table(text, "Dauer der Lücken, ")
    assert numbers_of_chart(text, "bild-dauer") == [number for row in rows for number in row[1:]]
    until, since = (sum(int(row[column]) for row in rows) for column in (1, 2))
    assert re.findall(r"(bis zum Runden Tisch|seitdem): (\d+) Lücken sind zugegangen", text) == [
        ("bis zum Runden Tisch", str(until)),
        ("seitdem", str(since)),
    ]


def test_today_is_as_the_list_of_gaps_says(known: Flask) -> None:
    last = table(signed_in(known, Role.COORDINATOR).get(PAGE).text, "Lücken, ")[-1]
    assert (last[0], last[4], last[5]) == ("16. November 2026", str(total(known)), "jetzt")


def test_a_day_that_nobody_knows_is_no_nought(town: Flask) -> None:
    with town.app_context(), writing():
        take_snapshot(ON - timedelta(days=2), now=NOW)
        mark_unrecorded(ON)
        take_snapshot(ON, now=NOW)
        db.session.commit()
    rows = table(signed_in(town, Role.COORDINATOR).get(PAGE).text, "Lücken, ")
    assert [row[0] for row in rows] == ["14. November 2026", "15. November 2026", "16. November 2026"]
    assert rows[1][1:] == ["–", "–", "–", "–", "nicht bekannt"]


def test_the_public_sees_only_numbers_of_public_gaps(known: Flask) -> None:
    public = table(known.test_client().get(PAGE).text, "Lücken, ")
    with known.app_context():
        assert public[-1][4] == str(len(find_gaps(ON, only_public=True)))
    assert all(int(few[4]) < int(all_[4]) for few, all_ in zip(public, staff_rows(known), strict=True) if few[4] != "–")


def test_a_question_shows_its_own_line(known: Flask) -> None:
    text = signed_in(known, Role.COORDINATOR).get("/checkliste/S4").text
    rows = table(text, "Lücken zu dieser Frage, letzte")
    assert numbers_of_chart(text, "bild-verlauf") == [row[1] for row in rows if row[1] != "–"]


def test_a_period_that_is_not_offered_is_refused(client: FlaskClient) -> None:
    assert client.get(f"{PAGE}?monate=7").status_code == 400


def test_a_line_is_cut_where_a_number_is_not_known() -> None:
    (line,) = line_chart([1, 2, 3, 4], [("total", "Lücken", [4, None, 2, 0])]).lines
    assert [[mark.number for mark in stretch] for stretch in line.stretches] == [[4], [2, 0]]


def test_names_of_lines_do_not_cover_each_other() -> None:
    chart = line_chart([1, 2], [("a", "A", [5, 9]), ("b", "B", [5, 9]), ("c", "C", [0, 8])])
    heights = sorted(line.label_y for line in chart.lines)
    assert all(lower - upper >= 16 for upper, lower in itertools.pairwise(heights))


def staff_rows(app: Flask) -> list[list[str]]:
    return table(signed_in(app, Role.COORDINATOR).get(PAGE).text, "Lücken, ")


def total(app: Flask) -> int:
    with app.app_context():
        return len(find_gaps(ON))
