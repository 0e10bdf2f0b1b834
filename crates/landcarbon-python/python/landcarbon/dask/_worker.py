"""What a worker does and keeps: zones are laid over a grid once in each process, whatever the number of its tasks."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any, Callable

from distributed import get_worker

from .. import _native
from ._job import Job
from ._rows import Rows, tasks
from ._source import Source

KEPT = 8
"""Overlays and rasters that a process keeps at most, of each."""


class Kept:
    """Things that are made once and kept, the latest few."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._things: OrderedDict[Any, Any] = OrderedDict()
        self.made = 0

    def get(self, key: Any, make: Callable[[], Any]) -> Any:
        """The thing of a key, made if there is none; who else needs one waits."""
        with self._lock:
            if key not in self._things:
                self._things[key] = make()
                self.made += 1
                while len(self._things) > KEPT:
                    self._things.popitem(last=False)
            self._things.move_to_end(key)
            return self._things[key]


overlays = Kept()
rasters = Kept()


@dataclass(frozen=True)
class Plan:
    """How the rows of a raster are shared out, and what the user should know."""

    rows: list[Rows]
    warnings: list[str]


def receive(zones: bytes) -> _native.Zones:
    """The zones, in the first worker that has them; the others fetch them from it, each once."""
    return _native.Zones.from_bytes(zones)


def plan(zones: _native.Zones, source: Source, job: Job) -> Plan:
    """Shares out the rows of a raster."""
    raster = _raster(source, job)
    overlay = _overlay(zones, raster, job)
    loads = overlay.loads(raster)
    return Plan(tasks(loads, overlay.rows, job.task_bytes), [*raster.warnings, *overlay.warnings])


def part(zones: _native.Zones, source: Source, job: Job, rows: Rows) -> _native.PartialTally:
    """Tallies some rows of a raster. A slot of the worker is one thread."""
    raster = _raster(source, job)
    overlay = _overlay(zones, raster, job)
    labelled = [(source.label, raster)]
    try:
        return overlay.tally_rows(labelled, rows, job.legend, job.allow_unmapped, 1)
    except _native.Error as error:
        place = f'rows {rows[0]} to {rows[1]} of "{source.label}", in the worker {get_worker().address}'
        raise type(error)(f"{error}\n  in {place}") from None


def total(parts: Sequence[_native.PartialTally]) -> _native.PartialTally:
    """Adds partial tallies whose rows follow one another."""
    return reduce(add, parts)


def _raster(source: Source, job: Job) -> _native.Raster:
    opened: _native.Raster = rasters.get((job.token, source), source.open)
    return opened


def _overlay(zones: _native.Zones, raster: _native.Raster, job: Job) -> _native.Overlay:
    grid = raster.grid
    key = (job.token, grid.width, grid.height, tuple(grid.transform), grid.crs)
    threads = get_worker().state.nthreads
    laid: _native.Overlay = overlays.get(
        key, lambda: _native.Overlay(zones, grid, job.coverage, job.area, threads)
    )
    return laid
