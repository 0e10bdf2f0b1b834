"""Rows shared out into tasks."""

from collections.abc import Iterable

Rows = tuple[int, int]
"""The first row, and the one behind the last."""

Load = tuple[int, int, int]
"""Rows that are read together (the first, and the one behind the last), and the bytes there are to decode of them."""


def tasks(loads: Iterable[Load], covered: Rows, size: int) -> list[Rows]:
    """Cuts rows between loads, so that each task but the last has at least ``size`` bytes to decode. The tasks follow one another from
    the first covered row to the last.
    """
    first, last = covered
    cut: list[Rows] = []
    start, waiting = first, 0
    for _, end, load in loads:
        waiting += load
        if waiting >= size:
            end = min(end, last)
            cut.append((start, end))
            start, waiting = end, 0
    if start < last:
        cut.append((start, last))
    return cut
