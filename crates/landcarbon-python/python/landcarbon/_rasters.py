"""Opens rasters: one, a list, or a mapping from labels."""

import os
from collections.abc import Mapping
from typing import Any, Union

from . import _native
from ._warnings import warn

Labelled = list[tuple[str, _native.Raster]]


def open_rasters(rasters: Any, band: Any = None, crs: Any = None) -> Labelled:
    """Opens rasters and shows their warnings. The default label is the stem of the file's name."""
    opened = [(label, _open(raster, band, crs)) for label, raster in label_rasters(rasters)]
    for _, raster in opened:
        warn(raster.warnings)
    return opened


def label_rasters(rasters: Any) -> list[tuple[str, Any]]:
    """Gives each raster its label, and opens none."""
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


def _open(raster: Any, band: Any, crs: Any) -> _native.Raster:
    if isinstance(raster, _native.Raster):
        return raster
    return _native.Raster(raster, band, crs)
