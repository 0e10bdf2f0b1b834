"""Hectares of each zone and class, and transitions between rasters."""

import os
from collections.abc import Iterable, Sequence
from typing import Any, Optional

import pandas

from . import _native
from ._coverage import Coverage
from ._rasters import open_rasters
from ._warnings import warn
from ._zones import read_zones


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
    where: Optional[str] = None,
    only: Optional[Sequence[Any]] = None,
    datum: Optional[str] = None,
    allow_unmapped: bool = False,
    threads: Optional[int] = None,
) -> pandas.DataFrame:
    """Counts the hectares of each zone and class, as ``landcarbon tally`` does.

    :param zones: a boundary file (Shapefile, GeoPackage, GeoJSON, FlatGeobuf, File Geodatabase), or a GeoDataFrame.
    :param rasters: a file of class codes, a :class:`Raster`, a list of these, or a mapping from labels to them.
    :param zone_id: the field with the zones' ids.
    :param zone_name: the field with their names; default: the ids.
    :param layer: the layer of the boundary file; default: the only one.
    :param band: the band of rasters given as files; default: 1.
    :param legend: what the codes mean: a built-in legend (``cnlucc``, ``clcd``, …), a TOML file, or ``raw``.
    :param coverage: ``exact`` divides cells on a border by area; ``center`` and ``touched`` count whole cells.
    :param area: ``true`` for areas on the Earth's surface, ``planar`` for areas in the plane of the raster.
    :param raster_crs: a CRS for rasters given as files, instead of their own.
    :param zones_crs: a CRS for the zones, instead of their own.
    :param dissolve: make one zone of all features with the same id.
    :param repair: repair polygons that cross or overlap themselves.
    :param where: a condition on the fields of a boundary file, such as ``"province = '江西省'"``; default: all features.
    :param only: the ids of the zones to keep; default: all.
    :param datum: what longitudes and latitudes refer to: ``gcj02`` (DataV, Amap) and ``bd09`` (Baidu) are brought to WGS 84.
    :param allow_unmapped: give codes that the legend lacks rows ``unmapped:CODE``, instead of stopping.
    :param threads: number of threads; default: one for each processor.
    :returns: ``zone``, ``name``, ``label``, ``class``, ``hectares``, ``code`` (``21;22`` where a class has several); the rows of a zone and label add up to the zone's area.
    :raises Error: zones, rasters or options cannot be used.
    """
    read = read_zones(
        zones, zone_id, zone_name, layer, zones_crs, dissolve, repair, where, only, datum
    )
    opened = open_rasters(rasters, band, raster_crs)
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
    where: Optional[str] = None,
    only: Optional[Sequence[Any]] = None,
    datum: Optional[str] = None,
    allow_unmapped: bool = False,
    threads: Optional[int] = None,
) -> pandas.DataFrame:
    """Counts the hectares of each zone and pair of classes between rasters, as ``landcarbon transition`` does: from each raster to
    the next and, if there are more than two, from the first to the last. All must be on one grid. The parameters are those of
    :func:`tally`.

    :returns: ``zone``, ``name``, ``from_label``, ``to_label``, ``from_class``, ``to_class``, ``hectares``.
    :raises Error: zones, rasters or options cannot be used, or there are fewer than two rasters.
    """
    opened = open_rasters(rasters, band, raster_crs)
    covered = Coverage(
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
        where=where,
        only=only,
        datum=datum,
        threads=threads,
    )
    return covered._transition(opened, legend, allow_unmapped, threads)


def merge(partials: Iterable[_native.PartialTally]) -> pandas.DataFrame:
    """Adds partial tallies of all rows to a complete one, as ``landcarbon merge`` does.

    :returns: the frame of :func:`tally`, the same to the last bit.
    :raises MergeError: the parts do not belong together, or rows are missing or repeated.
    """
    columns, warnings = _native.merge(list(partials))
    warn(warnings)
    return pandas.DataFrame(columns)
