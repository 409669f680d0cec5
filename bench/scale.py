"""How large the measured towns are and how often each thing is done."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """The sizes of one run."""

    tasks: tuple[int, int, int] = (500, 5_000, 50_000)
    copies: tuple[int, int, int] = (1, 10, 100)
    chart_copies: int = 20
    requests: int = 1_000
    memory_requests: tuple[int, int, int] = (1_000, 5_000, 20_000)
    repeats: int = 5
    storms: int = 100
    claims: int = 3_000


FULL = Scale()
QUICK = Scale(
    tasks=(90, 100, 120),
    copies=(1, 2, 3),
    chart_copies=2,
    requests=20,
    memory_requests=(10, 20, 30),
    repeats=1,
    storms=1,
    claims=30,
)
"""Sizes that show only that everything runs."""
