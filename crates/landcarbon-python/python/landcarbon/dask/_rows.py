"""Divides rows into tasks."""

from collections.abc import Iterable

Rows = tuple[int, int]
"""The first row, and the one after the last."""

Load = tuple[int, int, int]
"""Rows that are read together (the first, and the one after the last), and their bytes to decode."""


def divide_rows(loads: Iterable[Load], covered: Rows, size: int) -> list[Rows]:
    """Divides the covered rows between loads, so that each task but the last has at least ``size`` bytes to decode. Each task begins
    where the one before ends.
    """
    first, last = covered
    parts: list[Rows] = []
    start, waiting = first, 0
    for _, end, load in loads:
        waiting += load
        if waiting >= size:
            end = min(end, last)
            parts.append((start, end))
            start, waiting = end, 0
    if start < last:
        parts.append((start, last))
    return parts
