"""Zones laid over a grid once, for any number of rasters on it."""

import os
from typing import Any, Optional, Union

import pandas

from . import _native
from ._rasters import labelled
from ._warnings import warn
from ._zones import zones_of


class Coverage:
    """The cells of a grid that zones cover, and by how much: built once, used for every raster on the grid.

    A pickle holds what it was built from (the path of the boundary file, or the GeoDataFrame, and the grid); unpickled, it is built
    anew.
    """

    def __init__(
        self,
        zones: Any,
        grid: Union[_native.Grid, _native.Raster, str, "os.PathLike[str]"],
        *,
        zone_id: str,
        zone_name: Optional[str] = None,
        layer: Optional[str] = None,
        coverage: str = "exact",
        area: str = "true",
        zones_crs: Any = None,
        dissolve: bool = False,
        repair: bool = False,
        threads: Optional[int] = None,
    ) -> None:
        """Lays zones over a grid: that of a raster, or one given by its size, transform and CRS. The parameters are those of
        :func:`tally`.

        :raises Error: zones, grid or options cannot be used.
        """
        options = {
            "zone_id": zone_id,
            "zone_name": zone_name,
            "layer": layer,
            "zones_crs": zones_crs,
            "dissolve": dissolve,
            "repair": repair,
        }
        self._grid = _grid_of(grid)
        self._arguments = (zones, self._grid, {**options, "coverage": coverage, "area": area})
        self._overlay = _native.Overlay(zones_of(zones, **options), self._grid, coverage, area, threads)
        warn(self._overlay.warnings)

    @property
    def grid(self) -> _native.Grid:
        """The grid."""
        return self._grid

    @property
    def rows(self) -> tuple[int, int]:
        """The rows from the first to the last that any zone covers: the first, and the one behind the last."""
        return self._overlay.rows

    def tally(
        self,
        rasters: Any,
        *,
        legend: Any = "raw",
        allow_unmapped: bool = False,
        threads: Optional[int] = None,
    ) -> pandas.DataFrame:
        """Tallies rasters on this grid: the frame of :func:`landcarbon.tally`, in hectares.

        :raises Error: a raster is on another grid or cannot be read, or the legend lacks a code.
        """
        columns = self._overlay.tally(labelled(rasters), os.fspath(legend), allow_unmapped, threads)
        return pandas.DataFrame(columns)

    def tally_rows(
        self,
        rasters: Any,
        rows: tuple[int, int],
        *,
        legend: Any = "raw",
        allow_unmapped: bool = False,
        threads: Optional[int] = None,
    ) -> _native.PartialTally:
        """Tallies the rows ``rows[0]`` to ``rows[1]`` (left out) of rasters on this grid, to be added to others.

        :raises Error: as :meth:`tally`; the grid has no such rows.
        """
        return self._overlay.tally_rows(
            labelled(rasters), rows, os.fspath(legend), allow_unmapped, threads
        )

    def transition(
        self,
        rasters: Any,
        *,
        legend: Any = "raw",
        allow_unmapped: bool = False,
        threads: Optional[int] = None,
    ) -> pandas.DataFrame:
        """Tallies what changed from raster to raster: the frame of :func:`landcarbon.transition`, in hectares.

        :raises Error: as :meth:`tally`.
        """
        columns = self._overlay.transition(
            labelled(rasters), os.fspath(legend), allow_unmapped, threads
        )
        return pandas.DataFrame(columns)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, self._arguments


def _rebuilt(zones: Any, grid: _native.Grid, options: dict[str, Any]) -> Coverage:
    return Coverage(zones, grid, **options)


def _grid_of(grid: Any) -> _native.Grid:
    if isinstance(grid, _native.Grid):
        return grid
    raster = grid if isinstance(grid, _native.Raster) else _native.Raster(grid)
    warn(raster.warnings)
    return raster.grid
