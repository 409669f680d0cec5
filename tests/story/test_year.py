"""One town, one year: what the board says each month is what a recount of the town's own files tells."""

import csv
import io
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from ks_board.core.db import db, writing
from ks_board.exchange.importer import import_folder
from ks_board.gaps.history import closed_between, counts_on, list_known_days
from ks_board.people.accounts import create_account
from ks_board.people.models import Person
from ks_board.permissions import Role
from tests.conftest import NOW, email_of, make_app
from tests.gaps.maker import ON
from tests.gaps.recount import PACK, recount_since
from tests.gaps.recount.town import Town
from tests.story import count
from tests.story.play import LAST, MONTHS, PAUSE, Month, Story
from tests.story.script import SCRIPT
from tests.story.town import COORDINATION, write_town
from tests.trend.test_trend import table

pytestmark = pytest.mark.xdist_group("story")  # One worker plays the year for all.

YEAR = ON + timedelta(days=LAST)
CALL_RULES = {"tandem-silent", "sponsor-silent", "task-one-person", "mandate-ending", "person-no-thanks"}
STEPS = (7, 30, 90, 180, 10_000)


@pytest.fixture(scope="module")
def story(instances: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Return the year, played once."""
    place = tmp_path_factory.mktemp("story")
    app = make_app(instances / "story")
    shutil.copy(instances / "template" / "board.sqlite", instances / "story")
    with app.app_context(), writing():
        import_folder(write_town(place / "first"), now=NOW)
        person = db.session.query(Person.id).filter_by(ref=COORDINATION).scalar()
        create_account(email=email_of(Role.COORDINATOR), roles=[Role.COORDINATOR], person_id=person)
        db.session.commit()
    yield Story(app, place, SCRIPT).play()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def board(story: Story) -> Iterator[Flask]:
    """Run the test inside the context of the town's app."""
    with story.app.app_context():
        yield story.app


@pytest.fixture(params=MONTHS)
def month(story: Story, request: pytest.FixtureRequest) -> Month:
    """Return what the board said on the day of a month."""
    return story.months[request.param]


@pytest.fixture(scope="module")
def closed(story: Story) -> list[count.Life]:
    """Return the gaps that closed, by the ledger of the story."""
    return count.lives(story.ledger, recount_since(story.folders[0], ON))


def cells(report: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows of each part of the report's CSV file."""
    parts: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in csv.DictReader(io.StringIO(report)):
        parts[row["part"]][row["row"]][row["column"]] = row["value"]
    return {part: list(rows.values()) for part, rows in parts.items()}


def first_day(month: Month) -> date:
    """Return the first day of the month's report."""
    return ON + timedelta(days=max(0, month.number - 90))


def opened_on(story: Story, rule: str, subject: str) -> int:
    """Return the first day of a gap, as the number of the day in the story."""
    return min((day - ON).days for day, gaps in story.ledger.items() if (rule, subject) in {(g[0], g[2]) for g in gaps})


def last_on(story: Story, rule: str, subject: str) -> int:
    """Return the last day of a gap."""
    return max((day - ON).days for day, gaps in story.ledger.items() if (rule, subject) in {(g[0], g[2]) for g in gaps})


@pytest.mark.parametrize(
    ("rule", "subject", "first", "last"),
    [
        ("task-unfilled", "TA1", 33, 44),
        ("message-unanswered", "N002", 14, 34),
        ("mandate-ending", "AP1", 0, 60),
        ("post-vacant", "PO3", 61, LAST),
        ("post-vacant", "PO2", 0, 28),
        ("recurring-temporary-money", "TA6", 0, 249),
        ("responsibility-no-deputy", "RE1", 0, 113),
        ("done-no-thanks", "TA4", 214, 229),
    ],
)
def test_what_the_story_did_opens_and_closes_gaps(story: Story, rule: str, subject: str, first: int, last: int) -> None:
    assert (opened_on(story, rule, subject), last_on(story, rule, subject)) == (first, last)


def test_every_day_is_known_with_the_numbers_of_the_ledger(board: Flask, story: Story) -> None:
    days = sorted(story.ledger)
    known = counts_on(days)
    for day in days:
        town = Town.read(story.folder((day - ON).days), PACK)
        assert known[day] == count.by_question(town, story.ledger[day]), day


def test_days_without_work_come_from_the_record(board: Flask, story: Story) -> None:
    known = list_known_days(ON + timedelta(days=PAUSE.start), ON + timedelta(days=PAUSE.stop))
    assert [source.value for source in known.values()] == ["from_record"] * len(PAUSE) + ["taken"]


def test_every_gap_closed_on_the_day_of_the_ledger(board: Flask, closed: list[count.Life]) -> None:
    found = closed_between(ON, YEAR)
    told = [
        count.Life(one.closed_on, (one.rule_ref, one.subject_kind, one.subject_ref, one.question_ref), *opening)
        for one in found
        for opening in [(one.opened_on, one.opening_known)]
    ]
    assert sorted(told) == closed
    assert len(closed) > 20


def test_the_report_counts_gaps_by_question_and_urgency(month: Month, story: Story) -> None:
    rows = cells(month.pages["report"])["alle-fragen"]
    told = {row["Frage"]: [int(row[name]) for name in ("dringend", "wichtig", "bei Gelegenheit")] for row in rows}
    counted = count.by_question(month.town, story.ledger[month.on])
    assert told == {ref: [counted.get(ref, Counter())[weight] for weight in (3, 2, 1)] for ref in told}
    assert sum(map(sum, told.values())) == len(story.ledger[month.on])


def test_the_report_compares_with_the_first_day_of_its_period(month: Month, story: Story) -> None:
    before = Counter(gap[3] for gap in story.ledger[first_day(month)])
    rows = cells(month.pages["report"])["alle-fragen"]
    assert {row["Frage"]: int(row["Vorher"]) for row in rows if row["Vorher"] != "0"} == before


def test_the_three_numbers_of_the_report(month: Month, story: Story) -> None:
    town, first, gaps = month.town, first_day(month), story.ledger[month.on]
    urgent = sum(count.severity(town, gap) == 3 for gap in gaps)
    told = cells(month.pages["report"])["zahlen"]
    done = count.deeds(town, first, month.on)
    assert [int(row["Zahl"]) for row in told] == [len(gaps), count.volunteers(town, month.on), done]
    assert told[0]["Dazu"].startswith(f"{urgent} davon ")
    assert told[2]["Dazu"].startswith(f"{count.thanks(town, first, month.on)}-mal wurde gedankt.")


def test_the_report_says_how_many_gaps_closed_and_what_was_granted(month: Month, closed: list[count.Life]) -> None:
    first, text = first_day(month), re.sub(r"\s+", " ", month.pages["paper"])
    number = sum(first <= life.closed <= month.on for life in closed)
    whole, local = count.granted(month.town, first, month.on)
    percent = f"{round(100 * local / whole)} %" if whole else "In dieser Zeit wurde kein Geld bewilligt."
    assert f"haben sich {number} Lücken geschlossen" in text or number < 2
    assert percent in text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_trend_tells_how_long_gaps_lasted(month: Month, closed: list[count.Life]) -> None:
    days = [(life.closed - life.opened).days for life in closed if life.closed <= month.on and life.known]
    rows = table(month.pages["trend"], "Dauer der Lücken, ")
    least = [-1, *STEPS]
    assert [sum(map(int, row[1:])) for row in rows] == [
        sum(least[n] < day <= most for day in days) for n, most in enumerate(STEPS)
    ]


def test_questions_are_asked_again_when_their_gaps_changed(month: Month, story: Story) -> None:
    expected = {ref for ref, answered in _answers(month.number).items() if _asks_again(story, ref, answered, month.on)}
    parts = re.split(r"Frage ([A-Z]\d+[ab]?)\b", month.pages["checklist"])
    told = {ref for ref, text in zip(parts[1::2], parts[2::2], strict=True) if "bitte neu beantworten" in text}
    assert told == expected


def _asks_again(story: Story, ref: str, answered: int, on: date) -> bool:
    then, now = ({gap for gap in story.ledger[day] if gap[3] == ref} for day in (ON + timedelta(days=answered), on))
    return bool(now - then) or bool(then - now and not now)


def _answers(until: int) -> dict[str, int]:
    answered = {10: ["S4"], 12: ["S11", "K1"], 40: ["S4"], 140: ["S2"], 300: ["S4", "S2"]}
    return {ref: day for day, refs in answered.items() if day <= until for ref in refs}


def test_the_foresight_lists_what_comes(month: Month) -> None:
    body = month.pages["coming"].split("<main", 1)[1]
    rows = re.findall(r'<time datetime="([\d-]+)">.*?data-label="Was kommt">(.*?)</td>', body, re.DOTALL)
    told = Counter((day, _ref_of(text)) for day, text in rows)
    assert told == count.coming(month.town, month.on)


def _ref_of(text: str) -> str:
    link = re.search(r'href="[^"]*/([^"/]+)"', text)
    return link[1] if link and re.search(r"\d$|[ab]$", link[1]) else ""


def test_what_if_one_person_were_missing(month: Month) -> None:
    before = count.gaps_at(month.town, month.on, fold=False)
    after = count.gaps_at(month.town, month.on, frozenset({month.person}), fold=False)
    page = month.pages["what_if"]
    assert _number(r"(\d+) Lücken? würden? aufgehen", page) == len(after - before)
    assert _number(r"(\d+) Lücken? fiele", page) == (len(before - after) if after - before else 0)


def _number(pattern: str, page: str) -> int:
    found = re.search(pattern, page)
    return int(found[1]) if found else 0


def test_the_calls_of_the_week_are_at_most_ten_and_about_gaps_of_its_monday(month: Month, story: Story) -> None:
    lines = re.findall(r'action="/anrufe/[a-z]+/([A-Z0-9]+)"', month.pages["calls"])
    monday = month.on - timedelta(days=month.on.weekday())
    assert set(lines) <= {gap[2] for gap in story.ledger[monday] if gap[0] in CALL_RULES}
    assert len(set(lines)) == len(lines) <= 10
