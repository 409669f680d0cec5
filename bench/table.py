"""The goals and the table that shows what was measured beside each."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """One line of the table: what is measured, and what would be good."""

    number: str
    what: str
    limit: float | None = None
    stretch: float | None = None
    unit: str = ""
    at_least: bool = False

    def verdict(self, value: float) -> str:
        """Say whether a value is good enough."""
        if self.limit is None:
            return "–"
        if self.stretch is not None and self._holds(value, self.stretch):
            return "yes, stretch"
        return "yes" if self._holds(value, self.limit) else "**no**"

    def words(self, bound: float | None) -> str:
        """Return a bound with its direction."""
        return f"{'≥' if self.at_least else '≤'} {bound:,g}{self.unit}" if bound is not None else "–"

    def _holds(self, value: float, bound: float) -> bool:
        return value >= bound if self.at_least else value <= bound


@dataclass(frozen=True)
class Figure:
    """What was measured for a goal; the detail says what it was computed from."""

    goal: str
    value: float
    detail: str = ""


GOALS: dict[str, Goal] = {
    "board-http": Goal("G1", "board, signed in, 25 of 500 tasks, over HTTP / hello", 15, 10, " x"),
    "board-gunicorn": Goal("G1", "the same, gunicorn with 2 workers", 15, 10, " x"),
    "board-in-process": Goal("G1", "the same, in process / hello", 30, 20, " x"),
    "statements-board": Goal("G2", "statements: board", 6, 4),
    "statements-task": Goal("G2", "statements: task", 8, 5),
    "statements-organigram": Goal("G2", "statements: organigram, cached", 3, 1),
    "statements-picture": Goal("G2", "statements: its picture alone, cached", 3, 1),
    "statements-unit": Goal("G2", "statements: unit"),
    "statements-checklist": Goal("G2", "statements: checklist"),
    "statements-gaps": Goal("G2", "statements: gaps"),
    "statements-claim": Goal("G2", "statements: saying yes", 6, 4),
    "statements-grow": Goal(
        "G2b", "pages whose number of statements changes with tasks, helpers or rows of the town", 0
    ),
    "grow-board": Goal("G3", "p50 at 50,000 tasks / at 500: board", 1.5, 1.2, " x"),
    "grow-page": Goal("G3", "the same: page at 30 % depth", 1.5, 1.2, " x"),
    "grow-task": Goal("G3", "the same: task", 1.5, 1.2, " x"),
    "grow-search": Goal("G3", "the same: search", 1.5, 1.2, " x"),
    "storm-sqlite": Goal("G4", "200 people, one place: storms without exactly one yes and 199 clear no, SQLite", 0),
    "storm-postgres": Goal("G4", "the same, PostgreSQL", 0),
    "storm-sqlite-p99": Goal("G4b", "p99 of a storm / of 200 x 404 on the same servers, SQLite", 6, 4, " x"),
    "storm-postgres-p99": Goal("G4b", "the same, PostgreSQL", 6, 4, " x"),
    "claims-rate": Goal("G4c", "yeses to different tasks, 16 threads, SQLite FULL", 300, 1000, "/s", at_least=True),
    "claims-wrong": Goal("G4c", "overbooked, lost or doubled among them", 0),
    "chart-cached": Goal("G5", "organigram of about 1,000 units: not cached / cached", 100, 300, " x", at_least=True),
    "chart-304": Goal("G5", "its 304 / hello", 1.5, 1.2, " x"),
    "chart-processes": Goal("G5b", "20 at once ask for a new picture: times that dot ran", 1),
    "chart-flight": Goal("G5b", "until the last of them is answered / one render", 2, None, " x"),
    "tail": Goal("G6", "p99 / p50, board, 1,000 requests", 4, 2.5, " x"),
    "memory": Goal("G7", "memory after 5,000 mixed requests", 85, 70, " MB"),
    "memory-bare": Goal("G7", "the same / bare Flask and SQLAlchemy", 1.6, None, " x"),
    "memory-growth": Goal("G7", "growth from request 1,000 to 20,000", 5, 2, " MB"),
    "start": Goal("G8", "CPU to import and create the app / to import flask and sqlalchemy.orm", 1.6, 1.3, " x"),
    "second-start": Goal("–", "second start: demo data kept, until the first answer", 5, None, " s"),
    "weight": Goal("G9", "first load of the board, gzip", 50, 35, " KB"),
    "requests": Goal("G9", "its requests", 6, 4),
    "scripts": Goal("G9", "its JavaScript, gzip", 20, None, " KB"),
    "fonts": Goal("G9", "its fonts", 0),
    "later-start": Goal("G9", "a later page, gzip: start", 10, None, " KB"),
    "later-board": Goal("G9", "the same: board", 10, None, " KB"),
    "later-task": Goal("G9", "the same: one task", 10, None, " KB"),
    "later-organigram": Goal("G9", "the same: organigram, with its picture", 10, None, " KB"),
    "later-gaps": Goal("G9", "the same: gaps", 10, None, " KB"),
    "later-checklist": Goal("G9", "the same: checklist", 10, None, " KB"),
    "later-my-page": Goal("G9", "the same: my page", 10, None, " KB"),
    "later-today": Goal("G9", "the same: the coordinator's day", 10, None, " KB"),
    "later-gaps-coordinator": Goal("G9", "the same: the coordinator's gaps", 10, None, " KB"),
    "swap": Goal("G9b", "one htmx filter swap, gzip", 6, None, " KB"),
    "action": Goal("G9b", "one htmx action (a call is noted), gzip", 2, 1, " KB"),
    "test-database": Goal("G10", "database of a test / `create_all`", 0.1, 0.033, " x"),
    "gaps-1": Goal("–", "gap report, 1 x Weißwald", 50, None, " ms"),
    "gaps-100": Goal("–", "gap report, 100 x Weißwald", 2, None, " s"),
    "gaps-linear": Goal("–", "its growth from 10 x to 100 x Weißwald", 10, None, " x"),
    "ranking-1": Goal("–", "on whom the town hangs, 1 x Weißwald", 500, None, " ms"),
    "ranking-100": Goal("–", "on whom the town hangs, 100 x Weißwald", 30, None, " s"),
    "snapshot-1": Goal("–", "snapshot of a day, 1 x Weißwald", unit=" ms"),
    "trend-1": Goal("–", "trend of a year", unit=" ms"),
    "report-1": Goal("–", "the report to the council", unit=" ms"),
    "report-pdf-1": Goal("–", "the same as PDF", unit=" ms"),
    "what-if-1": Goal("–", "what opens without one person", unit=" ms"),
    "coming-1": Goal("–", "what comes in twelve months", unit=" ms"),
    "calls-1": Goal("–", "the ten calls", unit=" ms"),
    "scenario-1": Goal("–", "a draft beside today, with both pictures", unit=" ms"),
    "api-units-1": Goal("–", "API, units", unit=" ms"),
    "start-page-1": Goal("–", "start page, signed in", unit=" ms"),
    "snapshot-100": Goal("–", "snapshot of a day, 100 x Weißwald", unit=" s"),
    "report-100": Goal("–", "the same town: the report to the council", unit=" s"),
    "coming-100": Goal("–", "the same town: what comes in twelve months", unit=" s"),
    "calls-100": Goal("–", "the same town: the ten calls", unit=" s"),
    "api-units-100": Goal("–", "the same town: API, units", unit=" s"),
    "import-rate": Goal("–", "import of 100 x Weißwald, checked and written", 5000, None, " rows/s", at_least=True),
    "import-memory": Goal("–", "its peak memory", 300, None, " MB"),
    "export-rate": Goal("–", "export of the same"),
}


def table(figures: Iterable[Figure]) -> str:
    """Return the Markdown table of what was measured, in the order of the goals."""
    by_goal = {figure.goal: figure for figure in figures}
    lines = ["| goal | what | goal | stretch | measured | met? |", "| --- | --- | ---: | ---: | ---: | --- |"]
    return "\n".join(lines + [_line(goal, by_goal[name]) for name, goal in GOALS.items() if name in by_goal])


def _line(goal: Goal, figure: Figure) -> str:
    measured = f"{_number(figure.value)}{goal.unit}" + (f" ({figure.detail})" if figure.detail else "")
    cells = (goal.number, goal.what, goal.words(goal.limit), goal.words(goal.stretch), measured)
    return f"| {' | '.join(cells)} | {goal.verdict(figure.value)} |"


def _number(value: float) -> str:
    """Return a number with three digits that count."""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
