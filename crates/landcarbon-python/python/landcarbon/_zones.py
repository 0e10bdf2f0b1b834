"""Reads zones from a boundary file or a GeoDataFrame."""

import os
from collections.abc import Sequence
from typing import Any, Optional

from . import _native
from ._warnings import warn


def read_zones(
    zones: Any,
    zone_id: str,
    zone_name: Optional[str] = None,
    layer: Optional[str] = None,
    zones_crs: Any = None,
    dissolve: bool = False,
    repair: bool = False,
    where: Optional[str] = None,
    only: Optional[Sequence[Any]] = None,
    datum: Optional[str] = None,
) -> _native.Zones:
    """Reads the zones, and shows their warnings. The parameters are those of :func:`landcarbon.tally`."""
    if isinstance(only, (str, bytes)):
        raise _native.ZonesError("only is a text; give a list of ids")
    ids = None if only is None else [_text(value) or "" for value in only]
    if isinstance(zones, (str, os.PathLike)):
        read = _native.Zones.read(
            zones, zone_id, zone_name, layer, where, ids, zones_crs, datum, dissolve, repair
        )
    else:
        if layer is not None:
            raise _native.ZonesError("zones: a table has no layers; leave out layer")
        if where is not None:
            raise _native.ZonesError("zones: choose the rows of a table before you give it; leave out where")
        read = _read_frame(zones, zone_id, zone_name, ids, zones_crs, datum, dissolve, repair)
    warn(read.warnings)
    return read


def _read_frame(
    frame: Any,
    zone_id: str,
    zone_name: Optional[str],
    only: Optional[list[str]],
    crs: Any,
    datum: Optional[str],
    dissolve: bool,
    repair: bool,
) -> _native.Zones:
    if crs is None:
        crs = frame.crs
    ids = [_text(value) or "" for value in _column(frame, zone_id)]
    names = None if zone_name is None else [_text(value) for value in _column(frame, zone_name)]
    geometries = [None if shape is None else bytes(shape.wkb) for shape in frame.geometry]
    return _native.Zones.from_table(ids, names, geometries, zone_id, only, crs, datum, dissolve, repair)


def _column(frame: Any, name: str) -> Any:
    geometry = frame.geometry.name
    if name not in frame.columns or name == geometry:
        has = ", ".join(str(column) for column in frame.columns if column != geometry)
        raise _native.ZonesError(f'zones: there is no column "{name}"; the table has {has}')
    return frame[name]


def _text(value: Any) -> Optional[str]:
    """Writes a cell as a boundary file would: whole numbers without a decimal point, and nothing for a missing value."""
    if value is None or value != value or str(value) == "<NA>":
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
