"""Compares the answers of the programs: their cells of each zone and code, and ours."""

import csv
import hashlib
from collections import defaultdict
from pathlib import Path

Cells = dict[tuple[str, str], float]


def ours(path: Path, cell: float) -> Cells:
    """Our hectares as cells of the grid. Six decimals of a hectare are written: some 1e-6 cell at 30 m."""
    cells = {}
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["class"].startswith("code-") and float(row["hectares"]) > 0:
                cells[row["zone"], row["class"].removeprefix("code-")] = float(row["hectares"]) * 1e4 / cell**2
    return cells


def theirs(path: Path) -> Cells:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {(row["zone"], row["code"]): float(row["cells"] or 0) for row in csv.DictReader(file)}


def digest(path: Path) -> str:
    """SHA-256 of our rows without the label, which is the raster's name."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = "\n".join(f"{row['zone']},{row['class']},{row['hectares']}" for row in csv.DictReader(file))
    return hashlib.sha256(rows.encode()).hexdigest()


def totals(cells: Cells) -> Cells:
    """Each zone's cells of all codes."""
    sums = defaultdict(float)
    for (zone, _), count in cells.items():
        sums[zone, ""] += count
    return dict(sums)


def compare(reference: Cells, other: Cells, classes: bool) -> dict[str, float]:
    """The largest differences, in cells, as a share of the zone and relative to the sum itself."""
    whole = totals(reference)
    if not classes:
        reference = whole
    keys = reference.keys() | other.keys()
    differences = {key: abs(reference.get(key, 0) - other.get(key, 0)) for key in keys}
    return {
        "sums": len(keys),
        "cells": max(differences.values()),
        "of_zone": max(difference / whole.get((zone, ""), 1) for (zone, _), difference in differences.items()),
        "of_sum": max(difference / max(reference.get(key, 0), 1) for key, difference in differences.items()),
        "all_cells": sum(other.values()) - sum(reference.values()),
    }
