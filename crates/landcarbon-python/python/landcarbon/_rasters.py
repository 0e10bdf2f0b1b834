"""Rasters as users have them: a file, several, or several with their labels."""

import os
from collections.abc import Mapping
from typing import Any, Union

from . import _native
from ._warnings import warn

Labelled = list[tuple[str, _native.Raster]]


def labelled(rasters: Any, band: Any = None, crs: Any = None) -> Labelled:
    """Rasters with their labels, which are the stems of their files' names unless given; warns of what the user should know."""
    opened = [(label, _opened(raster, band, crs)) for label, raster in labels(rasters)]
    for _, raster in opened:
        warn(raster.warnings)
    return opened


def labels(rasters: Any) -> list[tuple[str, Any]]:
    """Rasters as they are given, with their labels."""
    if isinstance(rasters, Mapping):
        pairs = [(str(label), raster) for label, raster in rasters.items()]
    elif isinstance(rasters, (str, os.PathLike, _native.Raster)):
        pairs = [(_label(rasters), rasters)]
    else:
        pairs = [(_label(raster), raster) for raster in rasters]
    if not pairs:
        raise _native.Error("there is no raster; give at least one")
    return pairs


def _label(raster: Union[str, "os.PathLike[str]", _native.Raster]) -> str:
    return _native.stem(raster.path if isinstance(raster, _native.Raster) else raster)


def _opened(raster: Any, band: Any, crs: Any) -> _native.Raster:
    if isinstance(raster, _native.Raster):
        return raster
    return _native.Raster(raster, band, crs)
