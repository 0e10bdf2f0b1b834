"""An overlay of zones and a grid, for any number of rasters on the grid."""

import os
from collections.abc import Sequence
from typing import Any, Optional, Union

import pandas

from . import _native
from ._rasters import Labelled, open_rasters
from ._warnings import warn
from ._zones import read_zones


class Coverage:
    """The cells of a grid that zones cover, and their shares: built once, used for every raster on the grid.

    A pickle contains what it was built from: the path of the boundary file, or the GeoDataFrame, and the grid. Unpickling builds it
    again.
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
        where: Optional[str] = None,
        only: Optional[Sequence[Any]] = None,
        datum: Optional[str] = None,
        threads: Optional[int] = None,
    ) -> None:
        """Builds the coverage for the grid of a raster, or for a grid given by its size, transform and CRS. The parameters are those
        of :func:`tally`.

        :raises Error: zones, grid or options cannot be used.
        """
        options = {
            "zone_id": zone_id,
            "zone_name": zone_name,
            "layer": layer,
            "zones_crs": zones_crs,
            "dissolve": dissolve,
            "repair": repair,
            "where": where,
            "only": only,
            "datum": datum,
        }
        self._grid = _read_grid(grid)
        self._arguments = (zones, self._grid, {**options, "coverage": coverage, "area": area})
        self._overlay = _native.Overlay(read_zones(zones, **options), self._grid, coverage, area, threads)
        warn(self._overlay.warnings)

    @property
    def grid(self) -> _native.Grid:
        """The grid of the coverage."""
        return self._grid

    @property
    def rows(self) -> tuple[int, int]:
        """The first row that any zone covers, and the one after the last."""
        return self._overlay.rows

    def tally(
        self,
        rasters: Any,
        *,
        legend: Any = "raw",
        allow_unmapped: bool = False,
        threads: Optional[int] = None,
    ) -> pandas.DataFrame:
        """Counts the hectares of each zone and class, for rasters on this grid: the frame of :func:`landcarbon.tally`.

        :raises Error: a raster is on another grid or cannot be read, or the legend lacks a code.
        """
        columns, warnings = self._overlay.tally(open_rasters(rasters), os.fspath(legend), allow_unmapped, threads)
        warn(warnings)
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
        """Tallies the rows from ``rows[0]`` to ``rows[1]`` (not included) of rasters on this grid, to be added to other rows.

        :raises Error: as :meth:`tally`, or the grid has no such rows.
        """
        return self._overlay.tally_rows(
            open_rasters(rasters), rows, os.fspath(legend), allow_unmapped, threads
        )

    def transition(
        self,
        rasters: Any,
        *,
        legend: Any = "raw",
        allow_unmapped: bool = False,
        threads: Optional[int] = None,
    ) -> pandas.DataFrame:
        """Counts transitions between rasters on this grid: the frame of :func:`landcarbon.transition`, in hectares.

        :raises Error: as :meth:`tally`, or there are fewer than two rasters.
        """
        return self._transition(open_rasters(rasters), legend, allow_unmapped, threads)

    def _transition(
        self, opened: Labelled, legend: Any, allow_unmapped: bool, threads: Optional[int]
    ) -> pandas.DataFrame:
        if len(opened) < 2:
            raise _native.Error(
                f'a transition needs at least two rasters, and there is only "{opened[0][0]}"; give the others in rasters too'
            )
        columns, warnings = self._overlay.transition(
            opened, os.fspath(legend), allow_unmapped, threads
        )
        warn(warnings)
        return pandas.DataFrame(columns)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, self._arguments


def _rebuild(zones: Any, grid: _native.Grid, options: dict[str, Any]) -> Coverage:
    return Coverage(zones, grid, **options)


def _read_grid(grid: Any) -> _native.Grid:
    if isinstance(grid, _native.Grid):
        return grid
    raster = grid if isinstance(grid, _native.Raster) else _native.Raster(grid)
    warn(raster.warnings)
    return raster.grid
