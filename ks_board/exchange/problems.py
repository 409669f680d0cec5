"""What is wrong with a town folder: every fault with file, line, column and what would be right."""

from collections import Counter
from dataclasses import dataclass, field

from flask_babel import gettext as _

from ks_board.core.errors import BoardError

MOST_SHOWN = 200


@dataclass(frozen=True)
class Problem:
    """One fault; line and column are missing when it is about the whole file or folder."""

    file: str
    text: str
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        """Say where, then what."""
        where = [self.file]
        if self.line:
            where.append(_("Zeile %(line)s", line=self.line))
        if self.column:
            where.append(_("Spalte %(column)s", column=self.column))
        line = f"{', '.join(where)}: {self.text}"
        # What stands in the file must not move the cursor of the terminal or begin a line of its own.
        return "".join(letter if letter.isprintable() else "�" for letter in line)


@dataclass
class Problems:
    """The faults found so far; beyond the most shown they are only counted."""

    faults: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, file: str, text: str, line: int | None = None, column: str | None = None) -> None:
        """Note a fault."""
        self.counts[file] += 1
        if len(self.faults) < MOST_SHOWN:
            self.faults.append(Problem(file, text, line, column))

    def warn(self, file: str, text: str, line: int | None = None, column: str | None = None) -> None:
        """Note something odd that is no reason to refuse the folder."""
        if len(self.warnings) < MOST_SHOWN:
            self.warnings.append(Problem(file, text, line, column))

    def refuse(self) -> None:
        """Raise FolderRefused if there is any fault."""
        if self.counts:
            raise FolderRefused(self)


class FolderRefused(BoardError):
    """The folder has faults, nothing was written."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """Return one line for each fault, file by file, and how many more there are."""
        shown = [str(problem) for problem in sorted(self.problems.faults, key=_place)]
        if (more := self.problems.counts.total() - len(shown)) > 0:
            shown.append(_("… und %(more)s weitere Fehler.", more=more))
        return shown


def _place(problem: Problem) -> tuple[str, int]:
    return problem.file, problem.line or 0
