"""The trend: what became of the gaps since the last Round Table, as charts with the same numbers beside them."""

from datetime import timedelta

from flask import render_template

from ks_board.checklist.queries import list_questions
from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.params import choice_asked
from ks_board.gaps.history import counts_on
from ks_board.pages import trend_figures as figures
from ks_board.pages.gaps import gaps
from ks_board.pages.visible_gaps import visible_gaps
from ks_board.permissions import Permission

MONTHS = {"3": timedelta(days=92), "12": figures.A_YEAR}


@gaps.get("/luecken/verlauf")
@needs(Permission.GAP_READ)
def trend() -> str:
    """Show the trend of the last year, or of the last three months (`?monate=3`)."""
    on, months = clock.today(), choice_asked("monate", frozenset(MONTHS)) or "12"
    first, found = on - MONTHS[months], visible_gaps(on)[0]
    round_table = figures.last_round_table(on)
    then = figures.comparable_day(round_table, first, on)
    points = figures.list_points(first, on, found)
    before = counts_on([then], rules=figures.visible_rules())[then] if then else None
    return render_template(
        "gaps/trend.html",
        months=months,
        first=first,
        points=points,
        span=figures.span_in_words(points),
        round_table=round_table,
        then=then,
        chart=figures.severity_chart(points, round_table),
        compared=figures.compare(list_questions(), before or {}, found),
        durations=figures.find_durations(first, on, round_table),
        duration_steps=[name for _most, name in figures.DURATIONS],
        severities=figures.SEVERITIES,
    )
