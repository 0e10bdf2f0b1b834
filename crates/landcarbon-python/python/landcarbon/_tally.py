"""Hectares per zone and class, and what changed from raster to raster."""

import os
from collections.abc import Iterable
from typing import Any, Optional

import pandas

from . import _native
from ._coverage import Coverage
from ._rasters import labelled
from ._warnings import warn
from ._zones import zones_of


def tally(
    zones: Any,
    rasters: Any,
    *,
    zone_id: str,
    zone_name: Optional[str] = None,
    layer: Optional[str] = None,
    band: Optional[int] = None,
    legend: Any = "raw",
    coverage: str = "exact",
    area: str = "true",
    raster_crs: Any = None,
    zones_crs: Any = None,
    dissolve: bool = False,
    repair: bool = False,
    allow_unmapped: bool = False,
    threads: Optional[int] = None,
) -> pandas.DataFrame:
    """Tallies hectares per zone and class, as ``landcarbon tally`` does.

    :param zones: a boundary file (Shapefile, GeoPackage, GeoJSON, FlatGeobuf, File Geodatabase), or a GeoDataFrame.
    :param rasters: a file of class codes, a :class:`Raster`, several of either, or a mapping from labels to them.
    :param zone_id: the field with the zones' ids.
    :param zone_name: the field with their names; default: the ids.
    :param layer: the layer of the boundary file; default: the only one.
    :param band: the band of rasters given as files; default: 1.
    :param legend: what the codes mean: a built-in legend (``cnlucc``, ``clcd``, …), a TOML file, or ``raw``.
    :param coverage: ``exact`` shares cells on a border by area; ``center`` and ``touched`` count whole cells.
    :param area: ``true`` measures on the Earth's surface, ``planar`` in the raster's plane.
    :param raster_crs: CRS of rasters given as files, instead of their own.
    :param zones_crs: CRS of the zones instead of their own.
    :param dissolve: unite features that have the same id.
    :param repair: mend polygons that cross or overlap themselves.
    :param allow_unmapped: keep codes that the legend lacks as rows ``unmapped:CODE``.
    :param threads: threads to work with; default: one for each processor.
    :returns: ``zone``, ``name``, ``label``, ``class``, ``hectares``; the rows of a zone and label add up to the zone's area.
    :raises Error: zones, rasters or options cannot be used.
    """
    read = zones_of(
        zones,
        zone_id=zone_id,
        zone_name=zone_name,
        layer=layer,
        zones_crs=zones_crs,
        dissolve=dissolve,
        repair=repair,
    )
    opened = labelled(rasters, band, raster_crs)
    columns, warnings = _native.tally(
        read, opened, os.fspath(legend), coverage, area, allow_unmapped, threads
    )
    warn(warnings)
    return pandas.DataFrame(columns)


def transition(
    zones: Any,
    rasters: Any,
    *,
    zone_id: str,
    zone_name: Optional[str] = None,
    layer: Optional[str] = None,
    band: Optional[int] = None,
    legend: Any = "raw",
    coverage: str = "exact",
    area: str = "true",
    raster_crs: Any = None,
    zones_crs: Any = None,
    dissolve: bool = False,
    repair: bool = False,
    allow_unmapped: bool = False,
    threads: Optional[int] = None,
) -> pandas.DataFrame:
    """Tallies what changed from raster to raster, as ``landcarbon transition`` does: from each to the next and, of more than two,
    from the first to the last. All are on one grid. The parameters are those of :func:`tally`.

    :returns: ``zone``, ``name``, ``from_label``, ``to_label``, ``from_class``, ``to_class``, ``hectares``.
    :raises Error: zones, rasters or options cannot be used, or there are fewer than two rasters.
    """
    opened = labelled(rasters, band, raster_crs)
    if len(opened) < 2:
        raise _native.Error(
            f'a transition needs at least two rasters, and there is only "{opened[0][0]}"; give the others with --raster too'
        )
    laid = Coverage(
        zones,
        opened[0][1],
        zone_id=zone_id,
        zone_name=zone_name,
        layer=layer,
        coverage=coverage,
        area=area,
        zones_crs=zones_crs,
        dissolve=dissolve,
        repair=repair,
        threads=threads,
    )
    return laid.transition(dict(opened), legend=legend, allow_unmapped=allow_unmapped, threads=threads)


def merge(partials: Iterable[_native.PartialTally]) -> pandas.DataFrame:
    """Adds partial tallies of all rows to a whole one, as ``landcarbon merge`` does.

    :returns: the frame of :func:`tally`, the same to the last bit.
    :raises MergeError: they do not belong together, or rows are missing or there twice.
    """
    return pandas.DataFrame(_native.merge(list(partials)))
