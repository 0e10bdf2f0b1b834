"""What a worker does. Each process keeps its overlays and rasters, so that many tasks need each of them only once."""

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
from ._rows import Rows, divide_rows
from ._source import Source

CAPACITY = 8
"""A process keeps at most so many overlays, and so many rasters."""


class Cache:
    """Keeps the values that were used last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: OrderedDict[Any, Any] = OrderedDict()
        self.made = 0

    def get(self, key: Any, make: Callable[[], Any]) -> Any:
        """Returns the value of a key, and makes it if there is none. Other threads wait meanwhile."""
        with self._lock:
            if key not in self._values:
                self._values[key] = make()
                self.made += 1
                while len(self._values) > CAPACITY:
                    self._values.popitem(last=False)
            self._values.move_to_end(key)
            return self._values[key]


overlays = Cache()
rasters = Cache()


@dataclass(frozen=True)
class Plan:
    """How the rows of a raster are divided, and the warnings."""

    rows: list[Rows]
    warnings: list[str]


def receive(zones: bytes) -> _native.Zones:
    """Unpacks the zones in the first worker; each other worker fetches them from it once."""
    return _native.Zones.from_bytes(zones)


def plan(zones: _native.Zones, source: Source, job: Job) -> Plan:
    """Divides the rows of a raster into tasks."""
    raster = _raster(source, job)
    overlay = _overlay(zones, raster, job)
    loads = overlay.loads(raster)
    return Plan(divide_rows(loads, overlay.rows, job.task_bytes), [*raster.warnings, *overlay.warnings])


def part(zones: _native.Zones, source: Source, job: Job, rows: Rows) -> _native.PartialTally:
    """Tallies some rows of a raster, in one thread."""
    raster = _raster(source, job)
    overlay = _overlay(zones, raster, job)
    labelled = [(source.label, raster)]
    try:
        return overlay.tally_rows(labelled, rows, job.legend, job.allow_unmapped, 1)
    except _native.Error as error:
        place = f'rows {rows[0]} to {rows[1]} of "{source.label}", in the worker {get_worker().address}'
        raise type(error)(f"{error}\n  in {place}") from None


def total(parts: Sequence[_native.PartialTally]) -> _native.PartialTally:
    """Adds partial tallies of neighbouring rows."""
    return reduce(add, parts)


def _raster(source: Source, job: Job) -> _native.Raster:
    opened: _native.Raster = rasters.get((job.token, source), source.open)
    return opened


def _overlay(zones: _native.Zones, raster: _native.Raster, job: Job) -> _native.Overlay:
    grid = raster.grid
    key = (job.token, grid.width, grid.height, tuple(grid.transform), grid.crs)
    threads = get_worker().state.nthreads
    overlay: _native.Overlay = overlays.get(
        key, lambda: _native.Overlay(zones, grid, job.coverage, job.area, threads)
    )
    return overlay
