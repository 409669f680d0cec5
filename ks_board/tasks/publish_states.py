"""What may become of a task: the one table of allowed moves, and a sentence for each refused one."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ks_board.core.errors import Conflict
from ks_board.tasks.models import TaskStatus as State

_ENDS = frozenset({State.DONE, State.STOPPED})
TASK_MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.OPEN}),
    # Nobody has to come before a town may say: this did not work out. Also a break may turn out to be the end.
    State.OPEN: frozenset({State.RUNNING, State.PAUSED}) | _ENDS,
    State.RUNNING: frozenset({State.OPEN, State.PAUSED}) | _ENDS,
    State.PAUSED: frozenset({State.OPEN, State.RUNNING}) | _ENDS,
}
"""Done and stopped are over for good: a similar task begins anew."""
TASK_STATE_WORDS = {
    State.DRAFT: _l("Entwurf"),
    State.OPEN: _l("offen"),
    State.RUNNING: _l("läuft"),
    State.PAUSED: _l("macht Pause"),
    State.DONE: _l("geschafft"),
    State.STOPPED: _l("beendet"),
}


class TaskMoveRefused(Conflict):
    """A task in this state cannot become that."""


def can_become(before: State, after: State) -> bool:
    """Tell whether a task may go from one state to the other."""
    return after in TASK_MOVES.get(before, frozenset())


def check_can_become(before: State, after: State) -> None:
    """Raise TaskMoveRefused with a sentence if the step is not allowed."""
    if can_become(before, after):
        return
    if before not in TASK_MOVES:
        raise TaskMoveRefused(_("Diese Aufgabe ist zu Ende. Legen Sie eine ähnliche neu an."))
    raise TaskMoveRefused(
        _("Das geht bei dieser Aufgabe nicht. Sie ist gerade: %(state)s.", state=TASK_STATE_WORDS[before])
    )
