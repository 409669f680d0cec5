"""What may become of a yes: the one table of allowed moves, and a sentence for each refused one."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ks_board.core.errors import Conflict
from ks_board.tasks.models import AssignmentStatus as State

MOVES: dict[State, frozenset[State]] = {
    State.ASKED: frozenset({State.ACTIVE, State.DECLINED, State.WITHDRAWN, State.RELEASED}),
    State.ACTIVE: frozenset({State.ENDED, State.WITHDRAWN, State.RELEASED, State.SEEKING_STAND_IN}),
    # Who seeks a stand-in may also just stop: nobody is held in a task, and the way back may be full.
    State.SEEKING_STAND_IN: frozenset({State.HANDED_OVER, State.ACTIVE, State.ENDED, State.WITHDRAWN, State.RELEASED}),
}
"""Withdrawn is said by the person, released and declined by the coordinator; what stands in no key is over for good."""
OPEN = frozenset(MOVES)
"""States from which something can still become: such a yes counts as "in"."""
TAKES_A_PLACE = frozenset({State.ACTIVE})

STATE_WORDS = {
    State.ASKED: _l("vorgemerkt"),
    State.ACTIVE: _l("dabei"),
    State.SEEKING_STAND_IN: _l("sucht eine Vertretung"),
    State.HANDED_OVER: _l("übergeben"),
    State.ENDED: _l("beendet"),
    State.DECLINED: _l("abgesagt"),
    State.WITHDRAWN: _l("zurückgezogen"),
    State.RELEASED: _l("ausgetragen"),
}


class MoveRefused(Conflict):
    """A yes in this state cannot become that."""


def can_move(before: State, after: State) -> bool:
    """Tell whether a yes may go from one state to the other."""
    return after in MOVES.get(before, frozenset())


def check_can_move(before: State, after: State) -> None:
    """Raise MoveRefused with a sentence if the step is not allowed."""
    if can_move(before, after):
        return
    if before not in OPEN:
        raise MoveRefused(_("Diese Zusage ist schon zu Ende: %(state)s.", state=STATE_WORDS[before]))
    raise MoveRefused(_("Das geht bei dieser Zusage nicht. Sie ist gerade: %(state)s.", state=STATE_WORDS[before]))
