"""Who is called this week. Pure: no database, no clock.

The choice follows from what was due on Monday and from the calls before Monday, so that it stays the same all week,
whoever looks at it and whatever was noted meanwhile.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from ks_board.gaps.calls_model import CallKind

MOST = 10
REST = timedelta(weeks=8)
"""So long nobody is called again who was reached."""
MOST_TRIES = 3
"""Who was not reached so often in a row makes room for others, as if they had been called."""
Key = tuple[CallKind, str]


class Due(NamedTuple):
    """Somebody who should be called, and about what."""

    kind: CallKind
    subject_ref: str
    person_id: int

    @property
    def key(self) -> Key:
        """What the call is about."""
        return self.kind, self.subject_ref


class Made(Protocol):
    """What a call of the past tells."""

    person_id: int
    called_on: date
    reached: bool


@dataclass(frozen=True, slots=True)
class History:
    """The day of the last call that counts, and how often nobody answered since."""

    last: date | None = None
    tries: int = 0

    def after(self, call: Made) -> "History":
        """Return the history with one more call."""
        if call.reached or self.tries + 1 == MOST_TRIES:
            return History(call.called_on)
        return History(self.last, self.tries + 1)

    def rests(self, monday: date) -> bool:
        """Tell whether it is too early to call again."""
        return self.tries == 0 and self.last is not None and monday - self.last < REST


def monday_of(on: date) -> date:
    """Return the first day of the week (ISO 8601) of a day."""
    return on - timedelta(days=on.weekday())


def choose(due: Iterable[Due], calls: Iterable[Made], made: frozenset[Key], *, monday: date) -> list[Due]:
    """Return at most ten of those who are due, each person once.

    `calls`: in order of their days; `made`: about whom a call of this week is noted. They keep their place.
    First comes who was not reached lately, then who was not called longest. The kinds take turns.
    """
    histories = _histories(call for call in calls if call.called_on < monday)
    ordered = list(_take_turns(_queues(due, histories, made, monday), made))
    room = max(0, MOST - sum(one.key in made for one in ordered))
    kept = {one.key for one in [one for one in ordered if one.key not in made][:room]}
    return [one for one in ordered if one.key in made or one.key in kept]


def _histories(calls: Iterable[Made]) -> dict[int, History]:
    histories: dict[int, History] = {}
    for call in calls:
        histories[call.person_id] = histories.get(call.person_id, History()).after(call)
    return histories


def _queues(
    due: Iterable[Due], histories: Mapping[int, History], made: frozenset[Key], monday: date
) -> Sequence[deque[Due]]:
    """Return for each kind who is due, in the order in which they are called."""
    queues: dict[CallKind, list[Due]] = {kind: [] for kind in CallKind}
    for one in dict.fromkeys(due):
        if one.key in made or not histories.get(one.person_id, History()).rests(monday):
            queues[one.kind].append(one)

    def place(one: Due) -> tuple[bool, date, int, str]:
        history = histories.get(one.person_id, History())
        return history.tries == 0, history.last or date.min, len(one.subject_ref), one.subject_ref

    return [deque(sorted(waiting, key=place)) for waiting in queues.values()]


def _take_turns(queues: Sequence[deque[Due]], made: frozenset[Key]) -> Iterator[Due]:
    """Yield one of each kind after the other; a person who was yielded is skipped from then on."""
    seen = {one.person_id for queue in queues for one in queue if one.key in made}
    while any(queues):
        for queue in queues:
            if one := _next(queue, seen, made):
                seen.add(one.person_id)
                yield one


def _next(queue: deque[Due], seen: set[int], made: frozenset[Key]) -> Due | None:
    while queue:
        one = queue.popleft()
        if one.key in made or one.person_id not in seen:
            return one
    return None
