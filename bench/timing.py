"""Medians, percentiles, and measuring side by side: blocks in turn, so that a busy moment hits everything alike."""

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

Call = Callable[[], object]

__all__ = ["median", "milliseconds", "percentile", "seconds", "side_by_side"]


def side_by_side(calls: Mapping[str, Call], *, rounds: int, block: int = 20) -> dict[str, list[float]]:
    """Return the seconds of each call, made in `rounds` blocks that take turns, after one block to warm up."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    gc.collect()
    gc.freeze()
    for number in range(rounds + 1):
        for name, call in calls.items():
            times = [seconds(call) for _ in range(block)]
            if number:
                taken[name] += times
    gc.unfreeze()
    return taken


def seconds(call: Call) -> float:
    """Return how long one call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def percentile(times: list[float], share: float) -> float:
    """Return the time that this share of all calls keeps."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def milliseconds(value: float) -> str:
    """Return seconds as milliseconds to print."""
    return f"{value * 1000:.3g} ms"
