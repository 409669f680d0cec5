"""How long work tells how far it is; only the command line draws a bar."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

Advance = Callable[[int], None]
Progress = Callable[[str, int], AbstractContextManager[Advance]]
"""Opens a progress bar with a label and a length."""


def no_progress(label: str, length: int) -> AbstractContextManager[Advance]:
    """Show nothing."""
    return nullcontext(lambda done: None)
