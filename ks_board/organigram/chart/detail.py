"""What a picture shows beside units: posts, names, vacancies, open tasks; the reader chooses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ks_board.organigram.tree import Counts, PostNode, PostState, UnitNode


class Layer(StrEnum):
    """One thing that can be switched on and off; the values stand in addresses."""

    POSTS = "stellen"
    HOLDERS = "namen"
    VACANCIES = "unbesetzt"
    TASKS = "aufgaben"


USUAL_LAYERS = frozenset({Layer.POSTS, Layer.HOLDERS, Layer.VACANCIES})


@dataclass(frozen=True, slots=True)
class Detail:
    """The layers that are on, and the number of open tasks by the ref of a unit."""

    layers: frozenset[Layer] = USUAL_LAYERS
    tasks: Mapping[str, int] = field(default_factory=dict)

    def shows(self, state: PostState) -> bool:
        """Tell whether posts in this state are shown."""
        return (Layer.POSTS if state is PostState.FILLED else Layer.VACANCIES) in self.layers

    @property
    def names(self) -> bool:
        """Tell whether it is shown who holds a post."""
        return Layer.HOLDERS in self.layers

    def counted(self, counts: Counts) -> tuple[int, int, int]:
        """Return how many posts are filled, held by a deputy only, and vacant; 0 for what is not shown."""
        numbers = zip(PostState, (counts.filled, counts.deputy_only, counts.vacant), strict=True)
        filled, deputy_only, vacant = (number if self.shows(state) else 0 for state, number in numbers)
        return filled, deputy_only, vacant

    def posts(self, unit: UnitNode) -> Sequence[PostNode]:
        """Return the posts of a unit that are shown."""
        return [post for post in unit.posts if self.shows(post.state)]

    def tasks_of(self, unit: UnitNode, *, whole: bool) -> int:
        """Count the open tasks of a unit, or of all units in its branch."""
        if not self.tasks:
            return 0
        members = [unit]
        if whole:
            for member in members:  # Grows while it runs.
                members.extend((*member.children, *member.folded))
        return sum(self.tasks.get(member.ref, 0) for member in members)


USUAL = Detail()
