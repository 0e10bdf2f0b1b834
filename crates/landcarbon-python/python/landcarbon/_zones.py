"""Zones as users have them: a boundary file or a GeoDataFrame."""

import os
from typing import Any, Optional

from . import _native
from ._warnings import warn


def zones_of(
    zones: Any,
    *,
    zone_id: str,
    zone_name: Optional[str],
    layer: Optional[str],
    zones_crs: Any,
    dissolve: bool,
    repair: bool,
) -> _native.Zones:
    """The zones of a file or of a GeoDataFrame; warns of what the user should know."""
    if isinstance(zones, (str, os.PathLike)):
        read = _native.Zones.read(zones, zone_id, zone_name, layer, zones_crs, dissolve, repair)
    else:
        if layer is not None:
            raise _native.ZonesError("zones: a table has no layers; leave out --layer")
        read = _of_frame(zones, zone_id, zone_name, zones_crs, dissolve, repair)
    warn(read.warnings)
    return read


def _of_frame(
    frame: Any, zone_id: str, zone_name: Optional[str], crs: Any, dissolve: bool, repair: bool
) -> _native.Zones:
    own = frame.crs
    if crs is None:
        crs = own
    ids = [_text(value) or "" for value in _column(frame, zone_id)]
    names = None if zone_name is None else [_text(value) for value in _column(frame, zone_name)]
    geometries = [None if shape is None else bytes(shape.wkb) for shape in frame.geometry]
    return _native.Zones.of_table(ids, names, geometries, zone_id, crs, dissolve, repair)


def _column(frame: Any, name: str) -> Any:
    geometry = frame.geometry.name
    if name not in frame.columns or name == geometry:
        has = ", ".join(str(column) for column in frame.columns if column != geometry)
        raise _native.ZonesError(f'zones: there is no column "{name}"; the table has {has}')
    return frame[name]


def _text(value: Any) -> Optional[str]:
    """A cell as a boundary file would hold it: whole numbers without a point, nothing where it is missing."""
    if value is None or value != value or str(value) == "<NA>":
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
