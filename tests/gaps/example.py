"""One example of a rule: something in a town that is, or is not, a gap on the reference day."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.gaps.maker import Maker

GAP, NONE = True, False


@dataclass(frozen=True)
class Example:
    """`make` adds rows to a town and returns the ref of the subject."""

    rule: str
    case: str
    is_gap: bool
    make: Callable[[Maker], str]

    def __str__(self) -> str:
        return f"{self.rule}: {self.case}"
